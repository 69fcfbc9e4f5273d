import Logic
import Seeded
import Testing

@testable import TrustGraph

/// A walk from both ends finds what a walk from the target finds.
@Suite struct TwoEndedSearchTests {
  private static let count = 24

  /// A graph of roles and sets with edges of all statuses; sparse enough that many are far apart.
  private static func graph(_ random: inout SeededGenerator) -> Graph {
    var builder = GraphBuilder(capacity: count)
    for number in 0..<count {
      _ = builder.node("\(number)") {
        let kind: Node.Kind = number % 4 == 3 ? .hub : .role
        return Node(id: "\(number)", kind: kind, account: nil, label: "\(number)")
      }
    }
    for _ in 0..<Int.random(in: count...2 * count, using: &random) {
      let ends = (0..<2).map { _ in NodeIndex.random(in: 0..<NodeIndex(count), using: &random) }
      // Sets that hold each other in a circle stand for nothing.
      if ends[0] % 4 == 3, ends[1] % 4 == 3, ends[0] >= ends[1] { continue }
      let isSure = Bool.random(using: &random)
      builder.add(
        Edge(
          source: ends[0], target: ends[1], kind: .assumeRole,
          status: isSure ? .proved : .conditional,
          residual: isSure ? .always : .when("somebody lets it"), via: "T", evidence: []))
    }
    return builder.build()
  }

  @Test func findsTheSameLengths() {
    var random = SeededGenerator(seed: 20_261_122)
    var found = 0
    for _ in 0..<60 {
      let graph = Self.graph(&random)
      for target in 0..<NodeIndex(Self.count) where target % 4 != 3 {
        for isSure in [false, true] {
          func isOpen(_ status: Edge.Status) -> Bool { !isSure || status == .proved }
          let map = PathSearch(graph).distances(to: [target], where: isOpen)
          for source in 0..<NodeIndex(Self.count) where source % 4 != 3 && source != target {
            var search = TwoEndedSearch(graph, from: source, to: target, where: isOpen)
            let way = search.way(upTo: 12)
            #expect(way?.steps == map.steps[source]?.distance)
            guard let way else { continue }
            found += 1
            expectWay(way.edges, from: source, to: target, steps: way.steps, in: graph, isOpen)
            // Whoever asks about many sources gets the ways of those who ask about one.
            let nearest = NearestSearch(graph, map, where: isOpen).way(from: source)
            #expect(nearest?.edges == way.edges && nearest?.steps == way.steps)
          }
        }
      }
    }
    #expect(found > 5_000)
  }

  private func expectWay(
    _ edges: [EdgeIndex], from source: NodeIndex, to target: NodeIndex, steps: Int, in graph: Graph,
    _ isOpen: (Edge.Status) -> Bool
  ) {
    let parts = edges.map { graph[edge: $0] }
    #expect(parts.first?.source == source && parts.last?.target == target)
    #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.target == $1.source })
    #expect(parts.allSatisfy { isOpen($0.status) })
    #expect(parts.count { graph[node: $0.target].kind != .hub } == steps)
  }

  /// From each source the way to the nearest of several targets, as if each had been asked about.
  @Test func nearestTargetIsTheNearestOfAll() {
    var random = SeededGenerator(seed: 3)
    var found = 0
    for _ in 0..<60 {
      let graph = Self.graph(&random)
      let search = PathSearch(graph)
      let people = (0..<NodeIndex(Self.count)).filter { $0 % 4 != 3 }
      let targets = Array(people.shuffled(using: &random).prefix(3))
      let nearest = Dictionary(grouping: search.nearest(from: people, to: targets), by: \.source)
      for source in people {
        let pairs = targets.flatMap { search.shortest(from: source, to: $0) }
        let ways = nearest[source] ?? []
        #expect(ways.map(\.hops.count).min() == pairs.map(\.hops.count).min())
        let sure = pairs.filter { $0.status == .proved }.map(\.hops.count).min()
        #expect(ways.first { $0.status == .proved }?.hops.count == sure)
        #expect(ways.allSatisfy { targets.contains($0.target) })
        found += ways.count
      }
    }
    #expect(found > 400)
  }

