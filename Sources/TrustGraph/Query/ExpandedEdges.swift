extension TrustGraph {
  /// Concrete steps into a node: set nodes opened, steps that contradict themselves left out.
  ///
  /// - Complexity: linear in the members of the sets in front of the node.
  public func steps(to node: NodeIndex) -> [Hop] {
    graph.incoming[node].flatMap { index -> [Hop] in
      var hops: [Hop] = []
      open([index], graph[edge: index].source) { hops.append($0) }
      return hops
    }
  }

  /// Concrete steps out of a node: set nodes opened, steps that contradict themselves left out.
  ///
  /// - Complexity: linear in the ends of the sets behind the node.
  public func steps(from node: NodeIndex) -> [Hop] {
    var hops: [Hop] = []
    var runs = graph.outgoing[node].map { [$0] }
    while let run = runs.popLast() {
      let end = graph[edge: run[run.count - 1]].target
      if graph[node: end].kind == .hub {
        runs += graph.outgoing[end].map { run + [$0] }
      } else if end != node || run.count == 1, let path = Path(run, in: graph) {
        hops.append(path.hops[0])
      }
    }
    return hops
  }

  /// A path of edges, from the first one's source to the last one's target; nil when its steps
  /// contradict each other.
  public func path(_ edges: [EdgeIndex]) -> Path? { Path(edges, in: graph) }

  /// Every concrete step of the graph in the order of its edges; nil above `limit` steps.
  ///
  /// A role that is only a member of a set does not assume itself. Only steps of some statuses that
  /// are `included` count.
  public func expandedEdges(
    limit: Int = 1_000_000, statuses: Set<Edge.Status> = Edge.Status.open,
    where included: (Hop) -> Bool = { _ in true }
  ) -> [Hop]? {
    // A step is as doubtful as its most doubtful edge.
    let most = statuses.map(\.doubt).max() ?? 0
    var hops: [Hop] = []
    for (index, edge) in graph.edges.enumerated() {
      guard graph[node: edge.target].kind != .hub, edge.status.doubt <= most else { continue }
      open([EdgeIndex(index)], edge.source, upTo: most) { hop in
        if hops.count <= limit, statuses.contains(hop.status), included(hop) { hops.append(hop) }
      }
      if hops.count > limit { return nil }
    }
    return hops
  }

  private func open(
    _ run: [EdgeIndex], _ source: NodeIndex, upTo most: Int = .max, _ body: (Hop) -> Void
  ) {
    guard graph[node: source].kind == .hub else {
      guard let path = Path(run, in: graph) else { return }
      let hop = path.hops[0]
      if hop.source != hop.target || run.count == 1 { body(hop) }
      return
    }
    for index in graph.incoming[source] where graph[edge: index].status.doubt <= most {
      open([index] + run, graph[edge: index].source, upTo: most, body)
    }
  }
}
