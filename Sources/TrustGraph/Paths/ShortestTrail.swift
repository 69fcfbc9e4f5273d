/// The way over nodes whose distance to an end is known: of equal ways the one whose edges were drawn
/// first, from the source on.
enum ShortestTrail {
  /// A node of the way, and which of its edges is tried next.
  private struct Place {
    let node: NodeIndex
    /// Steps before the end.
    let left: Int
    var next = 0
  }

  /// The edges of the way; nil when there is none.
  ///
  /// A step into a set node belongs to the step that leaves the set. Ways may be as long as the graph
  /// is large, so places are kept on a stack of their own.
  ///
  /// - Parameters:
  ///   - length: Steps from the source to the end.
  ///   - isStep: Whether an edge counts.
  ///   - isOnWay: Whether a node so many steps before the end may lie on a shortest way.
  static func edges(
    _ graph: Graph, from source: NodeIndex, length: Int, where isStep: (EdgeIndex) -> Bool,
    isOnWay: (NodeIndex, Int) -> Bool
  ) -> [EdgeIndex]? {
    var seen: Set<NodeIndex> = [source]
    var edges: [EdgeIndex] = []
    var places = [Place(node: source, left: length)]
    while var place = places.popLast() {
      if place.left == 0 { return edges }
      let row = graph.outgoing[place.node]
      guard place.next < row.count else {
        _ = edges.popLast()
        continue
      }
      let index = row[row.startIndex + place.next]
      place.next += 1
      places.append(place)
      guard isStep(index) else { continue }
      let node = graph.edges[Int(index)].target
      let left = graph.nodes[Int(node)].kind == .hub ? place.left : place.left - 1
      guard isOnWay(node, left), seen.insert(node).inserted else { continue }
      edges.append(index)
      places.append(Place(node: node, left: left))
    }
    return nil
  }
}
