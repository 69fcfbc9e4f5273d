public import Estate
import IAM
import Kubernetes
import Logic
public import Text
public import TrustGraph

/// What the tables are filled from, with the lookups that several tables share.
public struct Facts: Sendable {
  /// The inputs, merged.
  public let estate: Estate
  /// Who can assume what.
  public let trust: TrustGraph
  /// Issuers of web identity tokens.
  public let issuers: TokenIssuers
  /// Owners of published account ids.
  public let knownAccounts: KnownAccounts
  /// The date that ages are counted from, `YYYY-MM-DD`.
  public let asOf: String
  /// How values of conditions are printed.
  let redaction: Logic.Redaction

  /// What was noticed while inputs were read.
  public let remarks: [Diagnostic]
  /// What every profile yields, in the order of files and profiles.
  let profileChains: [ProfileChain]
  /// The paths that rules about chains judge.
  private(set) var chains: [Chain] = []
  /// What a change does to trust paths; empty unless one is laid over exports.
  private(set) var changes: [PathChange] = []
  /// Where values of templates came from.
  let valueNotes: ValueNotes
  /// The state before the change, if there is one.
  let baseline: Baseline?
  /// Finds requests that walk the paths.
  private var walker: Walker?
  private let grantWalker: GrantWalker
  private let secrets: SecretRedaction

  /// The clusters with their logins and what their bindings allow.
  let clusterEvidence: [ClusterEvidence]
  /// Service accounts of all clusters, found by issuer and subject.
  let accountIndex: AccountIndex

  private let exported: Set<String>
  private let own: Set<String>
  private let indexOfARN: [String: Int]
  private let indexOfLogin: [String: Int]
  let providerIndex: OIDCProviderIndex
  private let exposures: [NodeIndex: Exposure]
  private let grantsOfRole: [NodeIndex: [Int]]

  /// Prepares the lookups.
  public init(
    estate: Estate, trust: TrustGraph, issuers: TokenIssuers = TokenIssuers(),
    knownAccounts: KnownAccounts = KnownAccounts(), asOf: String, redaction: SecretRedaction,
    remarks: [Diagnostic] = [], since baseline: Baseline? = nil
  ) {
    self.baseline = baseline
    valueNotes = ValueNotes(estate.valueNotes)
    self.estate = estate
    self.trust = trust
    self.issuers = issuers
    self.knownAccounts = knownAccounts
    self.asOf = asOf
    self.remarks = remarks
    profileChains = ProfileChains(estate, trust).all
    self.redaction = Logic.Redaction { key, value in
      key.namesExternalID ? redaction.externalID(value) : nil
    }
    clusterEvidence = ClusterEvidence.all(estate)
    accountIndex = AccountIndex(clusterEvidence)
    secrets = redaction
    grantWalker = GrantWalker(estate, trust)
    exported = Set(estate.accounts.filter(\.isExported).map(\.id))
    own = Set(estate.accounts.map(\.id)).union(estate.organization?.accounts.keys ?? [:].keys)
    var indexOfARN: [String: Int] = [:]
    indexOfARN.reserveCapacity(estate.principals.count)
    for (index, principal) in estate.principals.enumerated() {
      let id = principal.id
      if indexOfARN[id] == nil { indexOfARN[id] = index }
    }
    self.indexOfARN = indexOfARN
    indexOfLogin = Self.logins(of: estate)
    providerIndex = OIDCProviderIndex(estate.oidcProviders)
    exposures = EntryExposure.compute(trust)
    grantsOfRole = Dictionary(grouping: trust.grants.indices) { trust.grants[$0].role }
    chains = ChainFinder(self).chains()
    if let baseline { changes = ChangeFinder(trust, since: baseline).changes() }
    walker = chains.isEmpty ? nil : Walker(estate, trust, paths: chains.map(\.path))
  }

  /// Requests that walk a path, checked before they are redacted; nil when none can be shown.
  func witness(of path: Path) -> Finding.Witness? {
    walker?.walk(path).map { Finding.Witness($0, redaction: secrets) }
  }

  /// The request that uses a trust, checked before it is redacted; nil when none can be shown.
  func witness(ofTrust index: Int) -> Finding.Witness? {
    grants.indices.contains(index)
      ? grantWalker.walk(grants[index]).map { Finding.Witness($0, redaction: secrets) } : nil
  }

