import Estate
import IAM
import Kubernetes
import Logic
import Text

/// EKS Pod Identity associations: a service account gets the sessions of a role.
///
/// Source: EKS User Guide, "Assign an IAM role to a Kubernetes service account" and "Grant Pods
/// access to AWS resources based on tags".
struct PodIdentityFinder: EdgeFinder {
  static let rows = ["T-PODID", "T-PODID-TARGET"]
  private static let service = "pods.eks.amazonaws.com"

  static func addEdges(to draft: inout GraphDraft) {
    let grants = draft.grants.enumerated().filter {
      $0.element.dead == nil && $0.element.party.kind == .service
        && $0.element.party.text.literal == service
    }
    guard !grants.isEmpty else { return }
    for cluster in draft.estate.clusters {
      for association in cluster.podIdentityAssociations {
        guard let role = association.roleARN?.display, let node = draft.graph.index(of: role) else {
          continue
        }
        for (index, grant) in grants where grant.role == node {
          add(association, of: cluster, grant, index, &draft)
        }
      }
    }
  }

  private static func add(
    _ association: PodIdentityAssociation, of cluster: Cluster, _ grant: TrustGrant, _ index: Int,
    _ draft: inout GraphDraft
  ) {
    guard let role = draft.role(of: grant) else { return }
    if let account = cluster.account, let own = role.account.literal, account != own { return }
    var residual = draft.trust(grant, association, of: cluster, role)
    if association.disablesSessionTags != true, !mayTag(role) {
      guard association.disablesSessionTags == nil else { return }
      residual = residual.and(
        Residual(
          Proposition("the association disables session tags", at: association.range),
          kind: .evidenceMissing))
    }
    for condition in association.guards {
      residual = residual.and(
        Residual(
          Proposition("the template's \(condition.name) holds", at: association.range),
          kind: .templateParameter))
    }
    if residual.isNever || draft.isInert(association, in: cluster) { return }
    let token = draft.token(association.namespace, association.serviceAccount, of: cluster)
    if association.targetRoleARN != nil {
      // Pods get the sessions of the second role only.
      draft.addTarget(of: association, of: cluster, grant, role, residual, from: token)
      return
    }
    draft.add(
      token, index, residual: residual,
      evidence: [Evidence(.grants, at: association.range)].compactMap(\.self), via: "T-PODID")
  }

  /// Whether the trust policy lets the service tag sessions, or may.
  private static func mayTag(_ role: Principal) -> Bool {
    tags(role) || role.trust?.isOpaque ?? true
  }

  private static func tags(_ role: Principal) -> Bool {
    (role.trust?.statements ?? []).contains { statement in
      guard statement.effect == .allow, case .these(let entries) = statement.principals,
        AssumeActions(statement).contains(.tagSession)
      else { return false }
      return entries.contains { $0.family == .service && $0.text.literal == service }
    }
  }
}

extension GraphDraft {
  /// The tags that EKS gives to the sessions of pods.
  ///
  /// Source: EKS User Guide, "Grant Pods access to AWS resources based on tags".
  private static let podTags: [ContextKey] = [
    "aws:RequestTag/eks-cluster-arn", "aws:RequestTag/eks-cluster-name",
    "aws:RequestTag/kubernetes-namespace", "aws:RequestTag/kubernetes-service-account",
    "aws:RequestTag/kubernetes-pod-name", "aws:RequestTag/kubernetes-pod-uid",
  ]

  /// What the trust policy still asks when EKS assumes the role for a service account.
  fileprivate func trust(
    _ grant: TrustGrant, _ association: PodIdentityAssociation, of cluster: Cluster,
    _ role: Principal
  ) -> Residual {
    if grant.residual.isAlways { return .always }
    guard let found = statement(of: grant) else { return .never }
    var request = sides.request(.service(grant.party.text), grant.kind, role: role)
    var keys: [(ContextKey, String?)] = [
      ("aws:SourceAccount", cluster.account), ("aws:SourceArn", cluster.arn),
    ]
    if association.disablesSessionTags != true {
      keys += [
        ("aws:RequestTag/eks-cluster-arn", cluster.arn),
        ("aws:RequestTag/eks-cluster-name", cluster.name),
        ("aws:RequestTag/kubernetes-namespace", association.namespace),
        ("aws:RequestTag/kubernetes-service-account", association.serviceAccount),
      ]
    }
    for (key, value) in keys {
      if let value { request.context.keys[key] = .known(.one(value)) }
    }
    if association.disablesSessionTags == true {
      for tag in Self.podTags { request.context.keys[tag] = .known(.absent) }
    }
    let residual = sides.trust(found.statement, of: found.document, request).withDenies
    guard residual.isNever, cluster.arn != nil else { return residual }
    // Documents show the cluster's ARN as source, and do not say that it is never another one.
    request.context.keys["aws:SourceArn"] = nil
    let open = sides.trust(found.statement, of: found.document, request).withDenies
    if open.isNever { return open }
    return open.and(
      Residual(
        Proposition("EKS calls with another aws:SourceArn than the cluster's"),
        kind: .undocumented))
  }
}