  /// Single steps, asked for one by one, are those that a search for paths of one step finds.
  @Test func directStepsAreTheShortestPathsOfOneStep() {
    var random = SeededGenerator(seed: 4)
    var found = 0
    for _ in 0..<60 {
      let graph = Self.graph(&random)
      let search = PathSearch(graph, maxHops: 1)
      var steps = DirectSteps(graph)
      for source in 0..<NodeIndex(Self.count) where source % 4 != 3 {
        for target in 0..<NodeIndex(Self.count) where target % 4 != 3 && source != target {
          let path = steps.path(from: source, to: target)
          let expected = search.shortest(from: source, to: target).first
          #expect(path?.hops.map(\.edges) == expected?.hops.map(\.edges))
          found += path == nil ? 0 : 1
        }
      }
    }
    #expect(found > 500)
  }

  /// Of equal ways the one that was drawn first, though the ends meet on the other.
  @Test func equalWaysGoByOrder() {
    var builder = GraphBuilder(capacity: 10)
    let names = ["S", "hub0", "A", "hub1", "C", "T", "B", "hub2", "D"]
    for name in names {
      _ = builder.node(name) {
        Node(id: name, kind: name.hasPrefix("hub") ? .hub : .role, account: nil, label: name)
      }
    }
    for (source, target) in [
      ("S", "hub0"), ("hub0", "A"), ("S", "B"), ("B", "hub2"), ("hub2", "D"), ("D", "T"),
      ("A", "hub1"), ("hub1", "C"), ("C", "T"),
    ] {
      builder.add(
        Edge(
          source: builder.index(of: source)!, target: builder.index(of: target)!,
          kind: .assumeRole, status: .proved, residual: .always, via: "T", evidence: []))
    }
    let graph = builder.build()
    var search = TwoEndedSearch(
      graph, from: graph.index(of: "S")!, to: graph.index(of: "T")!
    ) { _ in true }
    let labels = search.way(upTo: 12)?.edges.map { graph[node: graph[edge: $0].target].label }
    #expect(labels == ["hub0", "A", "hub1", "C", "T"])
  }

  /// As long as the graph is large: no stack grows with a way.
  @Test func longWaysAreFound() {
    let count = 50_000
    var builder = GraphBuilder(capacity: count)
    for number in 0..<count {
      _ = builder.node("\(number)") {
        Node(id: "\(number)", kind: .role, account: nil, label: "\(number)")
      }
    }
    for number in 0..<count - 1 {
      builder.add(
        Edge(
          source: NodeIndex(number), target: NodeIndex(number + 1), kind: .assumeRole,
          status: .proved, residual: .always, via: "T", evidence: []))
    }
    let graph = builder.build()
    let last = NodeIndex(count - 1)
    var search = TwoEndedSearch(graph, from: 0, to: last) { _ in true }
    #expect(search.way(upTo: count)?.edges.count == count - 1)
    let map = PathSearch(graph, maxHops: count).distances(to: [last]) { _ in true }
    let nearest = NearestSearch(graph, map) { _ in true }
    #expect(nearest.way(from: 0)?.edges.count == count - 1)
  }

  @Test func findsNothingBeyondTheLimit() {
    var builder = GraphBuilder(capacity: 5)
    for number in 0..<5 {
      _ = builder.node("\(number)") {
        Node(id: "\(number)", kind: .role, account: nil, label: "\(number)")
      }
    }
    for number in 0..<4 {
      builder.add(
        Edge(
          source: NodeIndex(number), target: NodeIndex(number + 1), kind: .assumeRole,
          status: .proved, residual: .always, via: "T", evidence: []))
    }
    let graph = builder.build()
    for limit in 0...5 {
      var search = TwoEndedSearch(graph, from: 0, to: 4) { _ in true }
      #expect((search.way(upTo: limit) != nil) == (limit >= 4))
    }
  }
}
