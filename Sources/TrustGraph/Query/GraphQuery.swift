public import Estate
import Logic

/// Questions that people ask of a graph, by the identifiers of its nodes.
public struct GraphQuery: Sendable {
  let estate: Estate
  /// The graph that is asked.
  public let trust: TrustGraph
  let statuses: Set<Edge.Status>

  /// Asks a graph and the estate that it was made from about edges of some statuses.
  public init(
    _ trust: TrustGraph, of estate: Estate, statuses: Set<Edge.Status> = Edge.Status.open
  ) {
    self.trust = trust
    self.estate = estate
    self.statuses = statuses
  }

  /// Asks a graph that was kept.
  public init(_ trust: TrustGraph, statuses: Set<Edge.Status>) {
    self.init(trust, of: Estate(), statuses: statuses)
  }

  /// The nodes that an identifier names: one, for 12 digits the account and its principals, for a
  /// class (`outside`, `users`, `roles`, `service-accounts`, `ci`, `administrators`, `privileged`,
  /// `tag:KEY=VALUE`) its members; empty when there is none.
  public func nodes(_ identifier: String) -> [NodeIndex] {
    if let node = trust.graph.index(of: identifier) { return [node] }
    if let nodes = trust.classes[identifier] { return nodes }
    if let nodes = NodeClass.nodes(identifier, in: trust, of: estate) { return nodes }
    guard TrustedParty.isAccountID(identifier) else { return [] }
    func all(_ kind: Node.Kind) -> [NodeIndex] {
      trust.graph.nodes.indices.filter { index in
        let node = trust.graph.nodes[index]
        return node.kind == kind && node.account == identifier
      }.map(NodeIndex.init)
    }
    return all(.account) + (trust.members[identifier] ?? []) + all(.externalPrincipal)
  }

  /// Who can become a node in one step, or through any chain; shortest ways, in the order of nodes.
  public func whoCanAssume(_ target: NodeIndex, viaChain: Bool, maxHops: Int = 12) -> [Path] {
    let search = trust.paths(maxHops: viaChain ? maxHops : 1, statuses: statuses)
    return search.shortest(to: target) { trust.graph[node: $0].kind != .hub }
  }

  /// Everything that a node can become, by a shortest way each, nearest first.
  public func canReach(_ source: NodeIndex, maxHops: Int = 12) -> [Path] {
    trust.paths(maxHops: maxHops, statuses: statuses).reachable(from: source)
  }

  /// Ways from one node to another, shortest first; `isComplete` is false when there may be more.
  public func paths(
    from source: NodeIndex, to target: NodeIndex, maxHops: Int = 12, limit: Int = 1
  ) -> (paths: [Path], isComplete: Bool) {
    trust.paths(maxHops: maxHops, statuses: statuses).all(from: source, to: target, limit: limit)
  }

  /// Every step from some nodes to others, with all statements that allow it; in the order of both.
  ///
  /// - Complexity: linear in the steps into the targets.
  public func why(from sources: [NodeIndex], to targets: [NodeIndex]) -> [Hop] {
    let asked = Set(sources)
    var hops: [NodeIndex: [Hop]] = [:]
    for target in targets {
      for hop in steps(to: target) where hop.source != target && asked.contains(hop.source) {
        hops[hop.source, default: []].append(hop)
      }
    }
    return sources.flatMap { hops[$0] ?? [] }
  }

  /// Every way into a node by one step that assumes it, set nodes opened.
  public func steps(to target: NodeIndex) -> [Hop] {
    trust.steps(to: target).filter { statuses.contains($0.status) }
  }

  /// For every pair of two lists the shortest way that is proved, and a shorter one on conditions.
  ///
  /// Where several sources have too many pairs to be walked one by one, only those from each source to
  /// the other end that is nearest to it, and `isComplete` is false.
  public func shortest(
    from sources: [NodeIndex], to targets: [NodeIndex], maxHops: Int = 12
  ) -> (paths: [Path], isComplete: Bool) {
    let search = trust.paths(maxHops: maxHops, statuses: statuses)
    let isComplete =
      sources.count <= 1 || targets.count == 1 || sources.count * targets.count <= Self.mostPairs
    if sources.count > 1, targets.count == 1 || !isComplete {
      return (search.nearest(from: sources, to: targets), isComplete)
    }
    return (search.pairs(from: sources, to: targets), true)
  }

  /// The same for every pair, however many they are.
  public func pairs(
    from sources: [NodeIndex], to targets: [NodeIndex], maxHops: Int = 12
  ) -> [Path] {
    trust.paths(maxHops: maxHops, statuses: statuses).pairs(from: sources, to: targets)
  }

  /// Some longer ways between two nodes than those that are known; none between many.
  public func others(
    than known: [Path], from sources: [NodeIndex], to targets: [NodeIndex]
  ) -> [Path] {
    guard sources.count == 1, targets.count == 1, !known.isEmpty else { return [] }
    let seen = Set(known.map { $0.hops.flatMap(\.edges) })
    return paths(from: sources[0], to: targets[0], limit: 20).paths
      .filter { !seen.contains($0.hops.flatMap(\.edges)) }
  }

  /// Some twenty seconds of searches where each sees many nodes.
  public static let mostPairs = 50_000
}
