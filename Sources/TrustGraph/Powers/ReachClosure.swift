import Estate
import Logic

/// Raises what every node can do by what it can become.
struct ReachClosure {
  private(set) var reach: [Reach]

  /// - Complexity: linear in the graph for each level.
  init(_ graph: Graph, own policies: PolicyIndex, nodes: [NodeIndex?], of estate: Estate) {
    var ceilings = PowerCeilings(estate)
    reach = Array(repeating: Reach(), count: graph.nodes.count)
    for (index, node) in nodes.enumerated() {
      guard let node else { continue }
      let entry = policies.entries[index]
      let principal = estate.principals[index]
      let powers = ceilings.left(of: entry.powers, principal)
      var own = Reach(
        own: powers.level, certainOwn: powers.certainLevel, isComplete: entry.isComplete)
      own.isCeilingKnown = ceilings.isKnown(principal.account)
      own.leansOn = principal.kind.stronger(by: powers.changesOfOthers)
      own.because = entry.powers.strongest
      // Stacks that declare the same ARN share a node: the most powerful counts.
      if own.own >= reach[Int(node)].own { reach[Int(node)] = own }
    }
    lean(policies, nodes, estate)
    raise(graph)
    close(graph)
  }

  /// Whoever changes others at will is as strong as those are.
  private mutating func lean(_ policies: PolicyIndex, _ nodes: [NodeIndex?], _ estate: Estate) {
    guard reach.contains(where: { !$0.leansOn.isEmpty }) else { return }
    var administrators: [String: Set<Principal.Kind>] = [:]
    for (index, principal) in estate.principals.enumerated() {
      let own = nodes[index].map { reach[Int($0)].own } ?? policies.entries[index].powers.level
      if own == .administrator {
        administrators[principal.account.display, default: []].insert(principal.kind)
      }
    }
    for (index, principal) in estate.principals.enumerated() {
      guard let node = nodes[index].map({ Int($0) }), !reach[node].leansOn.isEmpty,
        let stronger = administrators[principal.account.display],
        !stronger.isDisjoint(with: reach[node].leansOn)
      else { continue }
      reach[node].closure = .administrator
    }
  }

  /// Whoever can assume a role of another account is sensitive at least; a set node hands it on to
  /// its members.
  private mutating func raise(_ graph: Graph) {
    for (index, edge) in graph.edges.enumerated() where edge.kind == .assumeRole {
      let source = graph[node: edge.source]
      guard edge.status != .guarded, Self.isPrincipal(source.kind),
        source.account != graph[node: edge.target].account
      else { continue }
      let node = Int(edge.source)
      if reach[node].closure < .sensitive {
        reach[node].closure = .sensitive
        reach[node].next = EdgeIndex(index)
      }
      if edge.status == .proved, reach[node].certainClosure < .sensitive {
        reach[node].certainClosure = .sensitive
      }
    }
  }

  private static func isPrincipal(_ kind: Node.Kind) -> Bool {
    kind == .role || kind == .user || kind == .hub
  }

  private mutating func close(_ graph: Graph) {
    var levels = reach.map(\.closure)
    Self.spread(&levels, graph, along: { $0 != .guarded }) { reach[$0].next = $1 }
    var certain = reach.map(\.certainClosure)
    Self.spread(&certain, graph, along: { $0 == .proved }) { _, _ in }
    for node in reach.indices {
      reach[node].closure = levels[node]
      reach[node].certainClosure = certain[node]
    }
  }

  /// Spreads levels of nodes backwards along edges, highest first, so that every node is raised once.
  private static func spread(
    _ levels: inout [ReachLevel], _ graph: Graph, along accepts: (Edge.Status) -> Bool,
    raised: (Int, EdgeIndex) -> Void
  ) {
    for rank in ReachLevel.allCases.reversed() where rank > .none {
      var open = levels.indices.filter { levels[$0] == rank }.map(NodeIndex.init)
      while let node = open.popLast() {
        for index in graph.incoming[node] {
          let edge = graph[edge: index]
          let source = Int(edge.source)
          guard accepts(edge.status), edge.capability.isStep, levels[source] < rank else {
            continue
          }
          levels[source] = rank
          raised(source, index)
          open.append(edge.source)
        }
      }
    }
  }
}
