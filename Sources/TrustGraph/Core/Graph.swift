public import Logic

/// Nodes and edges with both adjacencies; knows nothing of AWS.
///
/// Immutable. Nodes and edges are in the order in which they were added, which callers keep
/// independent of the order of inputs.
public struct Graph: Sendable {
  /// All nodes.
  public let nodes: [Node]
  /// All edges.
  public let edges: [Edge]
  /// Edges by source.
  public let outgoing: Adjacency
  /// Edges by target.
  public let incoming: Adjacency
  /// What sessions hand on from step to step.
  let sessions: any SessionHandover
  let indexes: [String: NodeIndex]

  init(
    nodes: [Node], indexes: [String: NodeIndex], edges: [Edge],
    sessions: any SessionHandover = UnreadHandover()
  ) {
    self.sessions = sessions
    self.nodes = nodes
    self.indexes = indexes
    self.edges = edges
    outgoing = Adjacency(count: nodes.count, of: edges) { $0.source }
    incoming = Adjacency(count: nodes.count, of: edges) { $0.target }
  }

  /// The same nodes with some of the edges, which get other indexes; linear in nodes and edges.
  func keeping(_ isKept: (Edge) -> Bool) -> Graph {
    Graph(nodes: nodes, indexes: indexes, edges: edges.filter(isKept), sessions: sessions)
  }

  /// The node of an identifier.
  public func index(of id: String) -> NodeIndex? { indexes[id] }

  /// The node at an index.
  public subscript(node index: NodeIndex) -> Node { nodes[Int(index)] }

  /// What must hold for both ends of a step to exist; `never` when they exclude each other.
  public func presence(of hop: Hop) -> Residual {
    nodes[Int(hop.source)].presence.and(nodes[Int(hop.target)].presence)
  }

  /// The edge at an index.
  public subscript(edge index: EdgeIndex) -> Edge { edges[Int(index)] }
}

/// Edges grouped by one of their ends, in compressed sparse rows.
public struct Adjacency: Sendable {
  private let starts: [Int32]
  private let order: [EdgeIndex]

  /// Groups edges by an end, keeping their order; linear in nodes and edges.
  init(count: Int, of edges: [Edge], by end: (Edge) -> NodeIndex) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for edge in edges { starts[Int(end(edge)) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var next = starts
    var order = [EdgeIndex](repeating: 0, count: edges.count)
    for (index, edge) in edges.enumerated() {
      let node = Int(end(edge))
      order[Int(next[node])] = EdgeIndex(index)
      next[node] += 1
    }
    self.starts = starts
    self.order = order
  }

  /// The edges of a node.
  public subscript(node: NodeIndex) -> ArraySlice<EdgeIndex> {
    order[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])]
  }
}
