import Estate
import Logic

/// Who can open resources to others: which resources there are is not read, so all is possible.
struct ResourcePolicyFinder: EscalationFinder {
  static let rows = ["rs-01", "kms-01"]

  static func addEdges(to draft: inout EscalationDraft) {
    let bits = ResourceRow.all.map { $0.actions.map { EscalationActions.bits(of: $0) } }
    for index in draft.actors where !draft.isAdministrator(index) {
      guard let node = draft.principals.nodes[index] else { continue }
      let account = draft.principals.all[index].account.display
      for (row, actions) in zip(ResourceRow.all, bits) {
        guard let (way, residual) = way(index, row, actions, draft.authority) else { continue }
        let id = "resources:\(account):\(row.service)"
        let target = draft.base.graph.node(id) {
          Node(id: id, kind: .resources, account: account, label: "\(row.service) of \(account)")
        }
        draft.add(
          node, to: target, .policyChange, row.id, .modify, residual: residual,
          evidence: draft.authority.firstEvidence(index, way), status: .possible)
      }
    }
  }

  private static func way(
    _ principal: Int, _ row: ResourceRow, _ bits: [ActionBits], _ authority: AuthorityIndex
  ) -> (action: String, residual: Residual)? {
    for (action, bits) in zip(row.actions, bits) {
      if let residual = authority.roughly(principal, bits, action) { return (action, residual) }
    }
    return nil
  }
}
