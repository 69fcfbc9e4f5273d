import Estate
import IAM
import Kubernetes
import Logic
import Text
import TrustGraph

/// A row of the table `pod_trust`.
struct PodTrustRow: Sendable {
  let trust: Int
  let role: Int
  let isLive: Bool
  let holds: Truth
  let asksCluster: Bool
  let asksAccount: Bool
  let asksServiceAccount: Bool
  let clusters: Int
  let range: SourceRange?
}

extension Facts {
  /// Trusts for EKS Pod Identity.
  var podTrusts: [PodTrustRow] {
    grants.enumerated().compactMap { index, grant in
      guard grant.party.kind == .service, grant.party.text.literal == PodTrust.service,
        let principal = principal(of: grant)
      else { return nil }
      let account = estate.principals[principal].account.literal
      return PodTrustRow(
        trust: index + 1, role: principal + 1, isLive: grant.dead == nil, holds: grant.holds,
        asksCluster: grant.asks("aws:SourceArn") || grant.asks("aws:RequestTag/eks-cluster-arn"),
        asksAccount: grant.asks("aws:SourceAccount") || grant.asks("aws:SourceOrgID")
          || grant.asks("aws:SourceOrgPaths"),
        asksServiceAccount: grant.asks("aws:RequestTag/kubernetes-namespace")
          || grant.asks("aws:RequestTag/kubernetes-service-account")
          || grant.asks("aws:RequestTag/eks-cluster-name"),
        clusters: estate.clusters.count { $0.account == nil || $0.account == account },
        range: grant.range)
    }
  }
}

extension TrustGrant {
  /// Whether every way in narrows a key and lets nobody in without it.
  func asks(_ key: ContextKey) -> Bool {
    let values = residual.constraint(on: key)
    return values != .everything && values.contains(.absent) == .no
  }
}
