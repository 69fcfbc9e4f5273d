/// A trust policy names an AWS service.
struct ServiceTrustFinder: EdgeFinder {
  static let rows = ["T-SERVICE"]

  static func addEdges(to draft: inout GraphDraft) {
    for (index, grant) in draft.grants.enumerated()
    where grant.dead == nil && grant.party.kind == .service {
      for source in grant.sources { draft.add(source, index, residual: grant.sourceResidual) }
    }
  }
}
