import Logic

extension Cluster {
  /// Puts workloads, namespaces and machines in canonical order; copies appear once.
  mutating func finishInventory() {
    let unique = ClusterDraft.unique(workloads) { workload in
      "\(workload.namespace)/\(workload.kind)/\(workload.name)/\(workload.serviceAccount)"
        + "/\(workload.exposure.rawValue)/\(workload.audiences)/\(workload.nodes)"
    }
    workloads = Workload.folded(unique)
    namespaces = ClusterDraft.unique(namespaces) { "\($0.name)/\($0.enforcedPodSecurity ?? "")" }
    tokenSecrets = ClusterDraft.unique(tokenSecrets) {
      "\($0.namespace)/\($0.name)/\($0.serviceAccount)"
    }
    nodes = ClusterDraft.unique(nodes) { "\($0.name)/\($0.instanceID ?? "")/\($0.pool ?? "")" }
    nodePools.sort { $0.name < $1.name }
    fargateProfiles = ClusterDraft.unique(fargateProfiles) { "\($0.name)/\($0.selectors)" }
    serviceRoles = ClusterDraft.unique(serviceRoles) {
      "\($0.holder.rawValue)/\($0.name)/\($0.role.display)"
    }
    identityProviders = ClusterDraft.unique(identityProviders) { "\($0.name)/\($0.issuer)" }
  }
}
