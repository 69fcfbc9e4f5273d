public import Estate
import IAM
import Logic

/// Finds concrete requests that walk paths, each checked against all policies that bear on it.
public struct Walker: Sendable {
  private let trust: TrustGraph
  private let draft: GraphDraft

  /// Prepares for some paths of a graph.
  ///
  /// - Complexity: linear in the principals on the paths and in the managed policies.
  public init(_ estate: Estate, _ trust: TrustGraph, paths: [Path]) {
    self.trust = trust
    let wanted = paths.flatMap(\.nodes).compactMap(trust.principal(of:))
    draft = GraphDraft(estate.part(of: wanted), only: [])
  }

  /// The requests of a path up to where it leaves AWS STS; nil when one of them cannot be shown.
  public func walk(_ path: Path) -> Walk? {
    let attempt = attempt(path)
    switch attempt.obstacle?.reason {
    // What follows the last role is no request to STS.
    case .isNoRequest?, nil: return attempt.steps.isEmpty ? nil : Walk(steps: attempt.steps)
    case .hasNoTrust?, .isUnmet?: return nil
    }
  }

  /// The requests of a path, and the first step that cannot be shown as one.
  public func attempt(_ path: Path) -> WalkAttempt {
    var steps: [Walk.Step] = []
    for (index, hop) in path.hops.enumerated() {
      let next = index + 1 < path.hops.count ? path.hops[index + 1] : nil
      do {
        steps.append(try step(hop, in: steps.last?.sessionName, before: next))
      } catch {
        return WalkAttempt(
          steps: steps, obstacle: .init(hop: hop, number: index + 1, reason: error))
      }
    }
    return WalkAttempt(steps: steps, obstacle: nil)
  }

  /// The request of a step in a session of some name, if there was a request before it.
  private func step(
    _ hop: Hop, in session: String?, before next: Hop?
  ) throws(WalkAttempt.Obstacle.Reason) -> Walk.Step {
    guard hop.kind.assumes else { throw .isNoRequest }
    let actor = WalkActor(of: hop, in: trust.graph)
    guard actor == .walker else {
      return Walk.Step(by: actor, role: trust.graph[node: hop.target].id, where: hop.residual)
    }
    guard let index = hop.edges.compactMap({ trust.graph[edge: $0].record }).last,
      trust.grants.indices.contains(index),
      let role = draft.principals.index(ofARN: trust.graph[node: hop.target].id)
    else { throw .hasNoTrust }
    let grant = trust.grants[index]
    let target = draft.principals.all[role]
    let source = draft.principals.index(ofARN: trust.graph[node: hop.source].id)
    let id = source.flatMap { draft.principals.all[$0].uniqueID }
    let name = session ?? hop.residual.demandOnSession(id).nameOfSession
    let side =
      source.map { source in
        Requester.Side(
          request: draft.request(
            draft.caller(source).named(name.map { SymbolicString($0) }), of: source, hop.kind,
            role: target),
          identity: draft.policies.entries[source].identity,
          boundary: draft.policies.entries[source].boundary.set)
      } ?? Requester.Side(grant.party, hop.kind, of: target, draft.sides)
    let residual = hop.residual.inSession(name).and(
      next?.residual.demandOnSession(target.uniqueID) ?? .always)
    guard
      var step = Requester(sides: draft.sides).step(
        grant, hop.kind, of: target, from: trust.graph[node: hop.source], side,
        residual: residual)
    else { throw .isUnmet }
    if session == nil { step.circumstances = step.circumstances.and(hop.residual.onCallersSession) }
    return step
  }
}
