public import IAM

/// A way whose steps can be taken one by one, but not one after the other.
public struct BrokenChain: Sendable {
  /// Its steps, up to and including the one that does not follow.
  public let hops: [Hop]
  /// Position of the step that hands on or asks for what the last one excludes; that of the last one
  /// when it asks for what no session of a role has.
  public let origin: Int
  /// The permissions without which the last step does not carry on what the session has.
  public let refused: [KnownAction]
  /// What withholds them.
  public let blockers: [WhyNot.Blocker]
}

extension GraphQuery {
  /// The nearest way between some nodes and others, where its steps contradict each other.
  ///
  /// - Complexity: linear in the part of the graph that reaches the targets.
  func brokenChain(from sources: [NodeIndex], to targets: [NodeIndex]) -> BrokenChain? {
    let search = trust.paths(statuses: statuses)
    guard let way = search.way(from: sources, to: targets) else { return nil }
    let hops = Path.fold(way, in: trust.graph)
    guard case .broken(let last, let refused) = Path.joined(hops, in: trust.graph) else {
      return nil
    }
    let origin = (0...last).last { start in
      guard case .broken = Path.joined(Array(hops[start...last]), in: trust.graph) else {
        return false
      }
      return true
    }
    let assumption = refused.isEmpty ? nil : assumption(of: hops[last])
    return BrokenChain(
      hops: Array(hops[...last]), origin: origin ?? 0, refused: refused,
      blockers: refused.flatMap { assumption?.asking($0).whyNot.blockers ?? [] })
  }

  private func assumption(of hop: Hop) -> Assumption? { assumption(hop.source, hop.target) }
}
