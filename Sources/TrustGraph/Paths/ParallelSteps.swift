import Logic

/// Finds, among the steps that lead from one node straight to another, the one that asks least.
///
/// A search takes the step whose edges were drawn first; another trust statement of the same role may
/// ask for less, and what somebody needs is told by that one.
struct ParallelSteps {
  private let graph: Graph
  private let isOpen: (Edge.Status) -> Bool
  /// The set nodes that each node is in, with the edges that lead there.
  private var sets: [NodeIndex: [NodeIndex: [EdgeIndex]]] = [:]
  private var known: [NodePair: [EdgeIndex]] = [:]

  /// Largest number of steps between two nodes that are compared.
  private static let most = 16

  init(_ graph: Graph, where isOpen: @escaping (Edge.Status) -> Bool) {
    self.graph = graph
    self.isOpen = isOpen
  }

  /// The same path by the steps that ask least.
  ///
  /// - Complexity: linear in the edges that leave the nodes of the path and in those that enter them,
  ///   counted once for each step however many paths share it.
  mutating func easiest(_ path: Path) -> Path {
    guard path.isDecided, path.status != .proved else { return path }
    var edges: [EdgeIndex] = []
    for hop in path.hops { edges += hop.status == .proved ? hop.edges : easiest(hop) }
    if edges == path.hops.flatMap(\.edges) { return surer(path) }
    guard let other = Path(edges, in: graph), other.status.doubt <= path.status.doubt else {
      return path
    }
    return surer(other)
  }

  /// The same path with another step in place of one that hands on what a later one has to let.
  private mutating func surer(_ path: Path) -> Path {
    guard path.status != .proved, path.isProvedStepByStep(in: graph) else { return path }
    for (index, hop) in path.hops.enumerated() {
      for edges in steps(between: NodePair(source: hop.source, target: hop.target))
        .prefix(Self.most) where edges != hop.edges
      {
        var ways = path.hops.map(\.edges)
        ways[index] = edges
        if let other = Path(Array(ways.joined()), in: graph), other.status == .proved {
          return other
        }
      }
    }
    return path
  }

  private mutating func easiest(_ hop: Hop) -> [EdgeIndex] {
    let ends = NodePair(source: hop.source, target: hop.target)
    if let edges = known[ends] { return edges }
    var best = (edges: hop.edges, status: hop.status, residual: hop.residual)
    for edges in steps(between: ends).prefix(Self.most) where edges != best.edges {
      guard let step = Path(edges, in: graph) else { continue }
      let isEasier =
        step.status.doubt == best.status.doubt
        ? step.residual.asksLess(than: best.residual) : step.status.doubt < best.status.doubt
      if isEasier { best = (edges, step.status, step.residual) }
    }
    known[ends] = best.edges
    return best.edges
  }

  private mutating func steps(between ends: NodePair) -> [[EdgeIndex]] {
    let sets = sets(of: ends.source)
    return graph.incoming[ends.target].compactMap { index in
      let source = graph.edges[Int(index)].source
      guard isStep(index) else { return nil }
      return source == ends.source ? [index] : sets[source].map { $0 + [index] }
    }
  }

  private mutating func sets(of node: NodeIndex) -> [NodeIndex: [EdgeIndex]] {
    if let known = sets[node] { return known }
    var ways: [NodeIndex: [EdgeIndex]] = [:]
    var open = [node]
    while let place = open.popLast() {
      for index in graph.outgoing[place] where isStep(index) {
        let target = graph.edges[Int(index)].target
        guard graph.nodes[Int(target)].kind == .hub, ways[target] == nil else { continue }
        ways[target] = (ways[place] ?? []) + [index]
        open.append(target)
      }
    }
    sets[node] = ways
    return ways
  }

  // Field by field: a copy of an edge counts references of all that it holds.
  private func isStep(_ index: EdgeIndex) -> Bool {
    isOpen(graph.edges[Int(index)].status) && graph.edges[Int(index)].capability.isStep
  }
}

extension Path {
  fileprivate func isProvedStepByStep(in graph: Graph) -> Bool {
    hops.allSatisfy { $0.edges.allSatisfy { graph.edges[Int($0)].status == .proved } }
  }
}

extension Residual {
  /// Whether it holds wherever another requirement does, and elsewhere, too.
  fileprivate func asksLess(than other: Residual) -> Bool {
    if other.isAlways || isNever { return false }
    return isAlways || (other.and(negated).isNever && !and(other.negated).isNever)
  }
}
