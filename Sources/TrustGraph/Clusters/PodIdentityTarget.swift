import Estate
import IAM
import Kubernetes
import Logic
import Text

/// The second role of a Pod Identity association, which the first one assumes for the pod.
///
/// Source: EKS API Reference, `PodIdentityAssociation` (`targetRoleArn`, `externalId`,
/// `disableSessionTags`).
extension GraphDraft {
  /// Adds the step of a service account's token through the first role to the second.
  mutating func addTarget(
    of association: PodIdentityAssociation, of cluster: Cluster, _ grant: TrustGrant,
    _ first: Principal, _ residual: Residual, from token: NodeIndex
  ) {
    guard let arn = association.targetRoleARN else { return }
    var places = [Evidence(.grants, at: association.range), Evidence(.trusts, at: grant.range)]
      .compactMap(\.self)
    guard let node = graph.index(of: arn.display), let index = principals.index(of: node) else {
      addUnknownTarget(arn, residual, from: token, places)
      return
    }
    let target = principals.all[index]
    guard let caller = principals.index(of: grant.role) else { return }
    let second = assumption(of: target, by: caller, association, cluster, first)
    if let range = target.trust?.range { places.insert(Evidence(.trusts, at: range), at: 0) }
    let whole = residual.and(second)
    if whole.isNever { return }
    graph.add(
      Edge(
        source: token, target: node, kind: .assumeRole,
        status: whole.isAlways ? .proved : .conditional, residual: whole, via: "T-PODID-TARGET",
        evidence: places))
  }

  private mutating func addUnknownTarget(
    _ arn: SymbolicString, _ residual: Residual, from token: NodeIndex, _ places: [Evidence]
  ) {
    let account = SymbolicARN(arn)?.account.display
    let node = graph.node(arn.display) {
      Node(id: arn.display, kind: .externalPrincipal, account: account, label: arn.display)
    }
    let allowed = Residual(
      Proposition("the trust policy of \(arn.display) lets the first role in"),
      kind: .evidenceMissing)
    graph.add(
      Edge(
        source: token, target: node, kind: .assumeRole, status: .conditional,
        residual: residual.and(allowed), via: "T-PODID-TARGET", evidence: places))
  }

  /// What both sides ask when the first role, tagged by EKS, assumes the second.
  func assumption(
    of target: Principal, by caller: Int, _ association: PodIdentityAssociation,
    _ cluster: Cluster, _ first: Principal
  ) -> Residual {
    guard let trust = target.trust else {
      return Residual(
        Proposition("the trust policy of \(target.id) lets the first role in"),
        kind: .evidenceMissing)
    }
    let entry = policies.entries[caller]
    let sets = PolicySets(
      identity: entry.identity, boundary: entry.boundary.set,
      resource: PolicySet(trust, id: "trust policy"))
    var request = sides.request(self.caller(caller), .assumeRole, role: target)
    request.context.keys["sts:ExternalId"] =
      association.externalID.map { .known(.one($0)) } ?? .known(.absent)
    func answer(tagged: Bool) -> Residual {
      var request = request
      guard tagged else { return sides.evaluator.decide(call: request, sets).residual }
      request.context.keys.merge(
        Self.podTags("aws:PrincipalTag/", association, cluster), uniquingKeysWith: { $1 })
      // Tags of the first session go along with the second only if its trust policy lets them.
      return sides.evaluator.decide(call: request, sets).residual.and(
        sides.evaluator.decide(request.asking(.tagSession), sets).residual)
    }
    guard association.disablesSessionTags == nil else {
      return answer(tagged: association.disablesSessionTags == false)
    }
    let tagged = answer(tagged: true)
    if tagged.isAlways { return tagged }
    return tagged.or(answer(tagged: false).and(.untagged(association)))
  }

  /// Whether EKS gives no pod of the association its role: Pod Identity does not run on Fargate.
  ///
  /// Source: EKS User Guide, "EKS Pod Identity restrictions".
  func isInert(_ association: PodIdentityAssociation, in cluster: Cluster) -> Bool {
    cluster.fargateProfiles.contains { $0.selectsAll(of: association.namespace) }
  }
}
