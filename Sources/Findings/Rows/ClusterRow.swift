import Estate
import Kubernetes
import Logic
import Text
import TrustGraph

/// A row of the table `k8s_cluster`.
struct ClusterRow: Sendable {
  let id: Int
  let cluster: String
  let account: String?
  let mode: String
  let creator: String?
  let creatorExposure: Int?
  let hidesCreator: Truth
  let keepsCreator: Truth
  let readsAWSAuth: Truth
  let hasAWSAuth: Bool
  let range: SourceRange?
}

/// A row of the table `k8s_identity_provider`.
struct IdentityProviderRow: Sendable {
  let id: Int
  let cluster: String
  let provider: ClusterIdentityProvider
}

extension Facts {
  var clusters: [ClusterRow] {
    estate.clusters.enumerated().map { index, cluster in
      let creator = cluster.creator?.display
      let position = creator.flatMap { principal(ofLogin: $0) }
      let exposure = position.flatMap { self.exposure(ofPrincipal: $0) }
      return ClusterRow(
        id: index + 1, cluster: cluster.label, account: cluster.account,
        mode: cluster.authenticationMode ?? "", creator: creator,
        creatorExposure: exposure.map { Int($0.rawValue) }, hidesCreator: Self.hides(cluster),
        keepsCreator: Self.keeps(cluster), readsAWSAuth: cluster.readsAWSAuth,
        hasAWSAuth: cluster.awsAuth?.mappings.isEmpty == false,
        range: cluster.authenticationModeRange ?? cluster.range)
    }
  }

  var identityProviders: [IdentityProviderRow] {
    estate.clusters.flatMap { cluster in
      cluster.identityProviders.map { (cluster.label, $0) }
    }.enumerated().map { index, pair in
      IdentityProviderRow(id: index + 1, cluster: pair.0, provider: pair.1)
    }
  }

  /// Whether the creator is an administrator whom nothing shows.
  private static func hides(_ cluster: Cluster) -> Truth {
    switch cluster.authenticationMode {
    case "CONFIG_MAP": .yes
    case "API", "API_AND_CONFIG_MAP": .no
    default: .unknown
    }
  }

  /// Whether the creator has an access entry of its own making; the list of entries decides.
  private static func keeps(_ cluster: Cluster) -> Truth {
    guard cluster.readsAccessEntries == .yes else { return .no }
    if cluster.bootstrapsCreator == false { return .no }
    guard let creator = cluster.creator else {
      return cluster.bootstrapsCreator == true ? .unknown : .no
    }
    if cluster.accessEntries.contains(where: { $0.principalARN == creator }) { return .yes }
    return cluster.areAccessEntriesListed ? .no : .unknown
  }
}
