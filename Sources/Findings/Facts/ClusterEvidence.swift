import Estate
import Kubernetes

/// A cluster with what several tables ask of it: who logs in, and what its bindings allow.
struct ClusterEvidence: Sendable {
  let cluster: Cluster
  /// Every mapping of the cluster, dead ones included.
  let logins: [Login]
  let authorization: Authorization
  /// Whether a binding that is not among the inputs does not exist.
  let areBindingsComplete: Bool

  static func all(_ estate: Estate) -> [ClusterEvidence] {
    guard !estate.clusters.isEmpty else { return [] }
    let known = estate.knownPrincipals
    return estate.clusters.map { cluster in
      ClusterEvidence(
        cluster: cluster, logins: ClusterLogins(cluster, known: known).all,
        authorization: Authorization(cluster),
        areBindingsComplete: cluster.areBindingsComplete)
    }
  }
}
