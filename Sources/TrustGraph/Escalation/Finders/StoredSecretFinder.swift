import Estate
import Logic

/// Who can read where keys of users may lie.
///
/// Nothing says where they do: all edges are possible, through one set node for each account.
struct StoredSecretFinder: EscalationFinder {
  static let rows = ["secrets-01"]

  private static let ways = ["secretsmanager:GetSecretValue", "ssm:GetParameter", "s3:GetObject"]

  static func addEdges(to draft: inout EscalationDraft) {
    let bits = ways.map { EscalationActions.bits(of: $0) }
    for index in draft.actors where !draft.isAdministrator(index) {
      let account = draft.principals.all[index].account.display
      guard let users = draft.users[account], users != [index],
        let (way, residual) = way(index, bits, draft.authority),
        let node = draft.principals.nodes[index]
      else { continue }
      let hub = hub(account, users, &draft)
      draft.base.graph.add(
        Edge(
          source: node, target: hub, kind: .contains, status: .possible, residual: residual,
          via: "secrets-01", evidence: draft.authority.firstEvidence(index, way)))
    }
  }

  private static func way(
    _ principal: Int, _ bits: [ActionBits], _ authority: AuthorityIndex
  ) -> (action: String, residual: Residual)? {
    for (action, bits) in zip(ways, bits) {
      if let residual = authority.roughly(principal, bits, action) { return (action, residual) }
    }
    return nil
  }

  private static func hub(
    _ account: String, _ users: [Int], _ draft: inout EscalationDraft
  ) -> NodeIndex {
    let name = "secrets:" + account
    if let known = draft.base.graph.index(of: "hub:" + name) { return known }
    let hub = draft.base.hub(name, account: SymbolicString(account))
    for user in users {
      guard let node = draft.principals.nodes[user] else { continue }
      draft.add(
        hub, to: node, .credential, "secrets-01", .full,
        residual: .when("an access key of the user lies where the caller can read"), evidence: [],
        status: .possible)
    }
    return hub
  }
}
