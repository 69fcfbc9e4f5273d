import Documents
import Logic
import Text

/// The `Rules` section: assertions about parameters that CloudFormation checks before it does
/// anything.
///
/// Source: CloudFormation User Guide, "Rules section structure".
extension Evaluation {
  /// What assertions that certainly apply leave of the values of parameters.
  func readNarrowings() -> [String: Hole.Shape] {
    var shapes: [String: Hole.Shape] = [:]
    for assertion in assertions() {
      for (name, values) in admitted(by: assertion, depth: 0) {
        let before = shapes[name] ?? parameters[name]?.shape
        let left = values.filter { value in
          before?.admits(value) ?? true && parameters[name]?.objection(to: value) == nil
        }
        // No value at all is a contradiction, which `reportBrokenAssertions` tells: nothing follows.
        if !left.isEmpty { shapes[name] = .oneOf(left) }
      }
    }
    return shapes
  }

  /// Tells which assertions the given values break: CloudFormation refuses them.
  func reportBrokenAssertions() {
    for assertion in assertions() {
      if outcome(of: assertion, .outermost) == .known(false) {
        report(
          .warning, "cfn-rule-broken",
          "an assertion of `Rules` does not hold for the given parameters; CloudFormation refuses "
            + "them", at: assertion.range)
      } else {
        reportContradictions(in: assertion)
      }
    }
  }

  /// Tells which open parameters no value can have that both its declaration and an assertion allow.
  private func reportContradictions(in assertion: Node) {
    for (name, values) in admitted(by: assertion, depth: 0) {
      guard let parameter = parameters[name], given[name] == nil, !values.isEmpty,
        values.allSatisfy({ parameter.objection(to: $0) != nil })
      else { continue }
      report(
        .warning, "cfn-rule-broken",
        "`Rules` leave parameter `\(name)` only values that its declaration does not allow",
        at: assertion.range,
        notes: [Diagnostic.Note("the parameter is declared here", at: parameter.range)])
    }
  }

  /// The assertions of rules without a condition, or with one that holds.
  private func assertions() -> [Node] {
    var found: [Node] = []
    for entry in sections("Rules").flatMap({ entries(of: $0, .outermost) }) {
      if let condition = entry.node["RuleCondition"],
        outcome(of: condition, entry.scope) != .known(true)
      {
        continue
      }
      found += entry.node["Assertions"]?.elements.compactMap { $0["Assert"] } ?? []
    }
    return found
  }

  /// The values that an assertion leaves to parameters; nothing for what cannot be a list.
  private func admitted(by node: Node, depth: Int) -> [(String, [String])] {
    guard depth < 8, let call = IntrinsicCall(node, .outermost) else { return [] }
    switch call.name {
    case "Fn::And": return call.arguments.flatMap { admitted(by: $0, depth: depth + 1) }
    case "Fn::Equals":
      guard call.arguments.count == 2 else { return [] }
      let (left, right) = (call.arguments[0], call.arguments[1])
      if let name = parameter(of: left), let text = ScalarText(right) {
        return [(name, [text.text])]
      }
      if let name = parameter(of: right), let text = ScalarText(left) {
        return [(name, [text.text])]
      }
      return []
    case "Fn::Contains":
      guard call.arguments.count == 2, let name = parameter(of: call.arguments[1]) else {
        return []
      }
      return [(name, call.arguments[0].elements.compactMap { ScalarText($0)?.text })]
    case "Fn::EachMemberIn":
      guard call.arguments.count == 2, let name = parameter(of: call.arguments[0]) else {
        return []
      }
      return [(name, call.arguments[1].elements.compactMap { ScalarText($0)?.text })]
    default: return []
    }
  }

  /// The parameter that a node refers to and nothing else.
  private func parameter(of node: Node) -> String? {
    guard let call = IntrinsicCall(node, .outermost), call.name == Ref.name,
      let name = call.pattern?.text, let parameter = parameters[name], !parameter.isStored
    else { return nil }
    return name
  }
}
