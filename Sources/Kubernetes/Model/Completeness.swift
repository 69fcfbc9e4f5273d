import Logic

extension Cluster {
  /// Whether the inputs hold all bindings of the cluster, so that one that is not among them does
  /// not exist.
  ///
  /// Every API server makes the ClusterRoleBinding `cluster-admin` and RoleBindings `system:…` in
  /// `kube-system` and in `kube-public`; the chart of an application, one namespace, or a list that
  /// leaves out one of the two kinds lacks some of them.
  ///
  /// Source: kubernetes/kubernetes, `plugin/pkg/auth/authorizer/rbac/bootstrappolicy`.
  public var areBindingsComplete: Bool {
    let own = Set(bindings.filter { $0.name.hasPrefix("system:") }.compactMap(\.namespace))
    return own.isSuperset(of: ["kube-system", "kube-public"])
      && bindings.contains { $0.namespace == nil && $0.name == "cluster-admin" }
  }

  /// Whether the inputs hold all ClusterRoles, or all Roles of all namespaces, so that one that is not
  /// among them does not exist.
  ///
  /// Every API server makes the ClusterRoles `cluster-admin` and `system:discovery`, and Roles
  /// `system:…` in `kube-system` and in `kube-public`. Source: as for bindings.
  func areRolesComplete(inNamespaces: Bool) -> Bool {
    if !inNamespaces {
      let own = Set(roles.filter { $0.namespace == nil }.map(\.name))
      return own.isSuperset(of: ["cluster-admin", "system:discovery"])
    }
    let own = Set(roles.filter { $0.name.hasPrefix("system:") }.compactMap(\.namespace))
    return own.isSuperset(of: ["kube-system", "kube-public"])
  }

  /// Whether a principal without an access entry among the inputs has none.
  public var areAccessEntriesListed: Bool {
    readsAccessEntries == .no || isAccessEntryListWhole == true
  }

  /// Whether the inputs tell, as far as they show, whom the access entries let in as whom with which
  /// policies.
  public var areAccessEntriesDescribed: Bool {
    isAccessEntryListWhole != false
      && accessEntries.allSatisfy { $0.isDescribed && $0.arePoliciesKnown }
  }

  /// Whether the inputs hold all service accounts of the cluster, so that one that is not among
  /// them does not exist.
  ///
  /// Kubernetes gives every namespace the account `default`, and every cluster has the namespaces
  /// `default` and `kube-system`.
  public var areServiceAccountsComplete: Bool {
    let own = Set(serviceAccounts.filter { $0.name == "default" }.map(\.namespace))
    return own.isSuperset(of: ["default", "kube-system"])
  }
}
