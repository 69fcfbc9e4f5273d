import TrustGraph

/// The path that a step is part of: from the nearest outsider who can become its source, to the
/// strongest that its target can become.
struct PathAround {
  let path: Path

  /// The longest of them that does not contradict itself.
  init?(_ step: Hop, _ side: ChangeFinder.Side) {
    let back = Self.way(to: step.source, side)
    let onward = Self.way(from: step.target, avoiding: step.source, side)
    let path =
      side.trust.path(back + step.edges + onward) ?? side.trust.path(step.edges + onward)
      ?? side.trust.path(back + step.edges) ?? side.trust.path(step.edges)
    guard let path else { return nil }
    self.path = path
  }

  /// From the nearest outsider; empty where nobody outside can become the node.
  private static func way(to node: NodeIndex, _ side: ChangeFinder.Side) -> [EdgeIndex] {
    guard let exposure = side.exposures[node], exposure >= .outsideIdentity else { return [] }
    let graph = side.trust.graph
    var search = ChainSearch(graph)
    let sources = search.sources(of: node).filter { source in
      side.trust.principal(of: source.node) == nil && graph[node: source.node].kind != .service
        && graph[node: source.node].account != graph[node: node].account
    }
    guard
      let start = sources.min(by: { left, right in
        (left.steps, graph[node: left.node].id) < (right.steps, graph[node: right.node].id)
      })
    else { return [] }
    let path = side.trust.paths().shortest(from: start.node, to: node)
      .min { $0.hops.count < $1.hops.count }
    return path?.hops.flatMap(\.edges) ?? []
  }

  /// To the strongest role that the node can become and that is stronger than itself.
  private static func way(
    from node: NodeIndex, avoiding source: NodeIndex, _ side: ChangeFinder.Side
  ) -> [EdgeIndex] {
    let graph = side.trust.graph
    var ways: [NodeIndex: [EdgeIndex]] = [node: [], source: []]
    var frontier = [node]
    var best: (level: ReachLevel, node: NodeIndex) = (side.trust.reach[Int(node)].own, node)
    guard side.trust.reach[Int(node)].closure > best.level else { return [] }
    for _ in 0..<12 where !frontier.isEmpty {
      var next: [NodeIndex] = []
      while let from = frontier.popLast() {
        for index in graph.outgoing[from] {
          let edge = graph[edge: index]
          guard edge.status != .guarded, ways[edge.target] == nil else { continue }
          ways[edge.target] = (ways[from] ?? []) + [index]
          let isHub = graph[node: edge.target].kind == .hub
          if isHub { frontier.append(edge.target) } else { next.append(edge.target) }
          let level = isHub ? .none : side.trust.reach[Int(edge.target)].own
          if level > best.level { best = (level, edge.target) }
        }
      }
      frontier = next.sorted()
    }
    return ways[best.node] ?? []
  }
}
