import Estate
import IAM
import Logic

/// The service control policies that limit what principals of a cluster's account ask of EKS.
struct PlaneGuardrails {
  /// What hangs on the root, the units and the account, root first.
  private var levels: [(set: PolicySet, isAllowList: Bool)] = []

  init(_ account: String, _ estate: Estate) {
    guard let organization = estate.organization, account != organization.managementAccount,
      !organization.isOff(.serviceControl, for: account)
    else { return }
    for place in organization.chain(of: account) {
      let attached = Set(organization.attachments[place] ?? [])
      let policies = organization.policies.filter {
        $0.kind == .serviceControl && attached.contains($0.id)
      }
      let documents = policies.compactMap { policy in
        policy.document.map { AttachedPolicy(id: policy.name ?? policy.id, document: $0) }
      }
      guard !documents.isEmpty else { continue }
      // An export that shows no Allow has left out FullAWSAccess.
      let allows = documents.contains { $0.document.statements.contains { $0.effect == .allow } }
      levels.append((PolicySet(documents), allows && documents.count == policies.count))
    }
  }

  /// What they leave of a request.
  func left(of request: Request, _ evaluator: Evaluator) -> Residual {
    var residual = Residual.always
    for level in levels {
      let outcome = evaluator.outcome(of: level.set, as: .serviceControl, for: request)
      residual = residual.and(outcome.deny.negated)
      if level.isAllowList { residual = residual.and(outcome.allow) }
      if residual.isNever { break }
    }
    return residual
  }
}
