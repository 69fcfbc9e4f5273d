import IAM
import Logic

/// Steps that are taken one after the other, with what they ask for together so far.
struct Trail {
  /// The steps, each with what it takes to carry on what earlier ones hand on.
  private(set) var hops: [Hop] = []
  private var chain = SessionChain()
  /// What must hold for all that it visits to exist.
  private var presence = Residual.always

  /// Why a step does not follow.
  struct Refusal {
    /// The permissions that are never given; empty where requirements exclude each other.
    let actions: [KnownAction]
  }

  /// Adds a step; the trail is of no use where the step does not follow.
  mutating func append(_ hop: Hop, in graph: Graph) -> Refusal? {
    if let previous = hops.last, !hop.continues(previous.kind) { chain.begin() }
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
    hops.append(carrying.isAlways ? hop : hop.requiring(carrying))
    presence = presence.and(graph.presence(of: hop))
    return chain.residual.and(presence).isNever ? Refusal(actions: refused) : nil
  }

  /// Adds the step that edges make; false where it does not follow.
  mutating func append(_ run: [EdgeIndex], in graph: Graph) -> Bool {
    append(Hop(run, in: graph), in: graph) == nil
  }

  /// The path that ends here.
  func path(in graph: Graph) -> Path {
    Path(
      hops: hops, residual: chain.residual, status: status,
      isChained: Path.isChained(hops, in: graph))
  }

  /// What earlier steps hand on may settle what a step asks for, or raise a question of its own.
  private var status: Edge.Status {
    let weakest = hops.map(\.status).max { $0.doubt < $1.doubt } ?? .proved
    guard hops.count > 1, weakest.doubt <= Edge.Status.conditional.doubt else { return weakest }
    return chain.residual.isAlways ? .proved : .conditional
  }
}

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
