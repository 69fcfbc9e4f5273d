import Logic

/// `Ref`: a parameter's value, a pseudo parameter, or what names a resource.
enum Ref: IntrinsicFunction {
  static let name = "Ref"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    let target = call.value(in: evaluation)
    return TemplateValue.lifting(
      [target], overflow: { evaluation.unsupported(name, at: call.range) }
    ) { arguments in
      guard let text = arguments[0].text else {
        return evaluation.malformed(call, "needs the name of a parameter or resource")
      }
      guard let name = text.literal else {
        return .unknown(Hole("Ref(\(text.display))", origin: .unsupported), at: call.range)
      }
      return evaluation.reference(to: name, at: call.range, call.scope)
    }
  }
}
