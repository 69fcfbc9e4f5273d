import Estate
import IAM
import Logic
import Synchronization

/// What sessions hand on, by the policies of the estate.
final class PolicyHandover: SessionHandover {
  private let draft: GraphDraft
  private let known = Mutex<[Question: Residual]>([:])

  private struct Question: Hashable {
    let action: KnownAction
    let ends: NodePair
  }

  /// Keeps what a finished draft looks policies up in.
  init(_ draft: GraphDraft) {
    var draft = draft
    draft.graph = GraphBuilder(capacity: 0)
    self.draft = draft
  }

  func handedOn(by hop: Hop, in graph: Graph) -> HandedOn {
    let source = graph[node: hop.source]
    let ends = NodePair(source: hop.source, target: hop.target)
    if PodIdentityFinder.rows.contains(hop.via) { return draft.podSessions[ends] ?? HandedOn() }
    if let handed = handedOn(by: source) { return handed }
    guard hop.kind == .assumeRoleWithWebIdentity || hop.kind == .assumeRoleWithSAML,
      let record = graph[edge: hop.edges[hop.edges.count - 1]].record
    else { return HandedOn() }
    return draft.grants[record].handedOn(to: source)
  }

  func permission(_ action: KnownAction, for hop: Hop, in graph: Graph) -> Residual {
    let question = Question(
      action: action, ends: NodePair(source: hop.source, target: hop.target))
    if let residual = known.withLock({ $0[question] }) { return residual }
    let residual = answer(question, in: graph)
    known.withLock { $0[question] = residual }
    return residual
  }

  private func answer(_ question: Question, in graph: Graph) -> Residual {
    let target = graph[node: question.ends.target].id
    let action = question.action
    guard
      let role = draft.principals.index(of: question.ends.target).map({ draft.principals.all[$0] }),
      let trust = role.trust
    else { return .when("the trust policy of \(target) allows \(action.rawValue), too") }
    guard let caller = draft.principals.index(of: question.ends.source) else {
      let source = graph[node: question.ends.source].id
      let party = TrustedParty(Assumption.entry(naming: source))
      let request = draft.sides.request(Caller(party, .assumeRole), .assumeRole, role: role)
      return draft.sides.permission(action, by: PolicySet(trust, id: "trust policy"), request)
        .and(.unseen(policiesOf: source, action.rawValue))
    }
    let request = draft.request(draft.caller(caller), of: caller, .assumeRole, role: role)
    let sets = draft.sets(of: caller, assuming: role, request)
    return draft.sides.evaluator.decide(request.asking(action), sets).residual
  }
}

extension TrustGrant {
  /// What the session of a token or an assertion hands on.
  fileprivate func handedOn(to source: Node) -> HandedOn {
    let provider = party.text.literal.flatMap { $0.hasPrefix("arn:") ? $0 : nil }
    guard let token, let issuer = token.issuer.literal else {
      guard kind == .assumeRoleWithSAML else { return HandedOn() }
      return HandedOn(federation: HandedOn.Federation(of: "saml", provider: provider))
    }
    let federation = HandedOn.Federation(of: issuer, provider: provider)
    guard let subject = TokenScope.subject(of: source) else {
      return HandedOn(federation: federation)
    }
    return HandedOn(
      values: [ContextKey(issuer + ":sub"): ValueSet(texts: [subject])], federation: federation)
  }
}

extension TokenScope {
  /// The subject that a node stands for; nil where it may be one of several.
  fileprivate static func subject(of node: Node) -> String? {
    let text: String? =
      switch node.kind {
      case .serviceAccountToken:
        "system:serviceaccount:" + node.id.split(separator: "/").suffix(2).joined(separator: ":")
      case .oidcSubject: node.id.split(separator: "#", maxSplits: 1).last.map(String.init)
      default: nil
      }
    guard let text, !text.hasPrefix(literally), !text.contains(where: "*?$ ".contains) else {
      return nil
    }
    return text
  }
}
