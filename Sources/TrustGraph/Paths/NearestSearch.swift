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
  /// drawn first, from the source on. Nil when there is none, empty for a target.
  ///
  /// - Complexity: linear in the edges that leave nodes of the way.
  func way(from source: NodeIndex) -> (edges: [EdgeIndex], steps: Int)? {
    guard let steps = map.steps[source]?.distance else { return nil }
    var edges: [EdgeIndex] = []
    var seen: Set<NodeIndex> = [source]
    return follow(source, steps, &seen, &edges) ? (edges, steps) : nil
  }

  /// Goes on from a node, so many steps before the target.
  private func follow(
    _ node: NodeIndex, _ left: Int, _ seen: inout Set<NodeIndex>, _ edges: inout [EdgeIndex]
  ) -> Bool {
    if left == 0 { return true }
    for index in graph.outgoing[node] {
      // Field by field: a copy of an edge counts references of all that it holds.
      let position = Int(index)
      guard isOpen(graph.edges[position].status), graph.edges[position].capability.isStep else {
        continue
      }
      let next = graph.edges[position].target
      let rest = graph.nodes[Int(next)].kind == .hub ? left : left - 1
      guard map.steps[next]?.distance == rest, seen.insert(next).inserted else { continue }
      edges.append(index)
      if follow(next, rest, &seen, &edges) { return true }
      edges.removeLast()
    }
    return false
  }
}
