import Estate
import Logic

/// Who can reach into every account from the management account or a delegated administrator's.
struct OrganizationFinder: EscalationFinder {
  static let rows = OrganizationRow.all.map(\.id)

  static func addEdges(to draft: inout EscalationDraft) {
    guard let organization = draft.base.estate.organization else { return }
    for index in draft.actors {
      let account = draft.principals.all[index].account.display
      for row in OrganizationRow.all where row.isOpen(to: account, organization) {
        let residual = draft.authority.residual(index, row.actions).and(.when(row.condition))
        guard !residual.isNever, let node = draft.principals.nodes[index] else { continue }
        let evidence = draft.authority.firstEvidence(index, row.actions[0])
        if row.capability == .guard {
          let target = draft.organization(organization)
          draft.add(
            node, to: target, .policyChange, row.id, .guard, residual: residual,
            evidence: evidence)
        } else {
          let hub = hub(organization, &draft)
          draft.base.graph.add(
            Edge(
              source: node, target: hub, kind: .contains,
              status: residual.isAlways ? .proved : .conditional, residual: residual, via: row.id,
              evidence: evidence))
        }
      }
    }
  }

  /// One set node in front of the administrators of all member accounts.
  private static func hub(
    _ organization: Organization, _ draft: inout EscalationDraft
  ) -> NodeIndex {
    let name = "member-accounts"
    if let known = draft.base.graph.index(of: "hub:" + name) { return known }
    let hub = draft.base.hub(name)
    for account in organization.accounts.keys.sorted()
    where account != organization.managementAccount {
      draft.add(
        hub, to: draft.administrator(of: account), .selfAdmin, "organization", .own,
        residual: .always, evidence: [])
    }
    return hub
  }
}

extension OrganizationRow {
  /// Whether the row works from an account.
  fileprivate func isOpen(to account: String, _ organization: Organization) -> Bool {
    if account == organization.managementAccount { return true }
    guard let service, let delegated = organization.delegates[account] else { return false }
    return delegated.contains(service)
  }
}

extension EscalationDraft {
  fileprivate mutating func organization(_ organization: Organization) -> NodeIndex {
    let id = "organization:" + (organization.id ?? "o-unknown")
    return base.graph.node(id) {
      Node(id: id, kind: .organization, account: nil, label: organization.id ?? "organization")
    }
  }
}
