import Estate
import IAM
import Logic

/// Trust that asks who exactly the caller is, met by the members of a set one by one.
enum PersonalTrust {
  /// Adds edges from the members whom the grant lets in.
  static func addEdges(
    from set: HolderSet, to index: Int, identity: Residual, _ draft: inout GraphDraft
  ) {
    let grant = draft.grants[index]
    let admission = draft.admission(of: grant, in: set.account)
    for member in set.members where admission.mayAdmit(member.principal) {
      let both = identity.and(draft.trust(grant, principal: member.principal))
      let residual = draft.permitted(both, grant, of: member.principal)
      draft.add(
        member.node, index, residual: residual,
        evidence: set.evidence(granted: member.range))
    }
  }
}

extension Caller {
  /// Some principal of the same kind and account, unless this very one matters.
  func general(unless isPersonal: Bool) -> Caller {
    isPersonal ? self : Caller(kind, partition: partition, account: account)
  }
}
