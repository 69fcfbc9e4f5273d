import Logic

/// `Fn::ValueOf`: values that only the account tells; stands in the `Rules` section.
enum ValueOf: IntrinsicFunction {
  static let name = "Fn::ValueOf"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    .unknown(Hole(name, origin: .attribute), at: call.range)
  }
}
