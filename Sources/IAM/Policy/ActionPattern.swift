public import Logic

/// Matching of the entries of `Action` and `NotAction`.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Action".
enum ActionPattern {
  /// Whether an entry names an action; both are compared ignoring case.
  static func matches(_ pattern: SymbolicString, _ action: String) -> Truth {
    guard let literal = pattern.literal else {
      let relation = Pattern(SymbolicString(action.lowercased()), .exact)
        .relation(to: Pattern(lowercased(pattern), .glob))
      return relation
    }
    return Truth(matches(literal, action))
  }

  /// Whether an entry without holes names an action.
  static func matches(_ pattern: String, _ action: String) -> Bool {
    if pattern == "*" { return true }
    return Glob.matches(pattern, action, ignoringCase: true) && defect(of: pattern) == nil
  }

  /// What makes an entry match nothing at all; nil for a sound entry.
  static func defect(of pattern: String) -> String? {
    if pattern == "*" || pattern == "*:*" { return nil }
    var pattern = pattern
    return pattern.withUTF8 { bytes in
      if bytes.contains(where: { $0 <= 0x20 }) { return "holds white space" }
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return "has no colon" }
      if colon == 0 { return "has no service" }
      if colon + 1 == bytes.count { return "has no action name" }
      if bytes[..<colon].contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) {
        return "has a wildcard in the service"
      }
      return nil
    }
  }

  /// The known actions that an entry may name.
  static func known(_ pattern: SymbolicString) -> ActionSet {
    guard let literal = pattern.literal else {
      return ActionSet(KnownAction.allCases.filter { matches(pattern, $0.rawValue) != .no })
    }
    if literal == "*" { return .all }
    if !couldBeKnown(literal) { return .none }
    if !literal.hasWildcard { return KnownAction.lookUp(literal)?.set ?? .none }
    return ActionSet(KnownAction.allCases.filter { matches(literal, $0.rawValue) })
  }

  /// Most entries name another service; they are told by their first bytes.
  private static func couldBeKnown(_ pattern: String) -> Bool {
    var bytes = pattern.utf8.makeIterator()
    for (iam, sts) in zip("iam:".utf8, "sts:".utf8) {
      guard let byte = bytes.next() else { return false }
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") { return true }
      guard byte | 0x20 == iam | 0x20 || byte | 0x20 == sts | 0x20 else { return false }
    }
    return true
  }

  private static func lowercased(_ text: SymbolicString) -> SymbolicString {
    SymbolicString(
      text.segments.map {
        if case .literal(let literal) = $0 { .literal(literal.lowercased()) } else { $0 }
      })
  }
}

extension SymbolicString {
  /// Whether an entry of `Action` with this text matches nothing at all.
  public var isDeadAction: Bool { literal.flatMap(ActionPattern.defect) != nil }
}

extension Statement {
  /// Whether an entry of its actions matches nothing, so that a Deny may mean any action by it.
  public var hasDeadAction: Bool { Self.hasDeadAction(problems) }

  static func hasDeadAction(_ problems: [PolicyProblem]) -> Bool {
    problems.contains { $0.code == "dead-action" }
  }
}

extension Statement.Actions {
  /// The known actions that may match.
  var known: ActionSet {
    switch self {
    case .these(let entries):
      var result = ActionSet.none
      for entry in entries { result.formUnion(ActionPattern.known(entry.text)) }
      return result
    case .allBut(let entries):
      var excluded = ActionSet.none
      for entry in entries where entry.text.literal != nil && entry.guards.isEmpty {
        excluded.formUnion(ActionPattern.known(entry.text))
      }
      return excluded.complement
    }
  }
}
