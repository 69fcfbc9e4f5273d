/// What an edge gives its source.
///
/// Source: AWS's own separation of passing a role, assuming it and changing it; the words are those
/// of docs/graph.md.
public enum Capability: String, Hashable, Sendable, CaseIterable {
  /// Credentials of the target, or code that runs with them.
  case full
  /// A service calls AWS with the target's rights on the source's instruction.
  case drive
  /// Only what one service does with the target's rights.
  case confined
  /// The source's own rights grow.
  case own = "self"
  /// The target's permissions or trust can be changed; to use them takes another edge.
  case modify
  /// A guardrail can be taken away.
  case `guard`

  /// Whether the source can act as the target, or as an administrator.
  public var isStep: Bool { self == .full || self == .drive || self == .own }
}
