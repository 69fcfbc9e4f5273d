import Logic
import TrustGraph

/// How many can become each role, from the trusts that let somebody in and along every chain.
enum EntryExposure {
  /// By node; roles that nobody can become are left out.
  ///
  /// - Complexity: linear in edges for each of the six levels.
  static func compute(_ trust: TrustGraph) -> [NodeIndex: Exposure] {
    var result: [NodeIndex: Exposure] = [:]
    for grant in trust.grants where grant.dead == nil && grant.verdict != .no {
      guard let exposure = grant.exposure,
        exposure > result[grant.role] ?? .ownPrincipal
          || result[grant.role] == nil
      else { continue }
      result[grant.role] = exposure
    }
    for level in Exposure.allCases.reversed() where level >= .outsideIdentity {
      var queue = result.filter { $0.value == level }.map(\.key)
      while let node = queue.popLast() {
        for index in trust.graph.outgoing[node] {
          let edge = trust.graph[edge: index]
          let target = trust.graph[node: edge.target].kind
          guard edge.status != .guarded, target == .role || target == .hub,
            result[edge.target].map({ $0 < level }) ?? true
          else { continue }
          result[edge.target] = level
          queue.append(edge.target)
        }
      }
    }
    return result
  }
}
