import Documents
import Logic
import Text

/// What is known about a condition.
enum ConditionOutcome: Equatable {
  /// It holds or does not hold.
  case known(Bool)
  /// It comes out as a named condition does, or the other way.
  case open(Guard)
  /// Not known, and no single named condition decides it.
  case undecided

  var negated: ConditionOutcome {
    switch self {
    case .known(let holds): .known(!holds)
    case .open(let guarding): .open(guarding.negated)
    case .undecided: .undecided
    }
  }

  var truth: Truth {
    if case .known(let holds) = self { return Truth(holds) }
    return .unknown
  }

  /// The outcome of a conjunction.
  static func all(_ parts: [ConditionOutcome]) -> ConditionOutcome {
    if parts.contains(.known(false)) { return .known(false) }
    let open = parts.filter { $0 != .known(true) }
    guard let first = open.first else { return .known(true) }
    return open.allSatisfy { $0 == first } ? first : .undecided
  }
}

extension Evaluation {
  /// The outcome of a condition by its logical name.
  func outcome(of name: String, at range: SourceRange) -> ConditionOutcome {
    if let known = outcomes[name] { return known }
    guard let entry = conditionEntries[name] else {
      report(.error, "cfn-bad-reference", "`\(name)` is no condition", at: range)
      return .open(Guard(qualified(name)))
    }
    guard underway.insert("condition \(name)").inserted else {
      report(.error, "cfn-cycle", "the condition `\(name)` depends on itself", at: range)
      return .open(Guard(qualified(name)))
    }
    defer { underway.remove("condition \(name)") }
    guard underway.count < Self.depthLimit else {
      report(.error, "cfn-limit", "too many conditions depend on one another", at: range)
      return .open(Guard(qualified(name)))
    }
    let before = mayReadSecrets
    mayReadSecrets = true
    defer { mayReadSecrets = before }
    var outcome = outcome(of: entry.node, entry.scope)
    if outcome == .undecided { outcome = .open(Guard(qualified(name))) }
    outcomes[name] = outcome
    return outcome
  }

  /// Remembers that what stands at a place is there because of a condition that is decided.
  func noteCondition(_ name: String, _ holds: Bool, at range: SourceRange) {
    guard let origin = conditionEntries[name]?.keyRange else { return }
    note("condition `\(name)` \(holds ? "holds" : "does not hold")", from: origin, usedAt: range)
  }

  /// The outcome of a condition expression.
  func outcome(of node: Node, _ scope: Scope) -> ConditionOutcome {
    guard let call = conditionCall(node, scope) else {
      if let text = ScalarText(node)?.text.lowercased(), text == "true" || text == "false" {
        return .known(text == "true")
      }
      report(.error, "cfn-bad-function", "this is no condition", at: node.range)
      return .undecided
    }
    switch call.name {
    case "Condition":
      guard let name = call.argument.string else { return .undecided }
      return outcome(of: scope.substituted(name).display, at: call.range)
    case "Fn::Equals": return equality(call)
    case "Fn::Not": return operands(of: call).first?.negated ?? .undecided
    case "Fn::And": return .all(operands(of: call))
    case "Fn::Or": return ConditionOutcome.all(operands(of: call).map(\.negated)).negated
    default: return truth(of: call)
    }
  }

  func conditionCall(_ node: Node, _ scope: Scope) -> IntrinsicCall? {
    if let call = IntrinsicCall(node, scope) { return call }
    guard node.kind == .mapping, node.count == 1, let argument = node["Condition"] else {
      return nil
    }
    return IntrinsicCall(name: "Condition", argument: argument, at: node.range, scope)
  }

  private func operands(of call: IntrinsicCall) -> [ConditionOutcome] {
    call.arguments.map { operand in
      conditionName(operand).map { outcome(of: $0, at: operand.range) }
        ?? outcome(of: operand, call.scope)
    }
  }

  /// The condition that a plain text names among the operands of a function.
  func conditionName(_ operand: Node) -> String? {
    guard operand.kind == .string, operand.tag?.hasPrefix("!") != true, let name = operand.string,
      conditionEntries[name] != nil
    else { return nil }
    return name
  }

  private func equality(_ call: IntrinsicCall) -> ConditionOutcome {
    guard let left = call.value(at: 0, in: self), let right = call.value(at: 1, in: self) else {
      report(.error, "cfn-bad-function", "`Fn::Equals` needs two values", at: call.range)
      return .undecided
    }
    return equality(left, right, depth: 0)
  }

  /// Where a value depends on a condition of a parent stack, the equality may be that condition.
  private func equality(
    _ left: TemplateValue, _ right: TemplateValue, depth: Int
  ) -> ConditionOutcome {
    guard depth < 3, let condition = left.condition ?? right.condition else {
      return left.equals(right).definite.map { .known($0) } ?? .undecided
    }
    let then = Guard(condition)
    let first = equality(left.assuming(then), right.assuming(then), depth: depth + 1)
    let second = equality(
      left.assuming(then.negated), right.assuming(then.negated), depth: depth + 1)
    if first == second { return first }
    if first == .known(true), second == .known(false) { return .open(then) }
    if first == .known(false), second == .known(true) { return .open(then.negated) }
    return .undecided
  }

  /// Any other function that gives `true` or `false`.
  private func truth(of call: IntrinsicCall) -> ConditionOutcome {
    switch evaluate(call).literal?.lowercased() {
    case "true": .known(true)
    case "false": .known(false)
    default: .undecided
    }
  }
}
