public import Text

/// A Node object: a machine of a cluster.
public struct ClusterNode: Sendable {
  /// Its name, a private DNS name on EKS.
  public var name: String
  /// The EC2 instance, from `spec.providerID`; nil on Fargate.
  public var instanceID: String?
  /// The managed node group, Karpenter pool or eksctl node group that its labels name.
  public var pool: String?
  /// Whether it is a Fargate pod's own machine.
  public var isFargate = false
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a node.
  public init(name: String, range: SourceRange?) {
    self.name = name
    self.range = range
  }
}
