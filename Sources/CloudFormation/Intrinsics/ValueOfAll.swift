import Logic

/// `Fn::ValueOfAll`: values that only the account tells; stands in the `Rules` section.
enum ValueOfAll: IntrinsicFunction {
  static let name = "Fn::ValueOfAll"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    .unknown(Hole(name, origin: .attribute), at: call.range)
  }
}
