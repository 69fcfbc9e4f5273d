import Logic

/// `Fn::ImportValue`: an export of another stack of the same account and region.
enum ImportValue: IntrinsicFunction {
  static let name = "Fn::ImportValue"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    TemplateValue.lifting(
      [call.value(in: evaluation)],
      overflow: { evaluation.unsupported(name, at: call.range) }
    ) { arguments in
      guard let export = arguments[0].text else {
        return evaluation.malformed(call, "needs the name of an export")
      }
      let hole = Hole("ImportValue(\(export.inner))", origin: .importedValue, marks: export.marks)
      return .unknown(hole, at: call.range)
    }
  }
}
