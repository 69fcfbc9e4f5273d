import Logic

/// `Fn::GetAZs`: the availability zones of a region, which only AWS knows.
enum GetAZs: IntrinsicFunction {
  static let name = "Fn::GetAZs"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    .unknown(Hole("GetAZs", origin: .pseudoParameter, shape: .word), at: call.range)
  }
}
