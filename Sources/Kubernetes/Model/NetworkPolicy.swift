public import Text

/// A NetworkPolicy that says where pods may send to, as far as the metadata service is concerned.
///
/// Source: Kubernetes documentation, "Network Policies": a pod that any policy selects for egress
/// may send only to what one of them allows; what enforces them is an add-on.
public struct NetworkPolicy: Sendable {
  /// Its namespace.
  public var namespace: String
  /// Its name.
  public var name: String
  /// The pods that it selects.
  public var pods: LabelSelector
  /// Whether a rule of it lets pods send to the instance metadata service.
  public var allowsMetadata: Bool
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a policy.
  public init(
    namespace: String, name: String, pods: LabelSelector, allowsMetadata: Bool,
    range: SourceRange?
  ) {
    self.namespace = namespace
    self.name = name
    self.pods = pods
    self.allowsMetadata = allowsMetadata
    self.range = range
  }
}
