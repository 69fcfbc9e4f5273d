/// Finds a shortest way between two nodes by walking from both ends at once, each time from the end
/// that will have seen fewer edges: who can become an administrator may be everybody, while the one
/// who is asked about becomes few.
///
/// A step into a set node belongs to the step that leaves the set.
struct TwoEndedSearch {
  private let graph: Graph
  private let isOpen: (Edge.Status) -> Bool
  private let source: NodeIndex
  private var forward: Front
  private var backward: Front

  /// What one end has seen.
  private struct Front {
    /// How many steps each node is away.
    var steps: [NodeIndex: Int]
    /// The nodes whose edges belong to the step that is being walked: those as far away as has been
    /// walked, and the sets on the way from them.
    var pending: [NodeIndex]
    /// How many of them have been walked.
    var position = 0
    /// The nodes that the step leads to.
    var next: [NodeIndex] = []
    /// How far has been walked; all nodes that near are known.
    var distance = 0
    /// Edges seen.
    var work = 0

    init(_ end: NodeIndex) {
      steps = [end: 0]
      pending = [end]
    }

    var isExhausted: Bool { pending.isEmpty }

    /// Edges seen when the next node has been walked.
    func cost(_ adjacency: Adjacency) -> Int { work + adjacency[pending[position]].count }

    /// The node to be walked next.
    mutating func advance(_ adjacency: Adjacency) -> ArraySlice<EdgeIndex> {
      let row = adjacency[pending[position]]
      position += 1
      work += row.count
      return row
    }

    /// Ends the step when all its nodes have been walked.
    mutating func endStep() {
      guard position == pending.count else { return }
      pending = next
      next = []
      position = 0
      distance += 1
    }
  }

  init(
    _ graph: Graph, from source: NodeIndex, to target: NodeIndex,
    where isOpen: @escaping (Edge.Status) -> Bool
  ) {
    self.graph = graph
    self.isOpen = isOpen
    self.source = source
    forward = Front(source)
    backward = Front(target)
  }

  /// The edges of a shortest way of at most so many steps, and how many steps it has; of equal ways
  /// the one whose edges were drawn first, from the source on.
  ///
  /// - Complexity: linear in what is nearer to an end than the other end is, and about twice of what
  ///   the cheaper end alone would see at most.
  mutating func way(upTo limit: Int) -> (edges: [EdgeIndex], steps: Int)? {
    guard let length = meet(upTo: limit) else { return nil }
    return ShortestTrail.edges(graph, from: source, length: length, where: isStep) { node, left in
      isOnWay(node, left, length)
    }.map { ($0, length) }
  }

  /// How many steps the ends are apart.
  ///
  /// A way no longer than what both have walked would have been seen, so one that is a step longer
  /// is a shortest.
  private mutating func meet(upTo limit: Int) -> Int? {
    var length = Int.max
    while case let walked = forward.distance + backward.distance, walked < min(length - 1, limit),
      !forward.isExhausted, !backward.isExhausted
    {
      let isForward = forward.cost(graph.outgoing) <= backward.cost(graph.incoming)
      length = min(length, isForward ? walkForward() : walkBackward())
    }
    return length < .max && length <= limit ? length : nil
  }

  /// Walks one node; returns the length of the shortest way that it closes.
  private mutating func walkForward() -> Int {
    var length = Int.max
    for index in forward.advance(graph.outgoing) where isStep(index) {
      let node = graph.edges[Int(index)].target
      guard forward.steps[node] == nil else { continue }
      let isSet = graph.nodes[Int(node)].kind == .hub
      let steps = isSet ? forward.distance : forward.distance + 1
      forward.steps[node] = steps
      if isSet { forward.pending.append(node) } else { forward.next.append(node) }
      if let rest = backward.steps[node] { length = min(length, steps + rest) }
    }
    forward.endStep()
    return length
  }

  private mutating func walkBackward() -> Int {
    var length = Int.max
    let steps = backward.distance + 1
    for index in backward.advance(graph.incoming) where isStep(index) {
      let node = graph.edges[Int(index)].source
      guard backward.steps[node] == nil else { continue }
      backward.steps[node] = steps
      let isSet = graph.nodes[Int(node)].kind == .hub
      if isSet { backward.pending.append(node) } else { backward.next.append(node) }
      if let rest = forward.steps[node] { length = min(length, steps + rest) }
    }
    backward.endStep()
    return length
  }

  // Field by field: a copy of an edge counts references of all that it holds.
  private func isStep(_ index: EdgeIndex) -> Bool {
    isOpen(graph.edges[Int(index)].status) && graph.edges[Int(index)].capability.isStep
  }

  /// Whether a node that a shortest way reaches so many steps before its end may lie on it.
  private func isOnWay(_ node: NodeIndex, _ left: Int, _ length: Int) -> Bool {
    if let known = backward.steps[node] { return known == left }
    guard left > backward.distance else { return false }
    if let known = forward.steps[node] { return known == length - left }
    // The last step of either end may have ended before a set on another shortest way was seen.
    return graph.nodes[Int(node)].kind == .hub && length - left == forward.distance
  }
}
