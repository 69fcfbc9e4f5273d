public import Logic
public import Text

/// One Allow of a trust policy for one principal entry and one way of assuming.
///
/// These records are what rules about trust stand on: everything semantic is decided here. A
/// reference, because many passes walk all of them.
public final class TrustGrant: Sendable {
  /// Index into `Estate.principals` of the role whose trust policy it is: an export and a template
  /// may both tell one role.
  public let owner: Int
  /// The role.
  public let role: NodeIndex
  /// 0-based index of the statement in the role's trust policy.
  public let statement: Int
  /// The statement in the source.
  public let range: SourceRange?
  /// The principal entry in the source; the statement for `NotPrincipal`.
  public let entryRange: SourceRange?
  /// How the role is assumed; `AssumeRole`, `AssumeRoleWithWebIdentity` or `AssumeRoleWithSAML`.
  public let kind: Edge.Kind
  /// Who is named.
  public let party: TrustedParty
  /// The first of `sources`; nil when nobody can use the grant.
  public var source: NodeIndex? { sources.first }
  /// Whether the named account is the role's own account, or every account to which conditions
  /// narrow everybody; no for parties without an account.
  public let isSameAccount: Truth
  /// Whose account the party is in, or whose the accounts are to which conditions narrow everybody;
  /// nil for parties without an account.
  public let ownership: Ownership?
  /// How many are let in, conditions on identity taken into account; nil for AWS services and for
  /// grants that nobody can use.
  public let exposure: Exposure?
  /// To whom conditions narrow a trust in everybody; nil where they narrow it to nobody in
  /// particular, and where somebody is named.
  public let narrowing: Narrowing?
  /// What every way in demands.
  public let guards: Guards
  /// What an `sts:ExternalId` condition is worth.
  public let externalID: ExternalIDGuard
  /// For web identity: which subjects and audiences are let in; nil otherwise.
  public let token: TokenScope?
  /// What the trust policy still asks for, its Deny statements included.
  public let residual: Residual
  /// Whether the trust policy lets the party in: yes, no, or depends on `residual`.
  public let verdict: Truth
  /// Why nobody can use it; nil when somebody can.
  public let dead: DeadTrust?
  /// Whether the trust statement ends in the clause `"Condition": {}`, which guards nothing.
  public let hasEmptyCondition: Bool
  /// Row of the edge catalogue.
  public let via: String
  /// All nodes that stand for whom the conditions let in; none when nobody can use the grant.
  public let sources: [NodeIndex]
  /// Index into `Estate.principals` of a principal that is named by its ARN.
  let principal: Int?
  /// What `residual` still asks of whoever each of `sources` stands for.
  let sourceResiduals: [Residual]
  /// The resource control policies that stop it, where they do.
  public let deniedBy: [String]

  init(
    owner: Int, role: NodeIndex, statement: Int, range: SourceRange?, entryRange: SourceRange?,
    kind: Edge.Kind, party: TrustedParty, isSameAccount: Truth,
    ownership: Ownership?, exposure: Exposure?,
    narrowing: Narrowing?, guards: Guards, externalID: ExternalIDGuard,
    token: TokenScope?, residual: Residual, verdict: Truth, dead: DeadTrust?,
    hasEmptyCondition: Bool, via: String, principal: Int?,
    deniedBy: [String] = []
  ) {
    self.owner = owner
    self.role = role
    self.statement = statement
    self.range = range
    self.entryRange = entryRange
    self.kind = kind
    self.party = party
    self.isSameAccount = isSameAccount
    self.ownership = ownership
    self.exposure = exposure
    self.narrowing = narrowing
    self.guards = guards
    self.externalID = externalID
    self.token = token
    self.residual = residual
    self.verdict = verdict
    self.dead = dead
    self.hasEmptyCondition = hasEmptyCondition
    self.via = via
    sources = []
    self.principal = principal
    sourceResiduals = []
    self.deniedBy = deniedBy
  }

  /// A grant with sources, which one that nobody can use does not have.
  init(_ grant: TrustGrant, sources: [(node: NodeIndex, residual: Residual)]) {
    owner = grant.owner
    role = grant.role
    statement = grant.statement
    range = grant.range
    entryRange = grant.entryRange
    kind = grant.kind
    party = grant.party
    isSameAccount = grant.isSameAccount
    ownership = grant.ownership
    exposure = grant.exposure
    narrowing = grant.narrowing
    guards = grant.guards
    externalID = grant.externalID
    token = grant.token
    residual = grant.residual
    verdict = grant.verdict
    dead = grant.dead
    hasEmptyCondition = grant.hasEmptyCondition
    via = grant.via
    self.sources = grant.dead == nil ? sources.map(\.node) : []
    principal = grant.principal
    sourceResiduals = grant.dead == nil ? sources.map(\.residual) : []
    deniedBy = grant.deniedBy
  }
}

/// What an `sts:ExternalId` condition is worth.
public enum ExternalIDGuard: String, Hashable, Sendable, CaseIterable {
  /// There is none.
  case none
  /// There is one, but it lets callers in that send none, or any.
  case vacuous
  /// It asks for values by a pattern with wildcards.
  case pattern
  /// It asks for exact values.
  case exact
}

/// Which tokens of an identity provider a grant accepts.
public struct TokenScope: Hashable, Sendable {
  /// Values of one claim.
  public enum Values: Hashable, Sendable {
    /// Not narrowed.
    case any
    /// One of these, `*` and `?` being wildcards where `isExact` is false.
    case these([SymbolicString], isExact: Bool)
    /// Narrowed in a way that cannot be written as a list, such as by exclusion.
    case other
  }

  /// Issuer without scheme, as the provider's ARN names it.
  public let issuer: SymbolicString
  /// The subject (`ISSUER:sub`).
  public let subjects: Values
  /// The audience (`ISSUER:aud`).
  public let audiences: Values
  /// Names of other claims of the issuer that every way in narrows, without the issuer, sorted.
  public let otherClaims: [String]
  /// Claims that are named in a condition which holds also without them, sorted.
  public let vacuousClaims: [String]
}

/// Why a grant lets nobody in.
public enum DeadTrust: String, Hashable, Sendable, CaseIterable {
  /// The action does not fit the principal, such as web identity for an AWS principal.
  case actionPrincipalMismatch = "action-principal-mismatch"
  /// The conditions contradict each other, or what is known about the caller.
  case contradiction
  /// A Deny of the trust policy stops whatever the statement allows.
  case denied
  /// A resource control policy stops whatever the trust policy allows.
  case controlled = "resource-control"
  /// The conditions ask for session tags or a source identity, which no statement of the trust
  /// policy lets the principal hand to the session.
  case unpermitted
  /// The account was exported without the provider.
  case missingProvider = "missing-provider"
  /// The provider lives in another account than the role.
  case foreignProvider = "foreign-provider"
  /// Trust never crosses partitions.
  case wrongPartition = "wrong-partition"
  /// The entry is the unique id of a deleted principal.
  case danglingID = "dangling-id"
  /// The account was exported and has no such principal.
  case missingPrincipal = "missing-principal"
  /// The entry is malformed and matches nobody.
  case malformed
}
