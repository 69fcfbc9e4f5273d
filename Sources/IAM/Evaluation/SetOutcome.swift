public import Logic

/// How an Allow in a resource policy reaches its caller, which decides what else must allow.
///
/// Source: IAM User Guide, "Policy evaluation logic", resource-based policies by principal.
public enum GrantKind: Hashable, Sendable, CaseIterable {
  /// Names the session, the user, the service, the provider or everybody: enough in one account.
  case direct
  /// Names the role: boundary and session policy of the caller limit it.
  case role
  /// Names the user whose federated session calls: boundary and session policy limit it.
  case userOfFederatedSession
  /// Names the account, which only lets its own policies decide.
  case account
}

/// When a set of policies allows, by how the Allow reaches the caller.
public struct Grants: Hashable, Sendable {
  /// Names the caller itself, or everybody.
  public var direct = Residual.never
  /// Names the caller's role.
  public var role = Residual.never
  /// Names the user behind the caller's federated session.
  public var userOfFederatedSession = Residual.never
  /// Names the caller's account.
  public var account = Residual.never

  /// Makes grants of one kind.
  public init(direct: Residual = .never) { self.direct = direct }

  /// When there is a grant of a kind.
  public subscript(kind: GrantKind) -> Residual {
    get {
      switch kind {
      case .direct: direct
      case .role: role
      case .userOfFederatedSession: userOfFederatedSession
      case .account: account
      }
    }
    set {
      switch kind {
      case .direct: direct = newValue
      case .role: role = newValue
      case .userOfFederatedSession: userOfFederatedSession = newValue
      case .account: account = newValue
      }
    }
  }

  /// When there is a grant of any kind.
  public var any: Residual {
    if hasOnlyDirect { return direct }
    return direct.or(role).or(userOfFederatedSession).or(account)
  }

  /// Whether there is none.
  public var isNever: Bool { direct.isNever && hasOnlyDirect }

  private var hasOnlyDirect: Bool {
    role.isNever && userOfFederatedSession.isNever && account.isNever
  }

  /// Every grant, if something else holds as well.
  mutating func require(_ rest: Residual) {
    if rest.isAlways { return }
    if !direct.isNever { direct = direct.and(rest) }
    if !role.isNever { role = role.and(rest) }
    if !userOfFederatedSession.isNever {
      userOfFederatedSession = userOfFederatedSession.and(rest)
    }
    if !account.isNever { account = account.and(rest) }
  }

  /// The grants of either.
  mutating func formUnion(_ other: Grants) {
    if !other.direct.isNever { direct = direct.or(other.direct) }
    if !other.role.isNever { role = role.or(other.role) }
    if !other.userOfFederatedSession.isNever {
      userOfFederatedSession = userOfFederatedSession.or(other.userOfFederatedSession)
    }
    if !other.account.isNever { account = account.or(other.account) }
  }
}

/// What one set of policies says about a request.
public struct SetOutcome: Sendable {
  /// When the set allows; sets other than resource policies use `direct` only.
  public var grants: Grants
  /// When the set denies.
  public var deny: Residual
  /// Every statement that matches or may match.
  public var matches: [StatementMatch]

  /// Makes an outcome; the default is a set that says nothing.
  public init(
    grants: Grants = Grants(), deny: Residual = .never, matches: [StatementMatch] = []
  ) {
    self.grants = grants
    self.deny = deny
    self.matches = matches
  }

  /// When the set allows in any way.
  public var allow: Residual { grants.any }
}
