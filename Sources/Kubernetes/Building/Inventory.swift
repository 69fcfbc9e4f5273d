import Logic
import Text

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
    admissionControls.sort { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
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

  /// Voids the file that the authenticator watches where an entry lacks what it goes by: the user id
  /// if it compares them, the ARN otherwise.
  ///
  /// Source: aws-iam-authenticator, `pkg/mapper/dynamicfile`, `CallBackForFileLoad`.
  mutating func refuseIncompleteFile() {
    guard let comparesUserIDs, let auth = awsAuth else { return }
    let own = auth.mappings.indices.filter { auth.mappings[$0].source == .dynamicFile }
    let culprit = own.first { index in
      let mapping = auth.mappings[index]
      return comparesUserIDs ? mapping.userID == nil : mapping.arn == ""
    }
    guard let culprit else { return }
    for index in own {
      awsAuth?.mappings[index].deadReason = DeadReason.refusedFile.rawValue
    }
    awsAuth?.accounts.removeAll { $0.source == .dynamicFile }
    awsAuth?.problems.append(
      .refusedFile(
        "an entry has no \(comparesUserIDs ? "`userid`" : "ARN")", at: auth.mappings[culprit].range)
    )
  }
}

extension Diagnostic {
  /// The authenticator refuses the file that it watches.
  static func refusedFile(_ reason: String, at range: SourceRange?) -> Diagnostic {
    Diagnostic(
      .error, "dynamic-file-refused",
      "\(reason): the authenticator refuses the whole file, and keeps what it read before",
      at: range)
  }
}
