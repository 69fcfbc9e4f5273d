import Logic

/// A trust policy lets the tokens or assertions of an identity provider in.
struct FederationFinder: EdgeFinder {
  static let rows = ["T-OIDC", "T-SAML", "T-IDC", "T-WEBIDP"]

  static func addEdges(to draft: inout GraphDraft) {
    for (index, grant) in draft.grants.enumerated() where grant.dead == nil {
      switch grant.party.kind {
      case .oidcProvider, .samlProvider, .webIdentityProvider:
        for (source, left) in zip(grant.sources, grant.sourceResiduals) {
          let doubt = TokenScope.doubt(about: draft.graph.nodes[Int(source)])
          draft.add(
            source, index, residual: left.and(doubt ?? .always),
            status: doubt == nil ? nil : .possible)
        }
      default: break
      }
    }
  }
}
