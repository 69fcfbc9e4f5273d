public import Text

/// The fewest places to change so that no way from some nodes to some others remains.
public struct SmallestCut: Sendable {
  /// One place: a trust statement, a mapping, or the statement that gives a permission.
  public struct Place: Sendable {
    /// Where.
    public let range: SourceRange
    /// Whom the step at this place becomes.
    public let target: NodeIndex
  }

  /// The places; empty when there is no way.
  public let places: [Place]
  /// Whether changing places is enough; false when some way rests on no place at all.
  public let isEnough: Bool
  /// Whether fewer are certainly not enough; false where ways that contradict themselves were counted
  /// and there were too many others to try them all.
  public var isSmallest = true

  /// Whether a way remains after any one of the places was changed.
  public var survivesFirstRepair: Bool { places.count > 1 }
}

extension GraphQuery {
  /// The smallest cut between two sets of nodes, by maximum flow.
  ///
  /// Who is in both is where the ways end, and starts none.
  ///
  /// Every place has room for one way. Source: Ford and Fulkerson, "Maximal flow through a network".
  /// Where a way of such a flow contradicts itself, the places are those that every way goes through
  /// that does not.
  ///
  /// - Complexity: linear in the part of the graph between the two, times the size of the cut.
  public func smallestCut(from sources: [NodeIndex], to targets: [NodeIndex]) -> SmallestCut {
    let ends = Set(targets)
    let sources = sources.filter { !ends.contains($0) }
    guard !sources.isEmpty else { return SmallestCut(places: [], isEnough: true) }
    var network = FlowNetwork(trust.graph, statuses: statuses, from: sources, to: ends)
    let isEnough = network.saturate(from: sources, to: ends)
    guard isEnough else { return SmallestCut(places: [], isEnough: false) }
    let cut = SmallestCut(places: network.cut(from: sources), isEnough: true)
    let ways = network.ways(from: sources, to: ends, count: cut.places.count)
    if ways.allSatisfy({ Path($0, in: trust.graph) != nil }) { return cut }
    var real = RealWays(trust, statuses: statuses, from: sources, to: targets)
    return real.cut(within: cut)
  }
}

extension Edge {
  /// The places that a step takes, each by itself: the trust statement, or every statement that gives
  /// the permission.
  ///
  /// Those who hold a permission that a trust statement answers are not asked: the statement is.
  func places(in graph: Graph) -> [SourceRange] {
    if kind == .contains {
      guard let step = graph.outgoing[target].first.map({ graph[edge: $0] }),
        step.kind.isPermission, step.evidence.isEmpty
      else { return [] }
      return evidence.map(\.range)
    }
    guard let first = evidence.first else { return [] }
    guard kind.isPermission, first.role == .grants else { return [first.range] }
    return evidence.prefix { $0.role == .grants }.map(\.range)
  }
}

/// The graph as a network: nodes without limits, places with room for one.
private struct FlowNetwork {
  private struct Arc {
    let target: Int
    var room: Int32
    /// The edge that the arc begins; nil behind its place.
    let edge: EdgeIndex?
  }

  private static let endless: Int32 = .max / 2

  /// Arcs in pairs: the arc and its reverse.
  private var arcs: [Arc] = []
  private var outgoing: [[Int]]
  private var places: [(range: SourceRange, target: NodeIndex, node: Int)] = []

  /// What lies between: a place outside would be as good, but nobody would know why it was named.
  init(
    _ graph: Graph, statuses: Set<Edge.Status>, from sources: [NodeIndex],
    to targets: Set<NodeIndex>
  ) {
    outgoing = Array(repeating: [], count: graph.nodes.count)
    let isStep = { (edge: Edge) in statuses.contains(edge.status) && edge.capability.isStep }
    var leading = targets
    var open = Array(targets)
    while let node = open.popLast() {
      for index in graph.incoming[node] where isStep(graph[edge: index]) {
        let source = graph[edge: index].source
        if leading.insert(source).inserted { open.append(source) }
      }
    }
    var indexes: [SourceRange: Int] = [:]
    var seen = Set(sources)
    open = sources
    while let node = open.popLast() {
      for index in graph.outgoing[node] {
        let edge = graph[edge: index]
        guard isStep(edge), leading.contains(edge.target) else { continue }
        add(index, graph, &indexes)
        if seen.insert(edge.target).inserted { open.append(edge.target) }
      }
    }
  }

