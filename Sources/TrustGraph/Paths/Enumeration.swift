/// Depth-first enumeration of simple paths of one length, pruned by the distance that is left and
/// where steps contradict those before them.
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
    let trail: Trail
    /// The edges since the last step.
    let run: [EdgeIndex]
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
  mutating func run(from source: NodeIndex, length: Int, _ body: (Path) -> Bool) {
    sawLonger = false
    let start = place(of: source, in: 0)
    var stack = [
      Frame(node: source, depth: 0, next: 0, place: start, trail: Trail(), run: [])
    ]
    var visited: Set<Place> = [start]
    while let top = stack.indices.last {
      let row = graph.outgoing[stack[top].node]
      guard stack[top].next < row.count, budget > 0 else {
        visited.remove(stack[top].place)
        stack.removeLast()
        continue
      }
      budget -= 1
      let index = row[row.startIndex + stack[top].next]
      stack[top].next += 1
      guard let frame = step(index, from: stack[top], length: length, visited) else { continue }
      if targets.contains(frame.node) {
        if frame.depth == length, !body(frame.trail.path(in: graph)) { return }
        continue
      }
      visited.insert(frame.place)
      stack.append(frame)
    }
  }

  /// Where an edge leads; nil where no path of the length goes on there.
  private mutating func step(
    _ index: EdgeIndex, from frame: Frame, length: Int, _ visited: Set<Place>
  ) -> Frame? {
    // Field by field: a copy of an edge counts references of all that it holds.
    let position = Int(index)
    let target = graph.edges[position].target
    guard statuses.contains(graph.edges[position].status),
      graph.edges[position].capability.isStep, let left = map.steps[target]?.distance
    else { return nil }
    let place = place(of: target, in: frame.depth)
    if visited.contains(place) { return nil }
    let depth = frame.depth + (place.step == nil ? 1 : 0)
    // A set node's distance counts the step that leaves it.
    if depth + left > length {
      sawLonger = true
      return nil
    }
    var trail = frame.trail
    let run = frame.run + [index]
    if place.step == nil, !trail.append(run, in: graph) { return nil }
    return Frame(
      node: target, depth: depth, next: 0, place: place, trail: trail,
      run: place.step == nil ? [] : run)
  }
}
