import Logic

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

  /// Notes that a node exists under another condition, too.
  mutating func widen(_ index: NodeIndex, to presence: Residual) {
    let node = nodes[Int(index)]
    guard !node.presence.isAlways else { return }
    nodes[Int(index)] = Node(
      id: node.id, kind: node.kind, account: node.account, label: node.label,
      presence: node.presence.or(presence).settled)
  }

  /// The node of an identifier if it exists.
  func index(of id: String) -> NodeIndex? { indexes[id] }

  /// Adds an edge.
  mutating func add(_ edge: Edge) { edges.append(edge) }

  /// The finished graph, without edges between nodes of which only one can exist; linear in nodes and
  /// edges.
  func build(sessions: any SessionHandover = UnreadHandover()) -> Graph {
    guard nodes.contains(where: { !$0.presence.isAlways }) else {
      return Graph(nodes: nodes, indexes: indexes, edges: edges, sessions: sessions)
    }
    let presences = presences()
    let possible = edges.filter { edge in
      !presences[Int(edge.source)].and(presences[Int(edge.target)]).isNever
    }
    return Graph(nodes: nodes, indexes: indexes, edges: possible, sessions: sessions)
  }

  /// What must hold for each node to exist, and for a set node to have a member.
  private func presences() -> [Residual] {
    var members: [NodeIndex: Residual] = [:]
    for edge in edges where nodes[Int(edge.target)].kind == .hub {
      members[edge.target] = (members[edge.target] ?? .never)
        .or(nodes[Int(edge.source)].presence)
    }
    return nodes.indices.map { members[NodeIndex($0)] ?? nodes[$0].presence }
  }
}
