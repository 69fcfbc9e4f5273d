import IAM
import Logic

/// What the administrators of an account can become in other accounts: everybody whom those trust.
struct AdministratorFinder: EscalationFinder {
  static let rows = ["T-ROOT-CROSS", "T-ARN-CROSS", "T-SESSION"]

  static func addEdges(to draft: inout EscalationDraft) {
    for (index, grant) in draft.base.grants.enumerated()
    where grant.dead == nil && grant.kind == .assumeRole {
      guard let account = grant.party.account, grant.isSameAccount != .yes,
        let node = draft.base.graph.index(of: "admin:" + account.display)
      else { continue }
      switch grant.party.kind {
      case .account, .user, .role, .session:
        draft.base.add(node, index, residual: grant.residual)
      default: continue
      }
    }
  }
}
