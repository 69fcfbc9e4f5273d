import Estate
import IAM
import Logic

/// Who can get a token from its own account that another role takes for a web identity.
///
/// Which account an issuer is of is in no input, so a trust that takes every subject of one is no
/// more than possible.
///
/// Source: IAM User Guide, "Federating AWS identities to external services", token claims.
struct OutboundTokenFinder: EscalationFinder {
  static let rows = ["T-OUTBOUND"]

  private static let action = "sts:GetWebIdentityToken"
  private static let domain = ".tokens.sts.global.api.aws"

  static func addEdges(to draft: inout EscalationDraft) {
    let bits = EscalationActions.bits(of: action)
    var holders: [Int]?
    for (index, grant) in draft.base.grants.enumerated() where grant.dead == nil {
      guard grant.party.kind == .oidcProvider, let issuer = grant.token?.issuer.literal,
        issuer.lowercased().hasSuffix(domain)
      else { continue }
      let known = holders ?? draft.actors.filter { draft.authority.mayHave($0, bits) }
      holders = known
      add(index, issuer, known, &draft)
    }
  }

  /// One set node for each issuer and subject.
  private static func add(
    _ index: Int, _ issuer: String, _ holders: [Int], _ draft: inout EscalationDraft
  ) {
    let grant = draft.base.grants[index]
    let subject = ContextKey(issuer + ":sub")
    let audience = ContextKey(issuer + ":aud")
    let subjects = grant.residual.constraint(on: subject)
    let patterns = subjects.patterns?.compactMap(\.text.literal)
    // Whoever asks for a token chooses its audience.
    let rest = [subject, audience].reduce(grant.residual) {
      $0.restricted($1, to: grant.residual.constraint(on: $1))
    }
    for pattern in patterns ?? ["*"] {
      let hub = hub(issuer, pattern, holders, isPinned: patterns != nil, &draft)
      guard let hub else { continue }
      draft.add(
        hub, to: grant.role, .assumeRoleWithWebIdentity, "T-OUTBOUND", .full, residual: rest,
        evidence: grant.range.map { [Evidence(.trusts, at: $0)] } ?? [])
    }
  }

  private static func hub(
    _ issuer: String, _ pattern: String, _ holders: [Int], isPinned: Bool,
    _ draft: inout EscalationDraft
  ) -> NodeIndex? {
    let id = "tokens:\(issuer)#\(pattern)"
    if let known = draft.base.graph.index(of: "hub:" + id) { return known }
    let glob = Array(pattern.utf8)
    var candidates = holders
    if !pattern.contains(where: { $0 == "*" || $0 == "?" }) {
      guard let named = draft.principals.index(ofARN: pattern),
        draft.authority.mayHave(named, EscalationActions.bits(of: action))
      else { return nil }
      candidates = [named]
    }
    var members: [(node: NodeIndex, member: Int, residual: Residual)] = []
    for member in candidates {
      let owner = draft.principals.all[member]
      guard let node = draft.principals.nodes[member], let arn = owner.arn.literal,
        Glob.matches(glob, Array(arn.utf8))
      else { continue }
      let residual = draft.authority.residual(member, [action]).and(
        .when("\(issuer) is the issuer of account \(owner.account.display)"))
      if !residual.isNever { members.append((node, member, residual)) }
    }
    guard !members.isEmpty else { return nil }
    let hub = draft.base.hub(id)
    for (node, member, residual) in members {
      draft.base.graph.add(
        Edge(
          source: node, target: hub, kind: .contains,
          status: isPinned ? .conditional : .possible, residual: residual, via: "T-OUTBOUND",
          evidence: draft.authority.firstEvidence(member, action)))
    }
    return hub
  }
}
