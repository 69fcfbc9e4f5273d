import Logic

/// `Fn::RefAll`: values that only the account tells; stands in the `Rules` section.
enum RefAll: IntrinsicFunction {
  static let name = "Fn::RefAll"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    .unknown(Hole(name, origin: .attribute), at: call.range)
  }
}
