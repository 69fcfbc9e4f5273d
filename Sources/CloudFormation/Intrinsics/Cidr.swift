import Logic

/// `Fn::Cidr`: a list of address blocks; of no use to trust, so it stays unknown.
enum Cidr: IntrinsicFunction {
  static let name = "Fn::Cidr"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    .unknown(Hole(name, origin: .unsupported), at: call.range)
  }
}
