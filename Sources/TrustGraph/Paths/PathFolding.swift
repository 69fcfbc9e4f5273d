import Logic

extension Path {
  /// Folds edges into steps and conjoins them; nil when the steps contradict each other or when
  /// the edges do not start and end at nodes that stand for somebody.
  init?(_ edges: [EdgeIndex], in graph: Graph) {
    let hops = Self.fold(edges, in: graph)
    guard !hops.isEmpty else { return nil }
    var trail = Trail()
    for hop in hops where trail.append(hop, in: graph) != nil { return nil }
    self = trail.path(in: graph)
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

  static func isChained(_ hops: [Hop], in graph: Graph) -> Bool {
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
      hops.append(Hop(run, in: graph))
      run = []
    }
    return run.isEmpty ? hops : []
  }

  /// What proves a step: the target's side first, each place once.
  fileprivate static func evidence(of edges: [[Evidence]]) -> [Evidence] {
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

extension Hop {
  /// The step that edges make, sets in between folded away.
  init(_ run: [EdgeIndex], in graph: Graph) {
    let edges = run.map { graph[edge: $0] }
    let last = edges[edges.count - 1]
    self.init(
      source: edges[0].source, target: last.target, kind: last.kind,
      status: edges.map(\.status).max { $0.doubt < $1.doubt } ?? .proved,
      capability: edges.first { $0.capability != .full }?.capability ?? .full,
      residual: edges.reduce(.always) { $0.and($1.residual) },
      via: edges.first { $0.via != GraphDraft.membership }?.via ?? last.via,
      evidence: Path.evidence(of: edges.map(\.evidence)), edges: run)
  }
}
