public import Logic

/// Whom conditions on identity leave of a trust that names everybody.
public struct Narrowing: Hashable, Sendable {
  /// What kind of callers, fewest first.
  public enum Scope: String, Hashable, Comparable, Sendable, CaseIterable {
    /// Single users, roles or sessions.
    case principal
    /// Accounts.
    case account
    /// Units of an organisation.
    case unit
    /// An organisation.
    case organization

    /// Orders by how many they are.
    public static func < (left: Self, right: Self) -> Bool {
      left.rank < right.rank
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// The kind of those who are most.
  public let scope: Scope
  /// Their ARNs, or the ids of organisations, or the paths of units.
  public let names: [String]
  /// Every account that is named, that of a principal included.
  public let accounts: [SymbolicString]
  /// How much of an organisation some way lets in without asking for an account; nil for none.
  public let organization: Scope?
}
