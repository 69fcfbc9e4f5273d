import Estate
import Kubernetes
import Logic
import TrustGraph

/// Finds the paths that rules about chains judge: one for each kind of start and each end.
struct ChainFinder {
  let facts: Facts
  let graph: Graph
  private let search: PathSearch
  let builder: ChainBuilder
  /// For each service account's token, the ARN of the role that its annotation names.
  private let annotations: [String: String]

  init(_ facts: Facts) {
    self.facts = facts
    graph = facts.trust.graph
    search = facts.trust.paths()
    builder = ChainBuilder(facts: facts)
    var annotations: [String: String] = [:]
    for cluster in facts.estate.clusters {
      for account in cluster.serviceAccounts {
        let id = "sa-token:\(cluster.label)/\(account.namespace)/\(account.name)"
        annotations[id] = account.roleARN?.display
      }
    }
    self.annotations = annotations
  }

  /// All chains, in the order of their ends.
  func chains() -> [Chain] {
    var walk = ChainSearch(graph)
    var chains: [Chain] = []
    for (index, principal) in facts.estate.principals.enumerated() where principal.kind == .role {
      guard let node = facts.node(ofPrincipal: index),
        facts.levels(ofPrincipal: index)?.own == .administrator, !graph.incoming[node].isEmpty
      else { continue }
      chains += administrators(node, &walk)
    }
    chains += workloads()
    chains += clusterChains(&walk)
    chains += throughClusters()
    chains += thirdParties(besides: chains)
    return chains
  }

  // MARK: Administrators

  private func administrators(_ target: NodeIndex, _ walk: inout ChainSearch) -> [Chain] {
    var chains: [Chain] = []
    let sources = walk.sources(of: target)
    let outside = sources.filter { $0.steps > 1 && isOutside($0.node) }
    if let path = path(from: outside, to: target, first: isNearer) {
      chains.append(builder.chain(.outsideAdmin, path))
    }
    // What runs through clusters is told by itself.
    let assuming = walk.sources(of: target, through: Self.isAssumption)
    let own = assuming.filter { isOwn($0.node) && !isAdministrator($0.node) }
    if let path = path(from: own, to: target, first: isFarther) {
      let crosses = graph[node: path.source].account != graph[node: target].account
      chains.append(builder.chain(crosses ? .crossAccount : .ownAdmin, path))
    }
    // Workloads that leave their account are found from their own side.
    let workloads = assuming.filter { isWorkload($0.node) }
    if let path = path(from: workloads, to: target, first: isFarther),
      path.nodes.allSatisfy({ isIn(graph[node: target].account, $0) })
    {
      chains.append(builder.chain(.ownAdmin, path))
    }
    return chains
  }

  private func isOutside(_ node: NodeIndex) -> Bool {
    switch graph.nodes[Int(node)].kind {
    case .anyone, .oidcSubject, .unresolvedPrincipal: return !isCluster(node)
    case .samlProvider: return !graph[node: node].isIdentityCenter
    case .account, .externalPrincipal, .organization:
      guard let account = graph[node: node].account else { return true }
      return facts.isOutside(account) != .no
    default: return false
    }
  }

  private func isCluster(_ node: NodeIndex) -> Bool {
    graph.nodes[Int(node)].kind == .oidcSubject
      && TokenIssuers.isCluster(String(graph[node: node].id.dropFirst("oidc:".count)).lowercased())
  }

  private func isWorkload(_ node: NodeIndex) -> Bool {
    // Nobody runs yet as an account that has to be created.
    (graph.nodes[Int(node)].kind == .serviceAccountToken
      && !graph[node: node].id.hasSuffix("/*"))
      || isCluster(node)
  }

  /// Whether a role is in an account; workloads are in none.
  private func isIn(_ account: String?, _ node: NodeIndex) -> Bool {
    graph[node: node].kind != .role || graph[node: node].account == account
  }

  func isOwn(_ node: NodeIndex) -> Bool {
    let kind = graph.nodes[Int(node)].kind
    return kind == .user || kind == .role
  }

  private func isAdministrator(_ node: NodeIndex) -> Bool {
    facts.trust.reach[Int(node)].own == .administrator
  }

  private typealias Source = (node: NodeIndex, steps: Int)

  /// The nearest; among equals not one principal where there are more people, and then the first by
  /// identifier, so that the order of edges does not matter.
  private func isNearer(_ first: Source, _ second: Source) -> Bool {
    func rank(_ source: Source) -> (Int, Int) {
      (source.steps, graph.nodes[Int(source.node)].kind == .externalPrincipal ? 1 : 0)
    }
    let (one, other) = (rank(first), rank(second))
    return one == other
      ? graph.nodes[Int(first.node)].id < graph.nodes[Int(second.node)].id : one < other
  }

  /// Users before roles, and then the one with most steps, which tells most.
  private func isFarther(_ first: Source, _ second: Source) -> Bool {
    func rank(_ source: Source) -> (Int, Int) {
      (graph.nodes[Int(source.node)].kind == .user ? 0 : 1, -source.steps)
    }
    // Identifiers only of those that are otherwise equal.
    let (one, other) = (rank(first), rank(second))
    return one == other
      ? graph.nodes[Int(first.node)].id < graph.nodes[Int(second.node)].id : one < other
  }