  private mutating func add(
    _ index: EdgeIndex, _ graph: Graph, _ indexes: inout [SourceRange: Int]
  ) {
    let edge = graph[edge: index]
    let ranges = edge.places(in: graph)
    if ranges.isEmpty { connect(Int(edge.source), Int(edge.target), Self.endless, index) }
    for range in ranges {
      let place: Int
      if let known = indexes[range] {
        place = known
      } else {
        place = outgoing.count
        indexes[range] = place
        outgoing += [[], []]
        places.append((range, edge.target, place))
        connect(place, place + 1, 1)
      }
      connect(Int(edge.source), place, Self.endless, index)
      connect(place + 1, Int(edge.target), Self.endless)
    }
  }

  private mutating func connect(
    _ source: Int, _ target: Int, _ room: Int32, _ edge: EdgeIndex? = nil
  ) {
    outgoing[source].append(arcs.count)
    arcs.append(Arc(target: target, room: room, edge: edge))
    outgoing[target].append(arcs.count)
    arcs.append(Arc(target: source, room: 0, edge: nil))
  }

  /// Sends as much as possible; false when there is no limit.
  mutating func saturate(from sources: [NodeIndex], to targets: Set<NodeIndex>) -> Bool {
    let ends = Set(targets.map(Int.init))
    while true {
      var by: [Int: Int] = [:]
      var open = sources.map(Int.init)
      var seen = Set(open)
      var position = 0
      var end: Int?
      while position < open.count, end == nil {
        let node = open[position]
        position += 1
        for arc in outgoing[node] where arcs[arc].room > 0 {
          let next = arcs[arc].target
          guard seen.insert(next).inserted else { continue }
          by[next] = arc
          if ends.contains(next) {
            end = next
            break
          }
          open.append(next)
        }
      }
      guard var node = end else { return true }
      var least = Self.endless
      var way: [Int] = []
      while let arc = by[node] {
        way.append(arc)
        least = min(least, arcs[arc].room)
        node = arcs[arc ^ 1].target
      }
      if least == Self.endless { return false }
      for arc in way {
        arcs[arc].room -= least
        arcs[arc ^ 1].room += least
      }
    }
  }

  /// The edges of the ways that are sent.
  func ways(from sources: [NodeIndex], to targets: Set<NodeIndex>, count: Int) -> [[EdgeIndex]] {
    // What the reverse of an arc has room for is what the arc carries.
    var sent = arcs.indices.map { $0 % 2 == 0 ? arcs[$0 + 1].room : 0 }
    var ways: [[EdgeIndex]] = []
    for source in sources {
      while ways.count < count {
        var node = Int(source)
        var way: [EdgeIndex] = []
        while let arc = outgoing[node].first(where: { sent[$0] > 0 }) {
          sent[arc] -= 1
          if let edge = arcs[arc].edge { way.append(edge) }
          node = arcs[arc].target
          if node < Int(NodeIndex.max), targets.contains(NodeIndex(node)) { break }
        }
        if way.isEmpty { break }
        ways.append(way)
      }
    }
    return ways
  }

  /// Places whose beginning can still be reached, and whose end cannot.
  func cut(from sources: [NodeIndex]) -> [SmallestCut.Place] {
    var open = sources.map(Int.init)
    var seen = Set(open)
    while let node = open.popLast() {
      for arc in outgoing[node] where arcs[arc].room > 0 {
        if seen.insert(arcs[arc].target).inserted { open.append(arcs[arc].target) }
      }
    }
    return places.filter { seen.contains($0.node) && !seen.contains($0.node + 1) }
      .map { SmallestCut.Place(range: $0.range, target: $0.target) }
      .sorted { $0.range < $1.range }
  }
}
