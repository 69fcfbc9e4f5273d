import Logic

extension GraphDraft {
  /// Adds edges from whoever a trust of everybody, or of a whole account, still lets in once its
  /// conditions on identity are taken into account.
  mutating func addSources(
    of grant: TrustGrant, _ index: Int, status: Edge.Status? = nil
  ) {
    // Principals of the inputs, whom a condition names, have a side of their own.
    for (source, left) in zip(grant.sources, grant.sourceResiduals)
    where principals.index(of: source) == nil {
      let node = graph.nodes[Int(source)]
      let isOwn = node.account == graph.nodes[Int(grant.role)].account
      let needsIdentity =
        node.kind == .externalPrincipal && (grant.party.kind == .account || !isOwn)
      let allowed =
        needsIdentity ? Residual.unseen(policiesOf: node.id, grant.kind) : .always
      add(source, index, residual: left.and(allowed), status: status)
    }
  }
}

extension Residual {
  /// What is left open about a caller whose policies are not among the inputs.
  static func unseen(policiesOf name: String, _ kind: Edge.Kind) -> Residual {
    unseen(policiesOf: name, kind.action)
  }

  /// The same for an action.
  static func unseen(policiesOf name: String, _ action: String) -> Residual {
    Residual(
      Proposition("the policies of \(name) allow \(action) on the role"),
      kind: .evidenceMissing)
  }
}
