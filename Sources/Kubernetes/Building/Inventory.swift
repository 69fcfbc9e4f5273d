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
    networkPolicies = ClusterDraft.unique(networkPolicies) {
      "\($0.namespace)/\($0.name)/\($0.pods)/\($0.allowsMetadata)"
    }
    injectWebhookRoles()
  }

  /// Gives service accounts the roles that the webhook's configuration names for them; accounts that
  /// were not supplied exist as far as that configuration knows.
  private mutating func injectWebhookRoles() {
    let hadAccounts = !serviceAccounts.isEmpty
    for role in webhookRoles.sorted(by: { $0.serviceAccount < $1.serviceAccount }) {
      var isKnown = false
      for index in serviceAccounts.indices where role.covers(serviceAccounts[index]) {
        isKnown = true
        guard serviceAccounts[index].roleARN == nil else { continue }
        serviceAccounts[index].roleARN = role.role
        serviceAccounts[index].roleARNRange = role.range
        serviceAccounts[index].audience = serviceAccounts[index].audience ?? role.audience
      }
      guard !isKnown, !hadAccounts, let namespace = role.namespace else { continue }
      var account = ServiceAccount(
        namespace: namespace, name: role.serviceAccount, range: role.range)
      account.roleARN = role.role
      account.roleARNRange = role.range
      account.audience = role.audience
      serviceAccounts.append(account)
    }
  }

  /// Puts mappings of several backends in the order in which the last one wins: the authenticator
  /// asks its backends in turn and takes the first answer.
  mutating func orderMappings() {
    let order = backends ?? [.mountedFile, .configMap, .object, .dynamicFile]
    guard let mappings = awsAuth?.mappings, Set(mappings.map(\.source)).count > 1 else { return }
    let ranked = mappings.enumerated().map { index, mapping in
      (rank: order.firstIndex(of: mapping.source) ?? order.count, index: index, mapping: mapping)
    }
    awsAuth?.mappings = ranked.sorted { ($1.rank, $0.index) < ($0.rank, $1.index) }.map(\.mapping)
  }
}
