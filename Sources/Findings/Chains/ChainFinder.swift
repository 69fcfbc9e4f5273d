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
    if let start = nearest(outside), let path = path(from: start, to: target) {
      chains.append(builder.chain(.outsideAdmin, path))
    }
    // What runs through clusters is told by itself.
    let assuming = walk.sources(of: target, through: Self.isAssumption)
    let own = assuming.filter { isOwn($0.node) && !isAdministrator($0.node) }
    if let start = farthest(own), let path = path(from: start, to: target) {
      let crosses = graph[node: start].account != graph[node: target].account
      chains.append(builder.chain(crosses ? .crossAccount : .ownAdmin, path))
    }
    // Workloads that leave their account are found from their own side.
    let workloads = assuming.filter { isWorkload($0.node) }
    if let start = farthest(workloads), let path = path(from: start, to: target),
      path.nodes.allSatisfy({ isIn(graph[node: target].account, $0) })
    {
      chains.append(builder.chain(.ownAdmin, path))
    }
    return chains
  }

  private func isOutside(_ node: NodeIndex) -> Bool {
    switch graph.nodes[Int(node)].kind {
    case .anyone, .oidcSubject, .samlProvider, .unresolvedPrincipal: return !isCluster(node)
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

  /// The nearest; among equals the first by identifier, so that the order of edges does not matter.
  private func nearest(_ sources: [(node: NodeIndex, steps: Int)]) -> NodeIndex? {
    sources.min { first, second in
      first.steps == second.steps
        ? graph.nodes[Int(first.node)].id < graph.nodes[Int(second.node)].id
        : first.steps < second.steps
    }?.node
  }

  /// Users before roles, and then the one with most steps, which tells most.
  private func farthest(_ sources: [(node: NodeIndex, steps: Int)]) -> NodeIndex? {
    func rank(_ source: (node: NodeIndex, steps: Int)) -> (Int, Int) {
      (graph.nodes[Int(source.node)].kind == .user ? 0 : 1, -source.steps)
    }
    // Identifiers only of those that are otherwise equal.
    return sources.min { first, second in
      let (one, other) = (rank(first), rank(second))
      return one == other
        ? graph.nodes[Int(first.node)].id < graph.nodes[Int(second.node)].id : one < other
    }?.node
  }

  func path(from source: NodeIndex, to target: NodeIndex) -> Path? {
    search.shortest(from: source, to: target).min { $0.hops.count < $1.hops.count }
  }

  // MARK: Workloads

  /// From every workload that can leave its account, the path to the strongest role elsewhere.
  private func workloads() -> [Chain] {
    var chains: [Chain] = []
    var seen: Set<NodeIndex> = []
    let strongest = StrongestElsewhere(graph) { facts.trust.reach[Int($0)].own }
    for (index, grant) in facts.grants.enumerated() {
      guard grant.dead == nil, let token = grant.token, seen.insert(grant.role).inserted,
        facts.issuers.issuer(token.issuer).family == .eks, let start = start(ofGrant: index),
        let target = strongest.role(
          from: grant.role, besides: home(of: start) ?? graph[node: grant.role].account),
        let path = path(from: start, to: target)
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
      guard let start = nearest(outside), let path = path(from: start, to: target) else { continue }
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
    let oneStep = facts.trust.paths(maxHops: 1)
    var seen: Set<NodeIndex> = []
    return facts.grants.compactMap { grant in
      guard grant.externalID == .exact, grant.dead == nil, let source = grant.source,
        isOutside(source), !shown.contains([source, grant.role]), seen.insert(grant.role).inserted,
        let path = oneStep.shortest(from: source, to: grant.role).first
      else { return nil }
      return builder.chain(.thirdParty, path)
    }
  }
}
