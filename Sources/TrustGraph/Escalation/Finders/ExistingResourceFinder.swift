import Estate
import Logic

/// Who could run something else with what already runs with a role.
struct ExistingResourceFinder: EscalationFinder {
  static let rows = ExistingRow.all.map(\.id)

  static func addEdges(to draft: inout EscalationDraft) {
    let served = draft.servedRoles()
    let rows = ExistingRow.all.filter { draft.draws($0.id) }.map {
      ($0, EscalationActions.bits(of: $0.actions))
    }
    for index in draft.actors where !draft.isAdministrator(index) {
      guard let node = draft.principals.nodes[index] else { continue }
      let account = draft.principals.all[index].account.display
      let own = rows.filter { draft.authority.mayHave(index, $0.1) }
      for service in served.services(in: account) {
        guard let way = way(index, own, service, draft.authority) else { continue }
        let hub = hub(service, account, served, &draft)
        draft.base.graph.add(
          Edge(
            source: node, target: hub, kind: .contains, status: .possible, residual: way.residual,
            via: way.row.id, evidence: draft.authority.firstEvidence(index, way.row.actions[0])))
      }
    }
  }

  /// The first row of a service that a principal can take.
  private static func way(
    _ principal: Int, _ rows: [(ExistingRow, ActionBits)], _ service: String,
    _ authority: AuthorityIndex
  ) -> (row: ExistingRow, residual: Residual)? {
    for (row, bits) in rows where row.services.contains(service) {
      if let residual = authority.roughly(principal, bits, row.actions[0]) {
        return (row, residual)
      }
    }
    return nil
  }

  /// One set node for each service and account.
  private static func hub(
    _ service: String, _ account: String, _ served: ServedRoles, _ draft: inout EscalationDraft
  ) -> NodeIndex {
    let name = "existing:\(account):\(service)"
    if let known = draft.base.graph.index(of: "hub:" + name) { return known }
    let hub = draft.base.hub(name, account: SymbolicString(account))
    for role in served.roles(of: service, in: account) {
      guard let node = draft.principals.nodes[role.principal] else { continue }
      let runs = Residual.when("something of \(service) runs with the role")
      draft.add(
        hub, to: node, .passRole, "existing", .full, residual: role.residual.and(runs),
        evidence: role.evidence, status: .possible)
    }
    return hub
  }
}
