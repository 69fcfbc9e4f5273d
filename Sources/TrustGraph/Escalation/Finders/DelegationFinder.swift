import Logic

/// Who can lend part of its rights to a partner, for a while.
///
/// The partner and what it asks for are in no input: the edges are possible, and confined.
///
/// Source: IAM API Reference, `AcceptDelegationRequest` and `SendDelegationToken`.
struct DelegationFinder: EscalationFinder {
  static let rows = ["T-DELEG"]

  private static let actions = ["iam:AcceptDelegationRequest", "iam:SendDelegationToken"]

  static func addEdges(to draft: inout EscalationDraft) {
    let bits = EscalationActions.bits(of: actions)
    let asked = Residual.when("a partner asks for temporary access, and its request is accepted")
    for index in draft.actors {
      guard let node = draft.principals.nodes[index],
        let residual = draft.authority.roughly(index, bits, actions[0])?.and(asked)
      else { continue }
      let partner = draft.base.graph.node(Node.anyone.id) { .anyone }
      draft.add(
        partner, to: node, .credential, "T-DELEG", .confined, residual: residual,
        evidence: draft.authority.firstEvidence(index, actions[0]), status: .possible)
    }
  }
}
