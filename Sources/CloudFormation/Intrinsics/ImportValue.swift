import Logic
import Text

/// `Fn::ImportValue`: an export of another stack of the same account and region.
enum ImportValue: IntrinsicFunction {
  static let name = "Fn::ImportValue"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    evaluation.readsOtherStacks = true
    return TemplateValue.lifting(
      [call.value(in: evaluation)],
      overflow: { evaluation.unsupported(name, at: call.range) }
    ) { arguments in
      guard let export = arguments[0].text else {
        return evaluation.malformed(call, "needs the name of an export")
      }
      let entry = evaluation.library.exports.export(
        export, account: PseudoParameter.account(in: evaluation.context),
        region: PseudoParameter.region(in: evaluation.context))
      if let entry {
        return evaluation.imported(entry, "export `\(export.display)`", at: call.range)
      }
      let hole = Hole("ImportValue(\(export.inner))", origin: .importedValue, marks: export.marks)
      return .unknown(hole, at: call.range)
    }
  }
}

extension Evaluation {
  /// A value of another stack at the place that uses it.
  func imported(
    _ entry: ExportTable.Entry, _ what: String, at range: SourceRange
  ) -> TemplateValue {
    note("\(what) of the stack `\(entry.stack)`", from: entry.value.range, usedAt: range)
    var value = entry.value.assuming(entry.guards)
    value.range = range
    return value
  }
}
