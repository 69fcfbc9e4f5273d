import Estate
import Logic

/// A trust policy names an AWS service.
///
/// Resources of templates that hand the role to the service are evidence that it is used.
struct ServiceTrustFinder: EdgeFinder {
  static let rows = ["T-SERVICE", "T-EC2", "T-RA", "T-IOT"]

  static func addEdges(to draft: inout GraphDraft) {
    let uses = Dictionary(grouping: draft.estate.roleUses) { $0.role.display }
    for (index, grant) in draft.grants.enumerated()
    where grant.dead == nil && grant.party.kind == .service {
      let places =
        uses.isEmpty ? [] : evidence(of: uses[draft.role(of: grant)?.id ?? ""] ?? [], grant)
      for (source, left) in zip(grant.sources, grant.sourceResiduals) {
        draft.add(source, index, residual: left, evidence: places)
      }
    }
  }

  private static func evidence(of uses: [RoleUse], _ grant: TrustGrant) -> [Evidence] {
    uses.filter { $0.isBy(service: grant.party.text.display) != .no }
      .compactMap { use in use.range.map { Evidence(.intends, at: $0) } }
  }
}
