import TrustGraph

/// Finds, for one target, who can become it and from how far, by walking backwards.
///
/// One pass of array look-ups per target; the paths themselves are asked for only where a rule
/// will speak.
struct ChainSearch {
  private let graph: Graph
  private var stamps: [Int32]
  private var stamp: Int32 = 0

  init(_ graph: Graph) {
    self.graph = graph
    stamps = Array(repeating: 0, count: graph.nodes.count)
  }

  /// Every node that reaches the target by steps that are not guarded, nearest first, with its
  /// distance in steps; set nodes left out.
  mutating func sources(
    of target: NodeIndex, upTo limit: Int = 12, through accepts: (Edge.Kind) -> Bool = { _ in true }
  ) -> [(node: NodeIndex, steps: Int)] {
    stamp += 1
    stamps[Int(target)] = stamp
    var found: [(node: NodeIndex, steps: Int)] = []
    var frontier = [target]
    var steps = 0
    while !frontier.isEmpty, steps < limit {
      steps += 1
      var next: [NodeIndex] = []
      while let node = frontier.popLast() {
        for index in graph.incoming[node] {
          // Field by field: a copy of an edge counts references of all that it holds.
          let position = Int(index)
          let source = graph.edges[position].source
          guard stamps[Int(source)] != stamp, graph.edges[position].status != .guarded,
            accepts(graph.edges[position].kind)
          else { continue }
          stamps[Int(source)] = stamp
          if graph.nodes[Int(source)].kind == .hub {
            // A step through a set is one step.
            frontier.append(source)
          } else {
            next.append(source)
            found.append((source, steps))
          }
        }
      }
      frontier = next
    }
    return found
  }
}
