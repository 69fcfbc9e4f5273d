/// One object of a cluster, as a reader found it.
public enum ClusterObject: Sendable {
  /// A describe-cluster output: a cluster with its own properties only.
  case description(Cluster)
  /// An aws-auth ConfigMap.
  case awsAuth(AWSAuth)
  /// A service account.
  case serviceAccount(ServiceAccount)
  /// A Role or ClusterRole.
  case role(RBACRole)
  /// A RoleBinding or ClusterRoleBinding.
  case binding(RBACBinding)
  /// An access entry, possibly a part of one.
  case accessEntry(AccessEntry)
  /// A Pod Identity association, possibly a part of one.
  case podIdentityAssociation(PodIdentityAssociation)
}

/// What an object says about the cluster it belongs to.
public struct ClusterReference: Hashable, Sendable {
  /// The cluster's name.
  public var name: String
  /// The cluster's ARN, if the object tells it.
  public var arn: String?

  /// Makes a reference.
  public init(name: String, arn: String? = nil) {
    self.name = name
    self.arn = arn
  }
}
