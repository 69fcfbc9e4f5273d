import Logic

/// `Fn::EachMemberEquals`: whether every value of a list is a certain one; stands in the `Rules`
/// section.
enum EachMemberEquals: IntrinsicFunction {
  static let name = "Fn::EachMemberEquals"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    guard let list = call.value(at: 0, in: evaluation),
      let value = call.value(at: 1, in: evaluation)
    else { return evaluation.malformed(call, "needs a list and a value") }
    guard case .sequence(let members) = list.asList.form else {
      return evaluation.unsupported(name, at: call.range)
    }
    let found = members.reduce(Truth.yes) { $0 && $1.equals(value) }
    guard let holds = found.definite else { return evaluation.unsupported(name, at: call.range) }
    return .text(holds ? "true" : "false", .boolean, at: call.range)
  }
}
