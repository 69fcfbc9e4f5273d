public import Text

/// A Namespace of a cluster.
public struct ClusterNamespace: Sendable {
  /// Its name.
  public var name: String
  /// `pod-security.kubernetes.io/enforce`; nil when nothing is enforced.
  public var enforcedPodSecurity: String?
  /// Its labels.
  public var labels: [String: String] = [:]
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a namespace.
  public init(name: String, enforcedPodSecurity: String? = nil, range: SourceRange?) {
    self.name = name
    self.enforcedPodSecurity = enforcedPodSecurity
    self.range = range
  }

  /// Whether Pod Security keeps pods from the machine: `baseline` and `restricted` refuse
  /// privileged containers, host namespaces and host paths.
  ///
  /// Source: Kubernetes documentation, "Pod Security Standards".
  public var keepsPodsFromMachine: Bool {
    enforcedPodSecurity == "baseline" || enforcedPodSecurity == "restricted"
  }
}
