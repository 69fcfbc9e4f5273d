import IAM
import Logic

extension Hop {
  /// The same step, where something more has to hold.
  fileprivate func requiring(_ further: Residual) -> Hop {
    Hop(
      source: source, target: target, kind: kind,
      status: status == .proved ? .conditional : status, capability: capability,
      residual: residual.and(further), via: via, evidence: evidence, edges: edges)
  }

  /// Whether its request is made in the session that a step before it made or kept, not in a new one
  /// that a service, a token or a key gives.
  fileprivate func continues(_ previous: Edge.Kind) -> Bool {
    if kind == .assumeRoleWithWebIdentity || kind == .assumeRoleWithSAML { return false }
    return previous.assumes || previous == .policyChange || previous == .selfAdmin
  }
}

extension Path {
  /// Folds edges into steps and conjoins them; nil when the steps contradict each other or when
  /// the edges do not start and end at nodes that stand for somebody.
  init?(_ edges: [EdgeIndex], in graph: Graph) {
    let hops = Self.fold(edges, in: graph)
    guard !hops.isEmpty, case .path(let path) = Self.joined(hops, in: graph) else { return nil }
    self = path
  }

  /// What steps come to, one after the other.
  enum Joined {
    /// They can be taken.
    case path(Path)
    /// The one at a position does not follow those before it, and what it does not let through.
    case broken(at: Int, refusing: [KnownAction])
  }

  /// Conjoins steps.
  static func joined(_ steps: [Hop], in graph: Graph) -> Joined {
    var hops = steps
    var chain = SessionChain()
    var previous: Edge.Kind?
    for (index, hop) in hops.enumerated() {
      if let previous, !hop.continues(previous) { chain.begin() }
      previous = hop.kind
      let isRole = graph[node: hop.source].kind == .role
      var refused: [KnownAction] = []
      let carrying = chain.append(
        hop.residual, isRoleSession: isRole && hop.kind == .assumeRole,
        handing: graph.sessions.handedOn(by: hop, in: graph)
      ) { action in
        let permission = graph.sessions.permission(action, for: hop, in: graph)
        if permission.isNever, !refused.contains(action) { refused.append(action) }
        return permission
      }
      if chain.residual.isNever { return .broken(at: index, refusing: refused) }
      if !carrying.isAlways { hops[index] = hop.requiring(carrying) }
    }
    return .path(
      Path(
        hops: hops, residual: chain.residual, status: status(of: hops, chain.residual),
        isChained: isChained(hops, in: graph)))
  }

  /// What earlier steps hand on may settle what a step asks for, or raise a question of its own.
  private static func status(of hops: [Hop], _ residual: Residual) -> Edge.Status {
    let weakest = hops.map(\.status).max { $0.doubt < $1.doubt } ?? .proved
    guard hops.count > 1, weakest.doubt <= Edge.Status.conditional.doubt else { return weakest }
    return residual.isAlways ? .proved : .conditional
  }

  /// A way whose steps contradict each other, for all those between its ends that were not tried:
  /// whether one of them works is what its last step asks.
  init?(undecided edges: [EdgeIndex], in graph: Graph) {
    var hops = Self.fold(edges, in: graph)
    guard let last = hops.popLast() else { return nil }
    let question = Residual(
      Proposition(
        "some other way to \(graph[node: last.target].id) works: the requests of this one contradict "
          + "each other, and there were too many others to try them all"),
      kind: .tooComplex)
    hops.append(
      Hop(
        source: last.source, target: last.target, kind: last.kind, status: .possible,
        capability: last.capability, residual: last.residual.and(question), via: last.via,
        evidence: last.evidence, edges: last.edges))
    self.init(
      hops: hops, residual: question, status: .possible, isChained: Self.isChained(hops, in: graph),
      isDecided: false)
  }

  private static func isChained(_ hops: [Hop], in graph: Graph) -> Bool {
    hops.dropFirst().contains {
      $0.kind == .assumeRole && graph[node: $0.source].kind == .role
    }
  }

  /// The steps that edges are, sets in between folded away.
  static func fold(_ edges: [EdgeIndex], in graph: Graph) -> [Hop] {
    var hops: [Hop] = []
    var run: [EdgeIndex] = []
    for index in edges {
      run.append(index)
      if graph[node: graph[edge: index].target].kind == .hub { continue }
      hops.append(hop(run, in: graph))
      run = []
    }
    return run.isEmpty ? hops : []
  }

  private static func hop(_ run: [EdgeIndex], in graph: Graph) -> Hop {
    let edges = run.map { graph[edge: $0] }
    let last = edges[edges.count - 1]
    return Hop(
      source: edges[0].source, target: last.target, kind: last.kind,
      status: edges.map(\.status).max { $0.doubt < $1.doubt } ?? .proved,
      capability: edges.first { $0.capability != .full }?.capability ?? .full,
      residual: edges.reduce(.always) { $0.and($1.residual) },
      via: edges.first { $0.via != GraphDraft.membership }?.via ?? last.via,
      evidence: evidence(of: edges.map(\.evidence)), edges: run)
  }

  /// What proves a step: the target's side first, each place once.
  private static func evidence(of edges: [[Evidence]]) -> [Evidence] {
    var evidence: [Evidence] = []
    for place in edges.reversed().joined() where !evidence.contains(place) {
      evidence.append(place)
    }
    return evidence
  }

  /// The same path with what proves its edges, where that is kept elsewhere.
  public func proved(by evidence: (EdgeIndex) -> [Evidence]) -> Path {
    let hops = hops.map { hop in
      Hop(
        source: hop.source, target: hop.target, kind: hop.kind, status: hop.status,
        capability: hop.capability, residual: hop.residual, via: hop.via,
        evidence: Self.evidence(of: hop.edges.map(evidence)), edges: hop.edges)
    }
    return Path(
      hops: hops, residual: residual, status: status, isChained: isChained, isDecided: isDecided)
  }
}
