import Logic
import IAM
import Text

/// Who logs in to a cluster as whom: the authenticator's algorithm over the mappings supplied.
///
/// Source: aws-iam-authenticator (mappers of ConfigMap and access entries, tried in the order of
/// the authentication mode); EKS User Guide, "Grant IAM users and roles access to Kubernetes APIs".
public struct ClusterLogins: Sendable {
  /// The cluster.
  public let cluster: Cluster
  private let mappings: [Login]
  private let entries: [Login]
  private let accounts: [Login]

  /// Resolves all mappings of a cluster: duplicates, precedence, authentication mode.
  ///
  /// - Parameters:
  ///   - cluster: The cluster.
  ///   - known: What exports tell about principals. An access entry that is older than its principal
  ///     belonged to a deleted one of the same name and is dead.
  public init(_ cluster: Cluster, known: KnownPrincipals = KnownPrincipals()) {
    self.cluster = cluster
    let auth = cluster.awsAuth
    entries = cluster.accessEntries.map { entry in
      var login = Self.login(entry, in: cluster)
      if Self.isRecreated(entry, known.created), !Self.isInert(login) {
        login.verdict = .dead(.recreated)
      }
      return login
    }
    mappings = Self.mappings(of: auth, in: cluster, entries: entries, known)
    accounts = (auth?.accounts ?? []).map { account in
      var login = Login(
        principal: SymbolicString("arn:aws:iam::\(account.text):root"), via: .awsAuth, username: "",
        groups: [], policies: [], verdict: Self.state(of: auth, account.source, in: cluster),
        range: account.range)
      login.isWholeAccount = true
      if !Self.isAccountID(account.text) { login.verdict = .dead(.malformed) }
      return login.doubted(cluster.doubtAboutEntries)
    }
  }

  /// Every login, dead ones included: access entries, then aws-auth in file order, then accounts.
  public var all: [Login] { creator + entries + mappings + accounts }

  /// The creator's login, where the inputs name the creator.
  private var creator: [Login] {
    guard let principal = cluster.creator else { return [] }
    var login = Login(
      principal: principal, via: .creator, username: "kubernetes-admin", groups: ["system:masters"],
      policies: [], verdict: .allowed, range: cluster.creatorRange ?? cluster.range)
    switch cluster.authenticationMode {
    case "CONFIG_MAP": break
    case "API", "API_AND_CONFIG_MAP":
      // The entry list is authoritative there: the creator is an ordinary access entry.
      return []
    default: login.verdict = .conditional("the authentication mode was not supplied")
    }
    return [login]
  }

  // MARK: Mappings

  private static func state(
    of auth: AWSAuth?, _ source: AWSAuth.Mapping.Source, in cluster: Cluster
  ) -> Login.Verdict {
    guard let auth, auth.isEffective else { return .dead(.wrongObject) }
    return switch cluster.reads(source) {
    case .yes: .allowed
    case .no: .dead(.authenticationMode)
    case .unknown where source == .object:
      .conditional("whether the authenticator reads IAMIdentityMapping objects is not known")
    case .unknown: .conditional("the cluster's authentication mode was not supplied")
    }
  }

  private static func mappings(
    of auth: AWSAuth?, in cluster: Cluster, entries: [Login], _ known: KnownPrincipals
  ) -> [Login] {
    let all = auth?.mappings ?? []
    let logins = all.map { mapping in
      login(mapping, state(of: auth, mapping.source, in: cluster), in: cluster, known)
    }
    let effective = entries.filter { !isInert($0) }.map { (entryKey($0.principal.display), $0) }
    let precedence = MappingPrecedence(
      all,
      zip(all, logins).map { mapping, login in
        isInert(login)
          ? nil
          : .init(
            arn: login.principal.display, mapping: mapping, isSure: login.verdict == .allowed)
      }, of: cluster,
      accounts: auth?.accounts.filter { cluster.reads($0.source) == .yes } ?? [],
      entries: Dictionary(effective, uniquingKeysWith: { first, _ in first }))
    return logins.enumerated().map { index, login in
      var login = login
      if let shadow = precedence.shadow(of: index) {
        login.verdict = .dead(shadow.reason)
        login.shadowedBy = shadow.range
      } else if !isInert(login), cluster.refuses(all[index]) {
        login.verdict = .dead(.reservedPrefix)
      }
      return login.doubted(precedence.doubt(about: index)).doubted(cluster.doubtAboutEntries)
    }
  }