  /// The path from the first of some sources, unless all its ways contradict themselves: then from
  /// the first whose ways do not.
  private func path(
    from sources: [Source], to target: NodeIndex, first isBefore: (Source, Source) -> Bool
  ) -> Path? {
    guard let best = sources.min(by: isBefore) else { return nil }
    if let path = path(from: best.node, to: target), path.isDecided { return path }
    let asked = Set(sources.map(\.node))
    let paths = Dictionary(
      grouping: search.shortest(to: target) { asked.contains($0) }, by: \.source)
    let ranked = sources.sorted(by: isBefore).compactMap { paths[$0.node].flatMap(Self.shorter) }
    return ranked.first(where: \.isDecided) ?? ranked.first
  }

  private func path(from source: NodeIndex, to target: NodeIndex) -> Path? {
    Self.shorter(search.shortest(from: source, to: target))
  }

  private static func shorter(_ paths: [Path]) -> Path? {
    paths.min { $0.hops.count < $1.hops.count }
  }

  /// The path to the strongest role that a node reaches, if that path is meant; where all ways to it
  /// contradict themselves, to the strongest of those whose ways do not.
  func path(
    from source: NodeIndex, toStrongest target: NodeIndex, where isMeant: (Path) -> Bool
  ) -> Path? {
    if let path = path(from: source, to: target), path.isDecided {
      return isMeant(path) ? path : nil
    }
    let paths = search.reachable(from: source).filter {
      graph.nodes[Int($0.target)].kind == .role && isMeant($0)
    }
    let decided = paths.filter(\.isDecided)
    func level(_ path: Path) -> ReachLevel { facts.trust.reach[Int(path.target)].own }
    return (decided.isEmpty ? paths : decided).min {
      (level($1), $0.hops.count, $0.target) < (level($0), $1.hops.count, $1.target)
    }
  }

  // MARK: Workloads

  /// From every workload that can leave its account, the path to the strongest role elsewhere.
  private func workloads() -> [Chain] {
    var chains: [Chain] = []
    var seen: Set<NodeIndex> = []
    let strongest = StrongestElsewhere(graph) { facts.trust.reach[Int($0)].own }
    for (index, grant) in facts.grants.enumerated() {
      guard grant.dead == nil, let token = grant.token,
        facts.issuers.issuer(token.issuer).family == .eks, let start = start(ofGrant: index),
        seen.insert(grant.role).inserted
      else { continue }
      let home = home(of: start) ?? graph[node: grant.role].account
      guard let target = strongest.role(from: grant.role, besides: home),
        let path = path(
          from: start, toStrongest: target, where: { graph[node: $0.target].account != home })
      else { continue }
      chains.append(builder.chain(.workload, path))
    }
    return chains
  }

  /// A service account that uses the grant; the token's subject where no account is known.
  private func start(ofGrant index: Int) -> NodeIndex? {
    var starts: [NodeIndex] = []
    for edge in graph.incoming[facts.grants[index].role] {
      let edge = graph[edge: edge]
      guard edge.record == index, edge.status != .guarded else { continue }
      starts += members(of: edge.source).filter { !graph[node: $0].id.hasSuffix("/*") }
    }
    func key(_ node: NodeIndex) -> (Int, String) {
      let kind = graph[node: node].kind
      let isAnnotated = isAnnotated(node, for: facts.grants[index].role)
      return (kind == .serviceAccountToken ? isAnnotated ? 0 : 1 : 2, graph[node: node].id)
    }
    return starts.min { key($0) < key($1) }
  }

  private func members(of node: NodeIndex) -> [NodeIndex] {
    guard graph[node: node].kind == .hub else { return [node] }
    return graph.incoming[node].map { graph[edge: $0].source }
  }

  /// The account of the cluster that a service account is in.
  private func home(of start: NodeIndex) -> String? {
    graph.nodes[Int(start)].kind == .serviceAccountToken ? graph.nodes[Int(start)].account : nil
  }

  /// Whether the service account's annotation names the role.
  private func isAnnotated(_ node: NodeIndex, for role: NodeIndex) -> Bool {
    annotations[graph[node: node].id] == graph[node: role].id
  }

  // MARK: Clusters

  /// From outside, through a role and its mapping, to what a binding allows in a cluster.
  private func clusterChains(_ walk: inout ChainSearch) -> [Chain] {
    var chains: [Chain] = []
    for (index, node) in graph.nodes.enumerated() where node.kind == .clusterPermission {
      let target = NodeIndex(index)
      let outside = walk.sources(of: target, through: Self.isLogin).filter { isOutside($0.node) }
      guard let path = path(from: outside, to: target, first: isNearer) else { continue }
      chains.append(builder.chain(.outsideCluster, path))
    }
    return chains
  }

  private static func isAssumption(_ kind: Edge.Kind) -> Bool {
    switch kind {
    case .assumeRole, .assumeRoleWithWebIdentity, .assumeRoleWithSAML, .contains: true
    default: false
    }
  }

  private static func isLogin(_ kind: Edge.Kind) -> Bool {
    isAssumption(kind) || kind == .clusterLogin || kind == .memberOf || kind == .bound
  }

  // MARK: Third parties

  /// Every role that asks an outside account for an exact ExternalId, unless a longer chain of
  /// that account shows the same step.
  private func thirdParties(besides longer: [Chain]) -> [Chain] {
    let shown = Set(longer.compactMap { $0.path.hops.first.map { [$0.source, $0.target] } })
    var steps = facts.trust.directSteps()
    var seen: Set<NodeIndex> = []
    return facts.grants.compactMap { grant in
      guard grant.externalID == .exact, grant.dead == nil, let source = grant.source,
        isOutside(source), !shown.contains([source, grant.role]), seen.insert(grant.role).inserted,
        let path = steps.path(from: source, to: grant.role)
      else { return nil }
      return builder.chain(.thirdParty, path)
    }
  }
}
