import IAM
import Logic

/// An action pattern as far as rules about identities need it.
struct ActionPattern {
  /// An action that decides about a rule.
  enum Probe: String {
    case everything = "*"
    case assumeRole = "sts:assumerole"
    case passRole = "iam:passrole"
    case attachRolePolicy = "iam:attachrolepolicy"
    case leaveOrganization = "organizations:attachpolicy"
  }

  private let text: SymbolicString
  private let pattern: String?

  /// Wraps a pattern; one with holes is not known.
  init(_ text: SymbolicString) {
    self.text = text
    pattern = text.literal?.lowercased()
  }

  /// Whether a pattern can match an action of IAM or STS; looks at a few bytes only, because it is
  /// asked about every action of every policy.
  static func mayBeIdentityService(_ text: SymbolicString) -> Bool {
    guard let bytes = text.literal?.utf8 else { return true }
    var index = bytes.startIndex
    for expected in [(0x69, 0x73), (0x61, 0x74), (0x6D, 0x73)] {
      guard index < bytes.endIndex else { return false }
      let byte = Int(bytes[index])
      if byte == 0x2A || byte == 0x3F { return true }
      guard byte | 0x20 == expected.0 || byte | 0x20 == expected.1 else { return false }
      index = bytes.index(after: index)
    }
    guard index < bytes.endIndex else { return false }
    return [0x3A, 0x2A, 0x3F].contains(bytes[index])
  }

  /// Whether it matches the probe; `*` only by a pattern that matches every action.
  func matches(_ probe: Probe) -> Truth {
    guard let pattern else { return .unknown }
    if probe == .everything { return Truth(pattern == "*" || pattern == "*:*") }
    return Truth(Glob.matches(pattern, probe.rawValue) && !text.isDeadAction)
  }

  /// Whether it takes the probe out of a `NotAction`; `*` is taken out by any exclusion.
  func touches(_ probe: Probe) -> Truth { probe == .everything ? .yes : matches(probe) }
}
