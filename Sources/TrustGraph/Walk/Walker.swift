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
    case .hasNoTrust?, .isUnmet?, .isUnfit?: return nil
    }
  }

  /// The requests of a path, and the first step that cannot be shown as one.
  public func attempt(_ path: Path) -> WalkAttempt {
    var steps: [Walk.Step] = []
    for run in SessionRun.all(of: path, in: trust.graph) {
      let attempt = attempt(run, of: path, after: steps.last)
      steps += attempt.steps
      if let obstacle = attempt.obstacle { return WalkAttempt(steps: steps, obstacle: obstacle) }
    }
    return WalkAttempt(steps: steps, obstacle: nil)
  }

  /// The requests of a run, by whichever of them can set the source identity that it asks for.
  private func attempt(_ run: SessionRun, of path: Path, after last: Walk.Step?) -> WalkAttempt {
    var failed: WalkAttempt?
    for setter in run.setters {
      let attempt = attempt(run, of: path, after: last, setting: setter)
      guard attempt.obstacle != nil else { return attempt }
      failed = failed ?? attempt
    }
    return failed ?? WalkAttempt(steps: [], obstacle: nil)
  }

  private func attempt(
    _ run: SessionRun, of path: Path, after last: Walk.Step?, setting setter: Int?
  ) -> WalkAttempt {
    var steps: [Walk.Step] = []
    var session = WalkSession(name: last?.sessionName)
    for index in run.steps {
      let hop = path.hops[index]
      do {
        let isSetter = index == setter
        let later = isSetter ? path.hops[index + 1..<run.steps.upperBound] : []
        let step = try step(
          hop, in: session, before: index + 1 < path.hops.count ? path.hops[index + 1] : nil,
          demanding: later.reduce(.always) { $0.and($1.residual.demandOnSourceIdentity) })
        session.name = step.sessionName
        if isSetter { session.sourceIdentity = step.sourceIdentity }
        steps.append(step)
      } catch {
        return WalkAttempt(
          steps: steps, obstacle: .init(hop: hop, number: index + 1, reason: error))
      }
    }
    return WalkAttempt(steps: steps, obstacle: nil)
  }

  /// The request of a step in a session, if there was a request before it, whose own session meets a
  /// demand.
  private func step(
    _ hop: Hop, in session: WalkSession, before next: Hop?, demanding demand: Residual
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
    let request = WalkRequest(
      grant: trust.grants[index], hop: hop, role: draft.principals.all[role])
    let source = draft.principals.index(ofARN: trust.graph[node: hop.source].id)
    let id = source.flatMap { draft.principals.all[$0].uniqueID }
    let name = session.name ?? hop.residual.demandOnSession(id).nameOfSession
    let side = side(
      of: request, source, in: WalkSession(name: name, sourceIdentity: session.sourceIdentity))
    // Policies that nobody exported are asked about in the residual, and open in what is evaluated.
    let unseen = source == nil ? hop.residual.map { $0.isOnKey ? .always : Residual($0) } : .always
    var residual = hop.residual.inSession(name)
    if !unseen.isAlways { residual = residual.map { $0.isOnKey ? Residual($0) : .always } }
    if let identity = session.sourceIdentity { residual = residual.withSourceIdentity(identity) }
    let fitting = demand.and(
      next?.residual.demandOnSession(
        request.role.uniqueID, among: residual.namesOfOwnSession) ?? .always)
    guard var step = found(request, side, residual.and(fitting)) else {
      if !fitting.isAlways, found(request, side, residual) != nil { throw .isUnfit(fitting) }
      throw .isUnmet(hop.residual.limit(longest: longest(of: request)))
    }
    step.circumstances = step.circumstances.and(unseen)
    if session.name == nil {
      step.circumstances = step.circumstances.and(hop.residual.onCallersSession)
    }
    return step
  }
}

/// What is known of the session that sends a request.
private struct WalkSession {
  var name: String?
  var sourceIdentity: String?
}

extension Literal {
  /// Whether a request's keys can meet it, rather than what a question is about.
  fileprivate var isOnKey: Bool { variable.key != nil }
}

/// A request that takes a step.
private struct WalkRequest {
  let grant: TrustGrant
  let hop: Hop
  let role: Principal
}

extension Walker {
  /// What the caller's own side says about a request.
  private func side(
    of request: WalkRequest, _ source: Int?, in session: WalkSession
  ) -> Requester.Side {
    guard let source else {
      return Requester.Side(request.grant.party, request.hop.kind, of: request.role, draft.sides)
    }
    var call = draft.request(
      draft.caller(source).named(session.name.map { SymbolicString($0) }), of: source,
      request.hop.kind, role: request.role)
    if let identity = session.sourceIdentity {
      call.context.keys[Residual.sourceIdentity] = .known(.one(identity))
    }
    let entry = draft.policies.entries[source]
    return Requester.Side(request: call, identity: entry.identity, boundary: entry.boundary.set)
  }

  private func found(
    _ request: WalkRequest, _ side: Requester.Side, _ residual: Residual
  ) -> Walk.Step? {
    Requester(sides: draft.sides).step(
      request.grant, request.hop.kind, of: request.role,
      from: trust.graph[node: request.hop.source], side, residual: residual)
  }

  private func longest(of request: WalkRequest) -> Int {
    Requester.longestSession(of: request.role, from: trust.graph[node: request.hop.source])
  }
}
