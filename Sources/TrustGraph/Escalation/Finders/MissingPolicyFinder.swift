import Estate
import IAM
import Logic

/// Who may assume roles that leave it to an account, by a policy that is not among the inputs.
///
/// One set node for each account and kind of principal, so that edges grow with principals and roles.
struct MissingPolicyFinder: EscalationFinder {
  static let rows = ["T-ROOT-SAME", "T-ROOT-CROSS"]

  static func addEdges(to draft: inout EscalationDraft) {
    var hubs: [String: NodeIndex] = [:]
    for index in draft.actors {
      let principal = draft.principals.all[index]
      let missing = draft.base.policies.entries[index].missing
      guard !missing.isEmpty, let node = draft.principals.nodes[index],
        !draft.authority.isCertain(index, assuming)
      else { continue }
      let name = "may-be-allowed:\(principal.account.display):\(principal.kind.rawValue)"
      let hub = hubs[name] ?? addHub(name, principal, &draft)
      hubs[name] = hub
      let allowed = missing.reduce(Residual.never) { residual, question in
        residual.or(
          Residual(
            Proposition(
              "\(question.text), which is not in the inputs, allows it", at: question.range),
            kind: .evidenceMissing))
      }
      draft.base.contain(
        node, in: hub, residual: allowed, at: missing.lazy.compactMap(\.range).first)
    }
  }

  private static let assuming = EscalationActions.bits(of: KnownAction.assumeRole.rawValue)

  private static func addHub(
    _ name: String, _ principal: Principal, _ draft: inout EscalationDraft
  ) -> NodeIndex {
    let hub = draft.base.hub(name, account: principal.account)
    let grants =
      draft.base.grantIndex.toAccount(principal.account.display)
      + draft.base.grantIndex.toAnyone.grants.sorted()
    for index in grants {
      let residual = draft.base.trust(index, of: principal.kind, in: principal.account)
      draft.base.add(hub, index, residual: residual, status: .possible)
    }
    return hub
  }
}
