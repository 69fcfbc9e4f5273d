public import Estate
import IAM
import Logic

/// Makes one request to STS that the evaluator lets in.
struct Requester {
  /// What is asked, and what the caller's own side says.
  struct Side {
    let request: Request
    let identity: PolicySet
    let boundary: PolicySet?
  }

  let sides: Sides

  /// The request that uses a grant; nil when the residual rests on what no request can settle.
  func step(
    _ grant: TrustGrant, _ kind: Edge.Kind, of role: Principal, from source: Node?, _ side: Side,
    residual: Residual
  ) -> Walk.Step? {
    guard let policy = role.trust else { return nil }
    var request = side.request
    let claims = Self.claims(of: source, grant)
    for (key, value) in claims { request.context.keys[key] = .known(.one(value)) }
    let sets = PolicySets(
      identity: side.identity, boundary: side.boundary,
      resource: PolicySet(policy, id: "trust policy"),
      serviceControl: sides.guardrails.callerLevels(of: request),
      resourceControl: sides.guardrails.resourceLevels(of: role))
    // A request without the parameter asks for a default, so that the key is never absent.
    let residual = residual.restricted(Residual.duration, to: .present)
      .lasting(atMost: Self.longestSession(of: role, from: source))
    guard
      let witness = sides.evaluator.witness(of: residual, for: request, sets, usual: Self.usual)
    else { return nil }
    var sent = SessionTags.agreeing(witness.context)
    // What the caller's session has, the next one keeps, which takes a permission.
    if case .known(let identity)? = request.context.keys[Residual.sourceIdentity] {
      sent[Residual.sourceIdentity] = identity
    }
    guard sent == witness.context || isAllowed(request, sending: sent, sets) else { return nil }
    var context = Dictionary(uniqueKeysWithValues: claims.map { ($0.key.display, [$0.value]) })
    for (key, value) in sent where value != Self.usual[key].map(ContextValue.one) {
      switch value {
      case .absent: continue
      case .one(let text): context[key.display] = [text]
      case .many(let texts): context[key.display] = texts
      }
    }
    return Walk.Step(
      kind: kind, role: role.id,
      provider: grant.party.kind == .samlProvider ? grant.party.text.display : nil,
      context: context, sessionName: sent.text(of: "sts:RoleSessionName"),
      asking: witness.way)
  }

  private func isAllowed(
    _ request: Request, sending context: [ContextKey: ContextValue], _ sets: PolicySets
  ) -> Bool {
    var strict = request
    strict.context = RequestContext(context.mapValues { .known($0) }, rest: .absent)
    return sides.evaluator.decide(call: strict, sets).outcome == .allowed
  }

  /// What a request sends that nothing speaks against; the duration is the default of AWS STS.
  private static let usual: [ContextKey: String] = [
    "sts:RoleSessionName": "trustpath", "sts:DurationSeconds": "3600",
  ]

  /// What the bearer of a token is, that the node it starts from stands for.
  private static func claims(of node: Node?, _ grant: TrustGrant) -> [ContextKey: String] {
    guard let token = grant.token, let issuer = token.issuer.literal else { return [:] }
    var claims: [ContextKey: String] = [:]
    switch node?.kind {
    case .serviceAccountToken?:
      let parts = node?.id.split(separator: "/").suffix(2) ?? []
      claims[ContextKey(issuer + ":sub")] = "system:serviceaccount:" + parts.joined(separator: ":")
    case .oidcSubject?:
      let pattern = node?.id.split(separator: "#", maxSplits: 1).last.map(String.init) ?? "*"
      claims[ContextKey(issuer + ":sub")] = subject(TokenScope.pattern(of: pattern), of: issuer)
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

extension Requester {
  /// A subject that a pattern matches; where any will do, one that the issuer writes.
  private static func subject(_ pattern: String, of issuer: String) -> String {
    if pattern == "*", issuer.hasPrefix("oidc.eks.") {
      return "system:serviceaccount:default:default"
    }
    if pattern == "*", issuer == "token.actions.githubusercontent.com" {
      return "repo:any-owner/any-repository:ref:refs/heads/main"
    }
    return pattern.replacing("*", with: "x").replacing("?", with: "x")
  }
}

extension [ContextKey: ContextValue] {
  /// The value of a key that has one; empty without.
  fileprivate func text(of key: ContextKey) -> String {
    if case .one(let text)? = self[key] { text } else { "" }
  }
}

extension Requester.Side {
  /// A party of a trust policy of which nothing more is known.
  init(_ party: TrustedParty, _ kind: Edge.Kind, of role: Principal, _ sides: Sides) {
    self.init(
      request: sides.request(Caller(party, kind), kind, role: role),
      identity: PolicySet(.open, id: "the caller's own policies"), boundary: nil)
  }
}

/// Finds concrete requests that use trust statements, each checked against the trust policy and the
/// policies of the organisation; the caller's own policies are taken to allow them.
public struct GrantWalker: Sendable {
  private let estate: Estate
  private let graph: Graph
  private let requester: Requester

  /// Prepares for the grants of a graph.
  ///
  /// - Complexity: linear in accounts and policies of the organisation.
  public init(_ estate: Estate, _ trust: TrustGraph) {
    self.estate = estate
    graph = trust.graph
    requester = Requester(
      sides: Sides(accounts: AccountDirectory(estate), guardrails: Guardrails(estate)))
  }

  /// The request that uses a grant; nil when it asks for nothing or lets nobody in, when no request
  /// can be shown, and for AWS services, which make their requests themselves.
  public func walk(_ grant: TrustGrant) -> Walk? {
    guard grant.dead == nil, grant.party.kind != .service, !grant.residual.isAlways else {
      return nil
    }
    let role = estate.principals[grant.owner]
    return requester.step(
      grant, grant.kind, of: role, from: grant.source.map { graph[node: $0] },
      Requester.Side(grant.party, grant.kind, of: role, requester.sides), residual: grant.residual
    ).map { Walk(steps: [$0]) }
  }
}