  /// The login of a mapping by itself, whatever others there are.
  private static func login(
    _ mapping: AWSAuth.Mapping, _ state: Login.Verdict, in cluster: Cluster,
    _ known: KnownPrincipals
  ) -> Login {
    let identity = MappedIdentity(mapping, comparesIDs: cluster.comparesUserIDs, known)
    var login = Login(
      principal: identity.principal, via: .awsAuth, username: mapping.username,
      groups: mapping.groups, policies: [], verdict: state, range: mapping.range)
    login.groupRanges = mapping.groupRanges
    if let dead = identity.dead {
      login.verdict = .dead(dead)
      return login
    }
    return login.doubted(identity.doubt)
  }

  private static func entryKey(_ arn: String) -> String {
    CallerIdentity.withoutPath(arn).lowercased()
  }

  // MARK: Access entries

  private static func login(_ entry: AccessEntry, in cluster: Cluster) -> Login {
    var login = Login(
      principal: entry.principalARN, via: .accessEntry,
      username: entry.username ?? defaultUsername(of: entry), groups: entry.groups,
      policies: entry.policies, verdict: .allowed, range: entry.range)
    let refused = entry.groups.contains { $0.hasPrefix("system:") } && entry.type == "STANDARD"
    let name = entry.type == "STANDARD" ? entry.username ?? "" : ""
    if refused || ReservedPrefix.starts(name) {
      login.verdict = .dead(.reservedName)
    } else if cluster.readsAccessEntries == .no {
      login.verdict = .dead(.authenticationMode)
    } else if !entry.isDescribed {
      login = login.doubted("groups and user name of the access entry were not supplied")
    } else if !entry.guards.isEmpty {
      let conditions = entry.guards.map(\.name).joined(separator: ", ")
      login = login.doubted("the access entry exists when the template's \(conditions)")
    }
    return login
  }

  private static func isRecreated(_ entry: AccessEntry, _ created: [String: String]) -> Bool {
    guard let own = entry.created.flatMap(Timestamp.init),
      let principal = created[entry.principalARN.display].flatMap(Timestamp.init)
    else { return false }
    return own < principal
  }

  /// What EKS sets when the caller gives no user name.
  ///
  /// Source: EKS User Guide, "Create access entries".
  static func defaultUsername(of entry: AccessEntry) -> String {
    switch entry.type {
    case "EC2_LINUX", "EC2_WINDOWS", "EC2", "HYPERPOD_LINUX":
      return "system:node:{{EC2PrivateDNSName}}"
    case "FARGATE_LINUX", "HYBRID_LINUX": return "system:node:{{SessionName}}"
    default: break
    }
    let text = entry.principalARN.display
    guard let arn = ARN(text), arn.resourceType == "role" else { return text }
    return "arn:\(arn.partition):sts::\(arn.account):assumed-role/\(arn.name)/{{SessionName}}"
  }

  // MARK: Callers

  /// The logins that a concrete caller gets: one, none, or several where the cluster picks at random.
  public func logins(of caller: CallerIdentity, as text: String) -> [Login] {
    let arn = caller.canonicalARN.lowercased()
    let entry = entries.last { login in
      !Self.isInert(login) && Self.entryKey(login.principal.display) == arn
    }
    if let entry { return [Self.rendered(entry, for: caller, as: text)] }
    // What another one shadows is dead; of several that are left it is not known which answers.
    let mapped = mappings.filter { login in
      !Self.isInert(login) && login.principal.display.lowercased() == arn
    }
    if !mapped.isEmpty {
      return mapped.map { Self.rendered($0, for: caller, as: text) }
    }
    if let creator = creator.first(where: { Self.entryKey($0.principal.display) == arn }) {
      return [Self.rendered(creator, for: caller, as: text)]
    }
    return accounts.filter { login in
      !Self.isInert(login) && ARN(login.principal.display)?.account == caller.account
    }.prefix(1).map { login in
      var login = login
      login.principal = SymbolicString(text)
      login.username = caller.canonicalARN
      return login
    }
  }

  private static func isInert(_ login: Login) -> Bool {
    if case .dead = login.verdict { return true }
    return false
  }

  private static func rendered(
    _ login: Login, for caller: CallerIdentity, as text: String
  ) -> Login {
    var result = login
    result.principal = SymbolicString(text)
    func render(_ name: String) -> String {
      switch NameTemplate(name).rendered(for: caller) {
      case .text(let text): return text
      case .open(let text):
        result = result.doubted(
          "the name holds a part that only the session or the running cluster tells")
        return text
      case .fails:
        result.verdict = .dead(.template)
        return name
      }
    }
    let username = render(login.username)
    let groups = login.groups.map(render)
    result.username = username
    result.groups = groups
    return result
  }

  private static func isAccountID(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { 48...57 ~= $0 }
  }
}
