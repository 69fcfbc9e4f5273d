import IAM
import Logic

/// A set of actions that escalations are made of.
struct ActionBits: Hashable, Sendable {
  private var words: SIMD8<UInt64>

  static let none = ActionBits(words: SIMD8(repeating: 0))
  static let all = ActionBits(words: SIMD8(repeating: .max))

  private init(words: SIMD8<UInt64>) { self.words = words }

  /// The set of one action by its ordinal.
  init(ordinal: Int) {
    words = SIMD8(repeating: 0)
    words[ordinal >> 6 & 7] = 1 << UInt64(ordinal & 63)
  }

  mutating func formUnion(_ other: ActionBits) { words |= other.words }

  func union(_ other: ActionBits) -> ActionBits { ActionBits(words: words | other.words) }

  func intersection(_ other: ActionBits) -> ActionBits { ActionBits(words: words & other.words) }

  func subtracting(_ other: ActionBits) -> ActionBits { ActionBits(words: words & ~other.words) }

  func isSuperset(of other: ActionBits) -> Bool { words & other.words == other.words }

  func intersects(_ other: ActionBits) -> Bool { !intersection(other).isEmpty }

  var isEmpty: Bool { self == .none }
}

/// The actions that escalations are made of, by name in lower case.
enum EscalationActions {
  /// Every action that some row asks for.
  static let names: [String] = {
    var names = Set(identityActions.map { $0.lowercased() })
    for row in PassRoleRow.all { names.formUnion(row.actions.map { $0.lowercased() }) }
    for row in ExistingRow.all { names.formUnion(row.actions.map { $0.lowercased() }) }
    for row in OrganizationRow.all { names.formUnion(row.actions.map { $0.lowercased() }) }
    for row in ResourceRow.all { names.formUnion(row.actions.map { $0.lowercased() }) }
    return names.sorted()
  }()

  private static let identityActions =
    KnownAction.allCases.map(\.rawValue) + [
      "iam:AcceptDelegationRequest", "iam:SendDelegationToken", "sts:GetWebIdentityToken",
      "s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter",
    ]

  private static let ordinals = Dictionary(
    uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })

  /// The set of all of them.
  static let everything = bits(of: names)

  /// The set of one action.
  static func bits(of name: String) -> ActionBits {
    ordinals[name.lowercased()].map(ActionBits.init(ordinal:)) ?? .none
  }

  private static let known = Dictionary(
    uniqueKeysWithValues: KnownAction.allCases.map { ($0, bits(of: $0.rawValue)) })

  /// The set of one action that is known by itself.
  static func bits(of action: KnownAction) -> ActionBits { known[action] ?? .none }

  /// The set of some actions.
  static func bits(of names: [String]) -> ActionBits {
    names.reduce(.none) { $0.union(bits(of: $1)) }
  }
}

/// Sets of action patterns, worked out once for each distinct text.
struct ActionBitTable {
  private var memo = TextMemo<ActionBits>()
  private static let texts = EscalationActions.names.map { Array($0.utf8) }

  /// The actions that `Action` or `NotAction` may match.
  mutating func bits(of actions: Statement.Actions) -> ActionBits {
    switch actions {
    case .these(let entries): return bits(of: entries)
    case .allBut(let entries):
      // What a template leaves open may exclude nothing.
      if entries.hasHoles || !entries.isUnguarded { return .all }
      return ActionBits.all.subtracting(bits(of: entries))
    }
  }

  private mutating func bits(of entries: PolicyTexts) -> ActionBits {
    entries.merged(&memo, from: .none, Self.bits) { $0.formUnion($1) }
  }

  private static func bits(of pattern: SymbolicString) -> ActionBits {
    guard let text = pattern.literal else { return .all }
    if text == "*" { return .all }
    if pattern.isDeadAction { return .none }
    var bits = EscalationActions.bits(of: text)
    if text.utf8.contains(0x2A) || text.utf8.contains(0x3F) {
      let glob = Array(text.lowercased().utf8)
      for (ordinal, name) in texts.enumerated() where Glob.matches(glob, name) {
        bits.formUnion(ActionBits(ordinal: ordinal))
      }
    }
    return bits
  }
}
