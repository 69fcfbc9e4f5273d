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
    let place: Place
  }

  /// Somebody, or a set in one step: several steps of a path may lead through the same set.
  private struct Place: Hashable {
    let node: NodeIndex
    let step: Int?
  }

  private func place(of node: NodeIndex, in step: Int) -> Place {
    Place(node: node, step: graph[node: node].kind == .hub ? step : nil)
  }

  /// Calls the body with every simple path of exactly `length` steps until it returns false.
  mutating func run(from source: NodeIndex, length: Int, _ body: ([EdgeIndex]) -> Bool) {
    sawLonger = false
    let start = place(of: source, in: 0)
    var stack = [Frame(node: source, depth: 0, next: 0, place: start)]
    var edges: [EdgeIndex] = []
    var visited: Set<Place> = [start]
    while var frame = stack.popLast() {
      let row = graph.outgoing[frame.node]
      guard frame.next < row.count, budget > 0 else {
        visited.remove(frame.place)
        _ = edges.popLast()
        continue
      }
      budget -= 1
      let index = row[row.startIndex + frame.next]
      frame.next += 1
      stack.append(frame)
      let edge = graph[edge: index]
      let place = place(of: edge.target, in: frame.depth)
      guard statuses.contains(edge.status), edge.capability.isStep, !visited.contains(place),
        let left = map.steps[edge.target]?.distance
      else { continue }
      let depth = frame.depth + (place.step == nil ? 1 : 0)
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
      visited.insert(place)
      stack.append(Frame(node: edge.target, depth: depth, next: 0, place: place))
    }
  }
}
