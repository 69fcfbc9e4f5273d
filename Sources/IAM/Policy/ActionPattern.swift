import Logic

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
    if let literal = pattern.literal {
      if literal == "*" { return .all }
      if !couldBeKnown(literal) { return .none }
      return ActionSet(KnownAction.allCases.filter { matches(literal, $0.rawValue) })
    }
    return ActionSet(KnownAction.allCases.filter { matches(pattern, $0.rawValue) != .no })
  }

  /// Most entries name another service; they are told by their first bytes.
  private static func couldBeKnown(_ pattern: String) -> Bool {
    guard let first = pattern.utf8.first else { return false }
    return [UInt8(ascii: "i"), UInt8(ascii: "s"), UInt8(ascii: "*")].contains(first | 0x20)
      || first == UInt8(ascii: "*")
  }

  private static func lowercased(_ text: SymbolicString) -> SymbolicString {
    SymbolicString(
      text.segments.map {
        if case .literal(let literal) = $0 { .literal(literal.lowercased()) } else { $0 }
      })
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
