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
    guard let (last, refusal) = refusal(of: hops[...]) else { return nil }
    let origin = (0...last).last { self.refusal(of: hops[$0...last]) != nil }
    let assumption =
      refusal.actions.isEmpty ? nil : assumption(hops[last].source, hops[last].target)
    return BrokenChain(
      hops: Array(hops[...last]), origin: origin ?? 0, refused: refusal.actions,
      blockers: refusal.actions.flatMap { assumption?.asking($0).whyNot.blockers ?? [] })
  }

  /// The first step that does not follow those before it.
  private func refusal(of hops: ArraySlice<Hop>) -> (position: Int, Trail.Refusal)? {
    var trail = Trail()
    for (position, hop) in zip(hops.indices, hops) {
      if let refusal = trail.append(hop, in: trust.graph) { return (position, refusal) }
    }
    return nil
  }
}
