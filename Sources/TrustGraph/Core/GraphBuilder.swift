/// Collects nodes and edges; a node is created once for each identifier.
struct GraphBuilder {
  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  private var indexes: [String: NodeIndex] = [:]

  init(capacity: Int) {
    nodes.reserveCapacity(capacity)
    edges.reserveCapacity(capacity * 2)
    indexes.reserveCapacity(capacity)
  }

  /// Starts from a finished graph, whose indexes stay.
  init(_ graph: Graph) {
    nodes = graph.nodes
    edges = graph.edges
    indexes = graph.indexes
  }

  /// The node of an identifier, made by the closure if it does not exist yet.
  mutating func node(_ id: String, make: () -> Node) -> NodeIndex {
    if let index = indexes[id] { return index }
    let index = NodeIndex(nodes.count)
    nodes.append(make())
    indexes[id] = index
    return index
  }

  /// The node of an identifier if it exists.
  func index(of id: String) -> NodeIndex? { indexes[id] }

  /// Adds an edge.
  mutating func add(_ edge: Edge) { edges.append(edge) }

  /// The finished graph; linear in nodes and edges.
  func build(sessions: any SessionHandover = UnreadHandover()) -> Graph {
    Graph(nodes: nodes, indexes: indexes, edges: edges, sessions: sessions)
  }
}