  /// Every Allow of a trust policy, by principal entry.
  var grants: [TrustGrant] { trust.grants }

  // MARK: Principals

  /// The position of the user or role with an ARN, path included.
  func principal(withARN arn: String) -> Int? { indexOfARN[arn] }

  /// The position of the role that a grant is about.
  func principal(of grant: TrustGrant) -> Int? { grant.owner }

  /// The position of the user or role of a node.
  func principal(of node: NodeIndex) -> Int? { trust.principal(of: node) }

  /// The position of the principal that a cluster's authenticator would match, ignoring case and
  /// the role's path.
  func principal(ofLogin arn: String) -> Int? {
    if let index = indexOfARN[arn] { return index }
    return indexOfLogin[CallerIdentity.withoutPath(arn).lowercased()]
  }

  /// Roles by what a cluster's authenticator compares; only clusters ask.
  private static func logins(of estate: Estate) -> [String: Int] {
    guard !estate.clusters.isEmpty else { return [:] }
    var logins: [String: Int] = [:]
    for (index, principal) in estate.principals.enumerated() where principal.kind == .role {
      let login = CallerIdentity.withoutPath(principal.id).lowercased()
      if logins[login] == nil { logins[login] = index }
    }
    return logins
  }

  /// The node of a user or role.
  func node(ofPrincipal index: Int) -> NodeIndex? { trust.nodeOfPrincipal[index] }

  /// What a principal can do.
  func levels(ofPrincipal index: Int) -> Reach? {
    node(ofPrincipal: index).map { trust.reach[Int($0)] }
  }

  /// What a principal can do, alone or by assuming others.
  func reach(ofPrincipal index: Int) -> ReachLevel {
    levels(ofPrincipal: index)?.closure ?? .none
  }

  /// How many can become a principal, directly or by a chain.
  func exposure(ofPrincipal index: Int) -> Exposure? {
    node(ofPrincipal: index).flatMap { exposures[$0] }
  }

  /// Whether the role can assume a role in another account.
  func reachesOtherAccount(_ index: Int) -> Truth {
    guard let node = node(ofPrincipal: index) else { return .no }
    let account = trust.graph[node: node].account
    var seen: Set<NodeIndex> = [node]
    var queue = [node]
    while let next = queue.popLast() {
      for edge in trust.graph.outgoing[next] {
        let edge = trust.graph[edge: edge]
        let target = trust.graph[node: edge.target]
        guard edge.status != .guarded, seen.insert(edge.target).inserted else { continue }
        if target.kind == .role, target.account != account { return .yes }
        if target.kind == .role || target.kind == .hub { queue.append(edge.target) }
      }
    }
    return .no
  }

  // MARK: Trust

  /// The statement of a grant.
  func statement(of grant: TrustGrant) -> Statement? {
    guard let statements = estate.principals[grant.owner].trust?.statements,
      statements.indices.contains(grant.statement)
    else { return nil }
    return statements[grant.statement]
  }

  /// The positions of each role's grants, in the order of the roles.
  var grantsByRole: [(role: NodeIndex, grants: [Int])] {
    grantsOfRole.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The grants of a role.
  func grants(ofPrincipal index: Int) -> [TrustGrant] {
    node(ofPrincipal: index).flatMap { grantsOfRole[$0] }.map { $0.map { trust.grants[$0] } } ?? []
  }

  /// The grants of a role for web identity.
  func webIdentityGrants(ofPrincipal index: Int) -> [TrustGrant] {
    grants(ofPrincipal: index).filter { $0.token != nil }
  }

  // MARK: Accounts

  /// Whether principals of an account were exported.
  func isExported(_ account: String) -> Bool { exported.contains(account) }

  /// Whether the principals of a kind were exported, so that an absent one does not exist.
  func isExported(_ kind: Principal.Kind, of account: String) -> Bool {
    trust.accounts.isExported(kind, of: SymbolicString(account))
  }

  /// Whether an account is none of ours; unknown where nothing tells which accounts are.
  func isOutside(_ account: String) -> Truth {
    let isAnyKnown = own.contains { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard isAnyKnown || own.contains(account) else { return .unknown }
    return switch trust.accounts.ownership(of: SymbolicString(account)) {
    case .own: .no
    case .outside: .yes
    case .unknown: .unknown
    }
  }
}
