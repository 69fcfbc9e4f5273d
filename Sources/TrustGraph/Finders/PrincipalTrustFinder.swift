import IAM
import Logic

/// A trust policy names a user, a role or one session of a role.
struct PrincipalTrustFinder: EdgeFinder {
  static let rows = ["T-ARN-SAME", "T-ARN-CROSS", "T-SESSION", "T-FEDUSER", "T-SELF"]

  static func addEdges(to draft: inout GraphDraft) {
    for (index, grant) in draft.grants.enumerated() where grant.dead == nil {
      switch grant.party.kind {
      case .user, .role: addPrincipal(grant, index, &draft)
      case .session: addSession(grant, index, &draft)
      case .federatedUser, .unresolved: addUnverified(grant, index, &draft)
      default: break
      }
    }
  }

  private static func addPrincipal(_ grant: TrustGrant, _ index: Int, _ draft: inout GraphDraft) {
    guard let principal = grant.principal, let node = draft.principals.nodes[principal] else {
      addUnverified(grant, index, &draft)
      return
    }
    let isSelf = node == grant.role
    let outcome = draft.twoSided(grant, principal)
    draft.add(
      node, index, residual: outcome.residual, evidence: outcome.evidence,
      via: isSelf ? "T-SELF" : nil)
  }

  /// The caller's side is not among the inputs.
  private static func addUnverified(_ grant: TrustGrant, _ index: Int, _ draft: inout GraphDraft) {
    guard let source = grant.source else { return }
    let needsIdentity = grant.isSameAccount != .yes && grant.party.kind != .unresolved
    let allowed = Residual.unseen(policiesOf: grant.party.text.display, grant.kind)
    draft.add(
      source, index, residual: needsIdentity ? grant.residual.and(allowed) : grant.residual)
  }

  private static func addSession(_ grant: TrustGrant, _ index: Int, _ draft: inout GraphDraft) {
    guard let name = grant.party.name?.literal, let role = grant.party.roleName?.literal,
      let account = grant.party.account,
      let principal = draft.principals.role(named: role, in: account),
      let node = draft.principals.nodes[principal]
    else {
      addUnverified(grant, index, &draft)
      return
    }
    let outcome = draft.twoSided(grant, principal, session: grant.party.name)
    // The request before this one gave the session its name.
    let named = Residual(
      Literal(
        Variable(.key("sts:RoleSessionName"), hop: -1), in: ValueSet(texts: [name]),
        kind: .callerChosen))
    draft.add(
      node, index, residual: outcome.residual.and(named), evidence: outcome.evidence)
  }
}
