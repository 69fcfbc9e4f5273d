import Logic

/// `Fn::Length`: the number of elements of a list.
enum Length: IntrinsicFunction {
  static let name = "Fn::Length"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    TemplateValue.lifting(
      [call.value(in: evaluation)],
      overflow: { evaluation.unsupported(name, at: call.range) }
    ) { arguments in
      switch arguments[0].form {
      case .sequence(let elements):
        return .text(SymbolicString(String(elements.count)), .number, at: call.range)
      case .unknown(let hole):
        let length = Hole("Length(\(hole.name))", origin: hole.origin)
        return .text(SymbolicString(length), at: call.range)
      default:
        return evaluation.malformed(call, "needs a list")
      }
    }
  }
}
