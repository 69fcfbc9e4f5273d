/// The policies of a cluster that keep pods from the instance metadata service, by namespace.
public struct MetadataGuards: Sendable {
  private let policies: [String: [NetworkPolicy]]

  /// Takes the policies of a cluster.
  public init(_ cluster: Cluster) {
    policies = Dictionary(grouping: cluster.networkPolicies, by: \.namespace)
  }

  /// The policy that keeps the pods of a workload from the service, if something enforces it; nil
  /// where none selects them or one lets them through.
  public func policy(of workload: Workload) -> NetworkPolicy? {
    guard let own = policies[workload.namespace], !workload.exposure.contains(.hostNetwork) else {
      return nil
    }
    let selecting = own.filter { $0.pods.selects(workload.labels) }
    return selecting.contains(where: \.allowsMetadata) ? nil : selecting.first
  }
}
