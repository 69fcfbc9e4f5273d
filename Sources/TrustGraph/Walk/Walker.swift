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
    let target = draft.principals.all[role]
    guard let policy = target.trust else { return nil }
    let source = draft.principals.index(ofARN: trust.graph[node: hop.source].id)
    let caller = source.map(draft.caller) ?? Caller(grant.party, hop.kind)
    var request = draft.sides.request(caller, hop.kind, role: target)
    let name = next.flatMap { $0.residual.sessionName } ?? "trustpath"
    let claims = claims(of: hop, grant)
    for (key, value) in claims { request.context.keys[key] = .known(.one(value)) }
    request.context.keys["sts:RoleSessionName"] = .known(.one(name))
    let sets = PolicySets(
      identity: source.map(identity) ?? PolicySet(.open, id: "the caller's own policies"),
      boundary: source.flatMap { draft.holders.guards[$0].boundary.set },
      resource: PolicySet(policy, id: "trust policy"),
      serviceControl: draft.sides.guardrails.callerLevels(of: request),
      resourceControl: draft.sides.guardrails.resourceLevels(of: target))
    let residual = hop.residual.ofThisRequest
    guard let witness = draft.sides.evaluator.witness(of: residual, for: request, sets) else {
      return nil
    }
    var context = Dictionary(
      uniqueKeysWithValues: claims.map { ($0.key.display, [$0.value]) })
    for (key, value) in witness.context {
      switch value {
      case .absent: continue
      case .one(let text): context[key.display] = [text]
      case .many(let texts): context[key.display] = texts
      }
    }
    return Walk.Step(
      kind: hop.kind, role: target.id,
      provider: grant.party.kind == .samlProvider ? grant.party.text.display : nil,
      context: context, sessionName: name)
  }

  private func identity(of principal: Int) -> PolicySet {
    PolicySet(
      draft.policies.entries[principal].assuming.map {
        AttachedPolicy(id: "identity", document: $0.alone)
      })
  }

  /// What the bearer of a token is, that the node it starts from stands for.
  private func claims(
    of hop: Hop, _ grant: TrustGrant
  ) -> [ContextKey: String] {
    guard let token = grant.token, let issuer = token.issuer.literal else { return [:] }
    var claims: [ContextKey: String] = [:]
    let node = trust.graph[node: hop.source]
    switch node.kind {
    case .serviceAccountToken:
      let parts = node.id.split(separator: "/").suffix(2)
      claims[ContextKey(issuer + ":sub")] = "system:serviceaccount:" + parts.joined(separator: ":")
    case .oidcSubject:
      let pattern = node.id.split(separator: "#", maxSplits: 1).last.map(String.init) ?? "*"
      claims[ContextKey(issuer + ":sub")] =
        pattern.replacing("*", with: "x").replacing("?", with: "x")
    default: break
    }
    if case .these(let values, isExact: true) = token.audiences, let first = values.first?.literal {
      claims[ContextKey(issuer + ":aud")] = first
    } else if token.audiences == .any {
      claims[ContextKey(issuer + ":aud")] = "sts.amazonaws.com"
    }
    return claims
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
