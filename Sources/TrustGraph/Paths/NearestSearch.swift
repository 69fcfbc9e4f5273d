/// Finds a shortest way from any node to the nearest of some targets, whose distances are known.
struct NearestSearch {
  private let graph: Graph
  private let map: PathSearch.Map
  private let isOpen: (Edge.Status) -> Bool

  init(_ graph: Graph, _ map: PathSearch.Map, where isOpen: @escaping (Edge.Status) -> Bool) {
    self.graph = graph
    self.map = map
    self.isOpen = isOpen
  }

  /// The edges of a shortest way, and how many steps it has; of equal ways the one whose edges were
  /// drawn first, from the source on.
  ///
  /// Nil when there is none, empty for a target.
  ///
  /// - Complexity: linear in the edges that leave nodes of the way.
  func way(from source: NodeIndex) -> (edges: [EdgeIndex], steps: Int)? {
    guard let steps = map.steps[source]?.distance else { return nil }
    return ShortestTrail.edges(graph, from: source, length: steps, where: isStep) { node, left in
      map.steps[node]?.distance == left
    }.map { ($0, steps) }
  }

  /// The same from a target to the nearest other one, of at most so many steps; of equal ways the one
  /// that is met first.
  ///
  /// - Complexity: linear in what the source reaches without meeting another target.
  func way(
    from source: NodeIndex, toOtherOf targets: Set<NodeIndex>, upTo limit: Int
  ) -> (edges: [EdgeIndex], steps: Int)? {
    var last: [NodeIndex: EdgeIndex] = [:]
    var frontier = [source]
    var steps = 0
    while !frontier.isEmpty, steps < limit {
      steps += 1
      var next: [NodeIndex] = []
      var position = 0
      while position < frontier.count {
        for index in graph.outgoing[frontier[position]] where isStep(index) {
          let node = graph.edges[Int(index)].target
          guard node != source, last[node] == nil else { continue }
          last[node] = index
          if targets.contains(node) { return (edges(to: node, last), steps) }
          // A step into a set belongs to the step that leaves it.
          if graph.nodes[Int(node)].kind == .hub {
            frontier.append(node)
          } else {
            next.append(node)
          }
        }
        position += 1
      }
      frontier = next
    }
    return nil
  }

  private func edges(to end: NodeIndex, _ last: [NodeIndex: EdgeIndex]) -> [EdgeIndex] {
    var edges: [EdgeIndex] = []
    var node = end
    while let edge = last[node] {
      edges.append(edge)
      node = graph.edges[Int(edge)].source
    }
    return edges.reversed()
  }

  // Field by field: a copy of an edge counts references of all that it holds.
  private func isStep(_ index: EdgeIndex) -> Bool {
    isOpen(graph.edges[Int(index)].status) && graph.edges[Int(index)].capability.isStep
  }
}
