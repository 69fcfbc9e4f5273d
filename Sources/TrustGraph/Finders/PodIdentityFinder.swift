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
  static let service = "pods.eks.amazonaws.com"

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
    let residual = trust(grant, association, of: cluster, role, draft)
      .and(association.guards.residual)
    if residual.isNever || draft.isInert(association, in: cluster) { return }
    let token = draft.token(association.namespace, association.serviceAccount, of: cluster)
    let handed = GraphDraft.handedOn(by: association, cluster)
    if association.targetRoleARN != nil {
      // Pods get the sessions of the second role only.
      draft.addTarget(of: association, of: cluster, grant, role, residual, from: token)
      if let target = association.targetRoleARN.flatMap({ draft.graph.index(of: $0.display) }) {
        draft.podSessions[NodePair(source: token, target: target)] = handed
      }
      return
    }
    draft.podSessions[NodePair(source: token, target: grant.role)] = handed
    draft.add(
      token, index, residual: residual,
      evidence: [Evidence(.grants, at: association.range)].compactMap(\.self), via: "T-PODID")
  }

  /// What the trust policy asks, with the tags that EKS passes unless the association disables them.
  private static func trust(
    _ grant: TrustGrant, _ association: PodIdentityAssociation, of cluster: Cluster,
    _ role: Principal, _ draft: GraphDraft
  ) -> Residual {
    func trust(tagged: Bool) -> Residual {
      draft.trust(grant, association, of: cluster, role, tagged: tagged)
    }
    guard association.disablesSessionTags == nil else {
      return trust(tagged: association.disablesSessionTags == false)
    }
    let tagged = trust(tagged: true)
    if tagged.isAlways { return tagged }
    return tagged.or(trust(tagged: false).and(.untagged(association)))
  }
}

extension Residual {
  /// Nobody tells whether the sessions of an association have tags.
  static func untagged(_ association: PodIdentityAssociation) -> Residual {
    Residual(
      Proposition("the association disables session tags", at: association.range),
      kind: .evidenceMissing)
  }
}

extension GraphDraft {
  /// The keys of the tags that EKS gives to the sessions of pods, all of them transitive.
  ///
  /// Source: EKS User Guide, "Grant Pods access to AWS resources based on tags".
  private static let podTags = [
    "eks-cluster-arn", "eks-cluster-name", "kubernetes-namespace", "kubernetes-service-account",
    "kubernetes-pod-name", "kubernetes-pod-uid",
  ]

  /// The tags of a pod's session as keys that begin with a prefix, as far as they are known.
  static func podTags(
    _ prefix: String, _ association: PodIdentityAssociation, _ cluster: Cluster
  ) -> [ContextKey: RequestContext.Knowledge] {
    let values = [
      cluster.arn, cluster.name, association.namespace, association.serviceAccount, nil, nil,
    ]
    return Dictionary(
      uniqueKeysWithValues: zip(podTags, values).map { tag, value in
        (
          ContextKey(prefix + tag),
          value.map { .known(.one($0)) }
            ?? .within(ValueSet(absent: false, single: .everything, many: .nothing))
        )
      })
  }

  /// What the sessions of an association hand on.
  fileprivate static func handedOn(
    by association: PodIdentityAssociation, _ cluster: Cluster
  ) -> HandedOn {
    let federation = HandedOn.Federation.unfederated
    switch association.disablesSessionTags {
    case true?: return HandedOn(federation: federation)
    case false?:
      return HandedOn(
        values: podTags("aws:PrincipalTag/", association, cluster).mapValues(\.values),
        federation: federation, untagged: .never)
    case nil: return HandedOn(federation: federation, untagged: .untagged(association))
    }
  }

  /// What the trust policy still asks when EKS assumes the role for a service account.
  fileprivate func trust(
    _ grant: TrustGrant, _ association: PodIdentityAssociation, of cluster: Cluster,
    _ role: Principal, tagged: Bool
  ) -> Residual {
    if grant.residual.isAlways, !tagged { return .always }
    guard let found = statement(of: grant) else { return .never }
    var request = sides.request(.service(grant.party.text), grant.kind, role: role)
    for (key, value) in [
      ("aws:SourceAccount", cluster.account), ("aws:SourceArn", cluster.arn),
    ] as [(ContextKey, String?)] {
      if let value { request.context.keys[key] = .known(.one(value)) }
    }
    let tags = Self.podTags("aws:RequestTag/", association, cluster)
    for (key, value) in tags { request.context.keys[key] = tagged ? value : .known(.absent) }
    for key in ["aws:TagKeys", "sts:TransitiveTagKeys"] as [ContextKey] {
      request.context.keys[key] = .known(tagged ? .many(Self.podTags) : .absent)
    }
    let residual = sides.trust(found.statement, of: found.document, request).left
    guard residual.isNever, cluster.arn != nil else { return residual }
    // Documents show the cluster's ARN as source, and do not say that it is never another one.
    request.context.keys["aws:SourceArn"] = nil
    let open = sides.trust(found.statement, of: found.document, request).left
    if open.isNever { return open }
    return open.and(
      Residual(
        Proposition("EKS calls with another aws:SourceArn than the cluster's"),
        kind: .undocumented))
  }
}
