import Text

/// The ways between two sets of nodes that do not contradict themselves, found one by one until some
/// places stand in all of them.
struct RealWays {
  private let trust: TrustGraph
  private let statuses: Set<Edge.Status>
  private let sources: [NodeIndex]
  private let targets: [NodeIndex]
  private var choice = PlaceChoice()
  private var names: [SourceRange: NodeIndex] = [:]

  /// Largest number of ways that are looked at, and of nodes that they start from.
  private static let mostWays = 64
  private static let mostSources = 2_000

  init(
    _ trust: TrustGraph, statuses: Set<Edge.Status>, from sources: [NodeIndex],
    to targets: [NodeIndex]
  ) {
    self.trust = trust
    self.statuses = statuses
    self.sources = sources
    self.targets = targets
  }

  /// The fewest places that stand in all ways; those of a cut of more ways where they are not more,
  /// or where it cannot be told.
  mutating func cut(within cut: SmallestCut) -> SmallestCut {
    var unsure = cut
    unsure.isSmallest = false
    guard sources.count <= Self.mostSources else { return unsure }
    var chosen: Set<SourceRange> = []
    for _ in 0..<Self.mostWays {
      let graph = graph(without: chosen)
      let search = PathSearch(graph, maxHops: .max, statuses: statuses)
      guard let way = search.nearest(from: sources, to: targets).first else {
        return SmallestCut(
          places: chosen.sorted().compactMap { range in
            names[range].map { SmallestCut.Place(range: range, target: $0) }
          }, isEnough: true)
      }
      guard way.isDecided else { return unsure }
      note(way, in: graph)
      switch choice.fewest(below: cut.places.count) {
      case .these(let places): chosen = places
      case .notFewer: return cut
      case .notTold: return unsure
      }
    }
    return unsure
  }

  /// What is left once some places are changed.
  private func graph(without places: Set<SourceRange>) -> Graph {
    if places.isEmpty { return trust.graph }
    return trust.graph.keeping { edge in
      let own = edge.places(in: trust.graph)
      return own.isEmpty || !own.allSatisfy(places.contains)
    }
  }

  private mutating func note(_ way: Path, in graph: Graph) {
    var steps: [Set<SourceRange>] = []
    for edge in way.hops.lazy.flatMap(\.edges).map({ graph[edge: $0] }) {
      let places = edge.places(in: graph)
      if places.isEmpty { continue }
      steps.append(Set(places))
      for range in places where names[range] == nil { names[range] = edge.target }
    }
    choice.ways.append(steps)
  }
}
