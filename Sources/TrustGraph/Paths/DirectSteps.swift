/// The paths of one step from nodes that lead to many, each asked for by itself.
///
/// A search from a node looks through all that leave it; whoever asks for each of them would wait for
/// the square.
public struct DirectSteps {
  private let graph: Graph
  private let search: PathSearch
  private var parallel: ParallelSteps
  /// The set nodes that a node is in.
  private var sets: [NodeIndex: Set<NodeIndex>] = [:]

  init(_ graph: Graph) {
    self.graph = graph
    search = PathSearch(graph, maxHops: 1)
    parallel = ParallelSteps(graph) { Edge.Status.open.contains($0) }
  }

  /// The path that the search for paths of one step prefers.
  ///
  /// - Complexity: linear in the edges that enter the target; once for each source, in those that
  ///   leave it. Where a set lies between both, that of the search.
  public mutating func path(from source: NodeIndex, to target: NodeIndex) -> Path? {
    let sets = sets(of: source)
    var ways: [EdgeIndex] = []
    // In the order in which they were drawn.
    for index in graph.incoming[target] where isStep(index) {
      let node = graph.edges[Int(index)].source
      if sets.contains(node) { return search.shortest(from: source, to: target).first }
      if node == source { ways.append(index) }
    }
    if let proved = ways.first(where: { graph.edges[Int($0)].status == .proved }),
      let path = easiest(proved), path.status == .proved
    {
      return path
    }
    // Of those that do not contradict themselves.
    for way in ways {
      if let path = easiest(way) { return path }
    }
    return nil
  }

  private mutating func easiest(_ way: EdgeIndex) -> Path? {
    Path([way], in: graph).map { parallel.easiest($0) }
  }

  private mutating func sets(of node: NodeIndex) -> Set<NodeIndex> {
    if let known = sets[node] { return known }
    var found: Set<NodeIndex> = []
    var open = [node]
    while let place = open.popLast() {
      for index in graph.outgoing[place] where isStep(index) {
        let target = graph.edges[Int(index)].target
        if graph.nodes[Int(target)].kind == .hub, found.insert(target).inserted {
          open.append(target)
        }
      }
    }
    sets[node] = found
    return found
  }

  // Field by field: a copy of an edge counts references of all that it holds.
  private func isStep(_ index: EdgeIndex) -> Bool {
    Edge.Status.open.contains(graph.edges[Int(index)].status)
      && graph.edges[Int(index)].capability.isStep
  }
}
