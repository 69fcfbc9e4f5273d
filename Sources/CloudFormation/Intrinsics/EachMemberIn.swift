import Logic

/// `Fn::EachMemberIn`: whether every value of a list is in another one; stands in the `Rules`
/// section.
enum EachMemberIn: IntrinsicFunction {
  static let name = "Fn::EachMemberIn"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    guard let list = call.value(at: 0, in: evaluation),
      let allowed = call.value(at: 1, in: evaluation)
    else { return evaluation.malformed(call, "needs two lists") }
    guard case .sequence(let members) = list.asList.form,
      case .sequence(let values) = allowed.asList.form
    else { return evaluation.unsupported(name, at: call.range) }
    let found = members.reduce(Truth.yes) { all, member in
      all && values.reduce(Truth.no) { $0 || $1.equals(member) }
    }
    guard let holds = found.definite else { return evaluation.unsupported(name, at: call.range) }
    return .text(holds ? "true" : "false", .boolean, at: call.range)
  }
}

extension TemplateValue {
  /// The value, or the list that has it alone where it is a text.
  var asList: TemplateValue {
    if case .text = form { return .sequence([self], at: range) }
    return self
  }
}
