import Estate
import Text

/// What opens when something that keeps steps shut is taken away.
public struct OpenedSteps: Sendable {
  /// The graph without it.
  public let trust: TrustGraph
  /// Steps of that graph that are not there today, or are less sure today.
  public let hops: [Hop]
}

extension GraphQuery {
  /// What opens without some barriers, found by taking them away; nil above `limit` steps.
  ///
  /// Steps that another barrier keeps shut, too, do not open.
  ///
  /// - Complexity: two graphs.
  public func opened(
    without barriers: [Barrier], escalations: TrustGraph.Escalations = .drawn,
    limit: Int = 1_000_000
  ) -> OpenedSteps? {
    let now = TrustGraph(estate, escalations: escalations)
    let then = TrustGraph(estate.without(barriers), escalations: escalations)
    guard let present = now.expandedEdges(limit: limit, statuses: statuses),
      let open = then.expandedEdges(limit: limit, statuses: statuses)
    else { return nil }
    func key(_ hop: Hop, _ graph: Graph) -> [String] {
      [graph[node: hop.source].id, graph[node: hop.target].id, hop.kind.rawValue]
    }
    var doubts: [[String]: Int] = [:]
    for hop in present {
      let key = key(hop, now.graph)
      doubts[key] = min(doubts[key] ?? .max, hop.status.doubt)
    }
    let hops = open.filter { hop in
      doubts[key(hop, then.graph)].map { hop.status.doubt < $0 } ?? true
    }
    return OpenedSteps(trust: then, hops: hops)
  }

  /// How many steps each of some barriers keeps shut, and how many of them alone, as far as users
  /// and roles assume roles; nil above `limit` steps.
  public func holdings(
    of barriers: [Barrier], limit: Int = 1_000_000
  ) -> [(held: Int, alone: Int)]? {
    guard let steps = guardedSteps(limit: limit) else { return nil }
    var counts = Array(repeating: (held: 0, alone: 0), count: barriers.count)
    for step in steps {
      let places = step.guards.map { $0.evidence.map(\.range) }
      let holding = barriers.indices.filter { index in
        guard let range = barriers[index].range else { return false }
        return places.contains { $0.contains { range.contains($0) } }
      }
      for index in holding {
        counts[index].held += 1
        if step.guards.count == 1, holding.count == 1 { counts[index].alone += 1 }
      }
    }
    return counts
  }
}
