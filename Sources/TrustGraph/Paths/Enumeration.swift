/// Depth-first enumeration of simple paths of one length, pruned by the distance that is left.
struct Enumeration {
  let graph: Graph
  let map: PathSearch.Map
  let targets: Set<NodeIndex>
  let statuses: Set<Edge.Status>
  private(set) var budget: Int
  /// Whether a longer simple path may exist.
  private(set) var sawLonger = false

  init(
    graph: Graph, map: PathSearch.Map, targets: Set<NodeIndex>, statuses: Set<Edge.Status>,
    budget: Int
  ) {
    self.graph = graph
    self.map = map
    self.targets = targets
    self.statuses = statuses
    self.budget = budget
  }

  /// Whether the budget ran out, so that paths may be missing.
  var isExhausted: Bool { budget <= 0 }

  private struct Frame {
    let node: NodeIndex
    let depth: Int
    var next: Int
  }

  /// Calls the body with every simple path of exactly `length` steps until it returns false.
  mutating func run(from source: NodeIndex, length: Int, _ body: ([EdgeIndex]) -> Bool) {
    sawLonger = false
    var stack = [Frame(node: source, depth: 0, next: 0)]
    var edges: [EdgeIndex] = []
    var visited: Set<NodeIndex> = [source]
    while var frame = stack.popLast() {
      let row = graph.outgoing[frame.node]
      guard frame.next < row.count, budget > 0 else {
        visited.remove(frame.node)
        _ = edges.popLast()
        continue
      }
      budget -= 1
      let index = row[row.startIndex + frame.next]
      frame.next += 1
      stack.append(frame)
      let edge = graph[edge: index]
      guard statuses.contains(edge.status), edge.capability.isStep, !visited.contains(edge.target),
        let left = map.steps[edge.target]?.distance
      else { continue }
      let isHub = graph[node: edge.target].kind == .hub
      let depth = frame.depth + (isHub ? 0 : 1)
      // A set node's distance counts the step that leaves it.
      if depth + left > length {
        sawLonger = true
        continue
      }
      edges.append(index)
      if targets.contains(edge.target) {
        if depth == length, !body(edges) { return }
        edges.removeLast()
        continue
      }
      visited.insert(edge.target)
      stack.append(Frame(node: edge.target, depth: depth, next: 0))
    }
  }
}
