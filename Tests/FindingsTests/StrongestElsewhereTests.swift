import Logic
import Seeded
import Testing

@testable import Findings
@testable import TrustGraph

/// One search for all roles answers as one search for each.
@Suite struct StrongestElsewhereTests {
  private static let count = 20

  private static func graph(_ random: inout SeededGenerator) -> Graph {
    var builder = GraphBuilder(capacity: count)
    for number in 0..<count {
      _ = builder.node("\(number)") {
        let kind: Node.Kind = number % 5 == 4 ? .hub : number % 5 == 3 ? .user : .role
        let account = kind == .role ? "\(Int.random(in: 1...3, using: &random))" : nil
        return Node(id: "\(number)", kind: kind, account: account, label: "\(number)")
      }
    }
    for _ in 0..<Int.random(in: count / 2...2 * count, using: &random) {
      let ends = (0..<2).map { _ in NodeIndex.random(in: 0..<NodeIndex(count), using: &random) }
      builder.add(
        Edge(
          source: ends[0], target: ends[1], kind: .assumeRole,
          status: Int.random(in: 0..<6, using: &random) == 0 ? .guarded : .proved,
          residual: .always, via: "T", evidence: []))
    }
    return builder.build()
  }

  /// Breadth first from one role: the strongest outside the account, then the nearest, then the
  /// first in the order of nodes.
  private static func walked(
    from role: NodeIndex, besides home: String, _ graph: Graph, _ levels: [ReachLevel]
  ) -> NodeIndex? {
    var best: NodeIndex?
    var seen: Set<NodeIndex> = [role]
    var frontier = [role]
    for _ in 0...10 {
      for node in frontier.sorted()
      where graph[node: node].kind == .role && graph[node: node].account != home {
        if best.map({ levels[Int(node)] > levels[Int($0)] }) ?? true { best = node }
      }
      frontier = frontier.flatMap { graph.outgoing[$0] }.map { graph[edge: $0] }
        .filter { edge in
          let kind = graph[node: edge.target].kind
          return edge.status != .guarded && (kind == .role || kind == .hub)
            && seen.insert(edge.target).inserted
        }.map(\.target)
    }
    return best
  }

  @Test func answersAsOneSearchForEach() {
    var random = SeededGenerator(seed: 7)
    var found = 0
    for _ in 0..<200 {
      let graph = Self.graph(&random)
      let levels = graph.nodes.map { _ in ReachLevel.allCases.randomElement(using: &random)! }
      let strongest = StrongestElsewhere(graph) { levels[Int($0)] }
      for role in 0..<NodeIndex(Self.count) where graph[node: role].kind == .role {
        for home in ["1", "2", "3", "4"] {
          let expected = Self.walked(from: role, besides: home, graph, levels)
          #expect(strongest.role(from: role, besides: home) == expected)
          if expected != nil, expected != role { found += 1 }
        }
      }
    }
    #expect(found > 1000)
  }
}
