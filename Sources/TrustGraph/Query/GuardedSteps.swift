import Estate
import IAM
import Logic

/// A step that only a guardrail, a boundary or a Deny keeps shut.
public struct GuardedStep: Sendable {
  /// The step as it would be.
  public let hop: Hop
  /// Who would become, by identifier.
  public let from: String
  /// Whom, by identifier.
  public let to: String
  /// The node of who would become.
  let source: Node
  /// What stands in the way: each must go before the step opens.
  ///
  /// Empty where the caller is not among the inputs.
  public let guards: [WhyNot.Blocker]
}

extension GraphQuery {
  /// Every step that would be open without boundaries, denials and policies of the organisation;
  /// nil above `limit` steps.
  ///
  /// - Complexity: two graphs, and one question for each guarded step.
  public func guardedSteps(limit: Int = 1_000_000) -> [GuardedStep]? {
    let open = TrustGraph(estate.unguarded)
    guard let now = trust.expandedEdges(limit: limit, where: { $0.kind.assumes }),
      let then = open.expandedEdges(limit: limit, where: { $0.kind.assumes })
    else { return nil }
    func key(_ hop: Hop, _ graph: Graph) -> [String] {
      [graph[node: hop.source].id, graph[node: hop.target].id, hop.kind.rawValue]
    }
    let present = Set(now.map { key($0, trust.graph) })
    return then.compactMap { hop in
      let ends = key(hop, open.graph)
      guard !present.contains(ends) else { return nil }
      let source = trust.graph.index(of: ends[0])
      let target = trust.graph.index(of: ends[1])
      let known = source.flatMap { source in target.flatMap { whyNot(source, $0) } }
      let blockers =
        known?.blockers ?? target.map { resourceBlockers(of: hop, in: open, $0) } ?? []
      return GuardedStep(
        hop: hop, from: ends[0], to: ends[1], source: open.graph[node: hop.source], guards: blockers
      )
    }
  }

  /// The graph with guarded steps as edges; nil above `limit` steps.
  ///
  /// Nodes keep their indexes. An edge has the places of the step as it would be.
  public func guardedGraph(limit: Int = 1_000_000) -> Graph? {
    guard let steps = guardedSteps(limit: limit) else { return nil }
    var builder = GraphBuilder(trust.graph)
    for step in steps {
      // An account that is not among the inputs may have no step today.
      guard let target = builder.index(of: step.to) else { continue }
      let source = builder.node(step.from) { step.source }
      builder.add(
        Edge(
          source: source, target: target, kind: step.hop.kind, status: .guarded,
          residual: step.hop.residual, via: step.hop.via, evidence: step.hop.evidence,
          capability: step.hop.capability))
    }
    return builder.build(sessions: trust.graph.sessions)
  }

  /// Resource control policies that stop whoever is not among the inputs.
  private func resourceBlockers(
    of hop: Hop, in open: TrustGraph, _ target: NodeIndex
  ) -> [WhyNot.Blocker] {
    guard let index = hop.edges.compactMap({ open.graph[edge: $0].record }).last,
      let principal = trust.principal(of: target)
    else { return [] }
    let draft = GraphDraft(estate.part(of: [principal]), only: [])
    let role = estate.principals[principal]
    let caller = Caller(open.grants[index].party, hop.kind)
    let request = draft.sides.request(caller, hop.kind, role: role)
    return draft.sides.guardrails.resourceLevels(of: role).compactMap { level in
      let outcome = draft.sides.evaluator.outcome(of: level, as: .resourceControl, for: request)
      guard !outcome.deny.isNever else { return nil }
      var names: [String] = []
      for match in outcome.matches where match.denies && !names.contains(match.policy) {
        names.append(match.policy)
      }
      return WhyNot.Blocker(
        side: .resourceControl, isDeny: true,
        change: "remove the Deny from \(names.joined(separator: ", "))",
        evidence: outcome.matches.filter(\.denies).compactMap {
          $0.range.map { Evidence(.denies, at: $0) }
        })
    }
  }
}
