import TrustGraph

extension ChainFinder {
  /// From every principal that logs in to a cluster, the path through it to the strongest role that
  /// it gives beyond what the principal is already.
  func throughClusters() -> [Chain] {
    var chains: [Chain] = []
    var starts: Set<NodeIndex> = []
    for edge in graph.edges where edge.kind == .clusterLogin && edge.status != .guarded {
      if isOwn(edge.source) { starts.insert(edge.source) }
    }
    for start in starts.sorted() {
      let own = facts.trust.reach[Int(start)].own
      guard let target = strongest(behind: start),
        let path = path(
          from: start, toStrongest: target,
          where: { path in
            facts.trust.reach[Int(path.target)].own > own
              && path.hops.contains { $0.kind == .clusterLogin }
          })
      else { continue }
      chains.append(builder.chain(.throughCluster, path))
    }
    return chains
  }

  /// The strongest role that a principal reaches through its logins, if it is more than itself.
  private func strongest(behind start: NodeIndex) -> NodeIndex? {
    let own = facts.trust.reach[Int(start)].own
    var best: (level: ReachLevel, steps: Int, node: NodeIndex)?
    var seen: Set<NodeIndex> = [start]
    var frontier = graph.outgoing[start].filter { graph[edge: $0].kind == .clusterLogin }
      .map { graph[edge: $0].target }
    var steps = 1
    while !frontier.isEmpty, steps < 12 {
      var next: [NodeIndex] = []
      for node in frontier where seen.insert(node).inserted {
        let level = facts.trust.reach[Int(node)].own
        if graph.nodes[Int(node)].kind == .role, level > own,
          best.map({ level > $0.level }) ?? true
        {
          best = (level, steps, node)
        }
        for index in graph.outgoing[node] where graph.edges[Int(index)].status != .guarded {
          next.append(graph.edges[Int(index)].target)
        }
      }
      frontier = next.sorted()
      steps += 1
    }
    return best?.node
  }
}
