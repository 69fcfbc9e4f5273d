import Estate
import Kubernetes
import Text

/// Bindings give users, groups and service accounts of a cluster what a role allows.
struct ClusterBindingFinder: EdgeFinder {
  static let rows = ["K-group"]

  static func addEdges(to draft: inout GraphDraft) {
    for (index, cluster) in draft.estate.clusters.enumerated() {
      let authorization = Authorization(cluster)
      var filled: Set<NodeIndex> = []
      for (binding, grant) in zip(cluster.bindings, authorization.grants) {
        let name = binding.namespace.map { "\($0)/\(binding.name)" } ?? binding.name
        let permission = draft.permission(name, grant, of: cluster)
        for subject in binding.subjects {
          let source = addEdge(from: subject, binding, grant, to: permission, of: cluster, &draft)
          if subject.kind == "Group", let source, filled.insert(source).inserted {
            addImplicitMembers(of: subject.name, source, cluster, &draft)
          }
        }
      }
      if draft.graph.index(of: "k8s-group:\(cluster.label)/system:masters") != nil {
        // Nothing is asked about members of `system:masters`.
        _ = draft.administrators(of: index)
      }
    }
  }

  private static func addEdge(
    from subject: RBACBinding.Subject, _ binding: RBACBinding, _ grant: Grant,
    to permission: NodeIndex, of cluster: Cluster, _ draft: inout GraphDraft
  ) -> NodeIndex? {
    let source: NodeIndex
    switch subject.kind {
    case "Group": source = draft.clusterGroup(subject.name, of: cluster)
    case "User": source = user(subject.name, cluster, &draft)
    case "ServiceAccount":
      guard let namespace = subject.namespace ?? binding.namespace else { return nil }
      source = draft.serviceAccount(namespace, subject.name, of: cluster)
    default: return nil
    }
    draft.add(
      source, to: permission, .bound, via: "K-group", status: .proved,
      [
        Evidence(.trusts, at: subject.range ?? binding.range),
        Evidence(.grants, at: grant.roleRange),
      ])
    return source
  }

  /// A user named as a service account is that service account.
  private static func user(
    _ name: String, _ cluster: Cluster, _ draft: inout GraphDraft
  ) -> NodeIndex {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4, name.hasPrefix("system:serviceaccount:") else {
      return draft.clusterUser(name, of: cluster)
    }
    return draft.serviceAccount(String(parts[2]), String(parts[3]), of: cluster)
  }

  /// Service accounts are in the groups of all of them and of their namespace.
  private static func addImplicitMembers(
    of group: String, _ node: NodeIndex, _ cluster: Cluster, _ draft: inout GraphDraft
  ) {
    let all = "system:serviceaccounts"
    guard group == all || group.hasPrefix(all + ":") || group == "system:authenticated" else {
      return
    }
    for account in cluster.serviceAccounts
    where group == all || group == "system:authenticated"
      || group == "\(all):\(account.namespace)"
    {
      let member = draft.serviceAccount(account.namespace, account.name, of: cluster)
      draft.add(
        member, to: node, .memberOf, via: "K-group", [Evidence(.trusts, at: account.range)])
    }
  }
}
