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

  /// The requests of a path; nil when a step is no request to STS, or rests on what no request can
  /// settle.
  public func walk(_ path: Path) -> Walk? {
    var steps: [Walk.Step] = []
    for (index, hop) in path.hops.enumerated() {
      // What follows the last role is no request to STS.
      guard hop.kind.assumes else { return steps.isEmpty ? nil : Walk(steps: steps) }
      let next = index + 1 < path.hops.count ? path.hops[index + 1] : nil
      guard let step = step(hop, before: next) else { return nil }
      steps.append(step)
    }
    return steps.isEmpty ? nil : Walk(steps: steps)
  }

  private func step(_ hop: Hop, before next: Hop?) -> Walk.Step? {
    guard let index = hop.edges.compactMap({ trust.graph[edge: $0].record }).last,
      trust.grants.indices.contains(index),
      let role = draft.principals.index(ofARN: trust.graph[node: hop.target].id)
    else { return nil }
    let grant = trust.grants[index]
    let source = draft.principals.index(ofARN: trust.graph[node: hop.source].id)
    let side =
      source.map { source in
        Requester.Side(
          caller: draft.caller(source), identity: identity(of: source),
          boundary: draft.holders.guards[source].boundary.set)
      } ?? Requester.Side(grant.party, hop.kind)
    return Requester(sides: draft.sides).step(
      grant, hop.kind, of: draft.principals.all[role], from: trust.graph[node: hop.source], side,
      residual: hop.residual.ofThisRequest,
      session: next.flatMap { $0.residual.sessionName } ?? "trustpath")
  }

  private func identity(of principal: Int) -> PolicySet {
    PolicySet(
      draft.policies.entries[principal].assuming.map {
        AttachedPolicy(id: "identity", document: $0.alone)
      })
  }
}

extension Residual {
  /// The name that this request demands of the session before it; nil for any.
  fileprivate var sessionName: String? {
    for way in ways {
      guard let literal = way["sts:RoleSessionName", hop: -1] else { continue }
      if let name = literal.values.single.values.first { return name }
    }
    return nil
  }

  /// The requirements on earlier requests left out.
  fileprivate var ofThisRequest: Residual {
    ways.reduce(.never) { result, way in
      result.or(
        way.literals.filter { $0.variable.hop == 0 }.reduce(.always) { $0.and(Residual($1)) })
    }
  }
}
