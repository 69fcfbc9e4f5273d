/// How many people a trust statement lets in, fewest first.
public enum Exposure: Int8, Hashable, Comparable, Sendable, CaseIterable {
  /// E0: one own principal, or one service account of a cluster.
  case ownPrincipal = 0
  /// E1: the whole own account, or every workload of a cluster or namespace.
  case ownAccount = 1
  /// E2: the whole own organisation, or another own account.
  case organization = 2
  /// E3: one named outside identity.
  case outsideIdentity = 3
  /// E4: any member of a named outside party: vendor account, foreign organisation, whole provider.
  case outsideParty = 4
  /// E5: anyone, any tenant of a shared provider, any AWS account.
  case anyone = 5

  /// `E0` to `E5`.
  public var code: String { "E\(rawValue)" }

  /// Orders by population.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
