import Logic

extension Path {
  /// Keys that a session carries into every later request of a chain.
  ///
  /// Source: IAM User Guide, "Available keys for AWS web identity federation" (cross-service keys)
  /// and "Monitor and control actions taken with assumed roles" (source identity).
  static func persists(_ key: ContextKey) -> Bool {
    if key.canonical == "aws:sourceidentity" || key.canonical == "aws:federatedprovider" {
      return true
    }
    return [":sub", ":aud", ":amr", ":id", ":sub_type", ":namequalifier"].contains {
      key.canonical.hasSuffix($0)
    }
  }

  /// Folds edges into steps and conjoins them; nil when the steps contradict each other or when
  /// the edges do not start and end at nodes that stand for somebody.
  init?(_ edges: [EdgeIndex], in graph: Graph, sessionNames: [EdgeIndex: String]) {
    let hops = Self.fold(edges, in: graph)
    guard !hops.isEmpty else { return nil }
    var residual = Residual.always
    for (index, hop) in hops.enumerated() {
      var part = hop.residual
      if index > 0 {
        if let name = hop.edges.lazy.compactMap({ sessionNames[$0] }).first {
          part = part.restricted(.callerSessionName, to: ValueSet(texts: [name]))
          residual = residual.and(Self.named(name, hop: index - 1))
        }
        part = part.renamed(hop: index, persisting: Self.persists)
      }
      residual = residual.and(part)
      if residual.isNever { return nil }
    }
    let roles = hops.dropFirst().contains {
      $0.kind == .assumeRole && graph[node: $0.source].kind == .role
    }
    self.init(
      hops: hops, residual: residual,
      status: hops.map(\.status).max { $0.doubt < $1.doubt } ?? .proved, isChained: roles)
  }

  /// The session that a trust names is the one that the step before gave its name to.
  private static func named(_ name: String, hop: Int) -> Residual {
    Residual(
      Literal(
        Variable(.key("sts:RoleSessionName"), hop: hop), in: ValueSet(texts: [name]),
        kind: .callerChosen))
  }

  private static func fold(_ edges: [EdgeIndex], in graph: Graph) -> [Hop] {
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
    var evidence: [Evidence] = []
    for place in edges.reversed().flatMap(\.evidence) where !evidence.contains(place) {
      evidence.append(place)
    }
    return Hop(
      source: edges[0].source, target: last.target, kind: last.kind,
      status: edges.map(\.status).max { $0.doubt < $1.doubt } ?? .proved,
      residual: edges.reduce(.always) { $0.and($1.residual) }, via: last.via, evidence: evidence,
      edges: run)
  }
}

extension ContextKey {
  /// The name of the session that calls; no key of AWS, but what a session ARN in a trust asks for.
  static let callerSessionName: ContextKey = "session name of the caller"
}
