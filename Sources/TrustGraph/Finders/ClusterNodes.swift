import Kubernetes
import Logic
import Text

extension GraphDraft {
  /// The node of a service account's token.
  mutating func token(_ namespace: String, _ name: String, of cluster: Cluster) -> NodeIndex {
    let id = "sa-token:\(cluster.label)/\(namespace)/\(name)"
    if let known = graph.index(of: id) { return known }
    let token = graph.node(id) {
      Node(
        id: id, kind: .serviceAccountToken, account: cluster.account, label: "\(namespace)/\(name)")
    }
    let identity = serviceAccount(namespace, name, of: cluster)
    graph.add(
      Edge(
        source: token, target: identity, kind: .actsAs, status: .proved, residual: .always,
        via: "K-sa",
        evidence: [Evidence(.grants, at: accountRanges[graph.nodes[Int(identity)].id])]
          .compactMap(\.self)))
    return token
  }

  /// The node of a service account's identity towards its cluster.
  mutating func serviceAccount(
    _ namespace: String, _ name: String, of cluster: Cluster
  ) -> NodeIndex {
    let id = "sa:\(cluster.label)/\(namespace)/\(name)"
    return graph.node(id) {
      Node(id: id, kind: .serviceAccount, account: cluster.account, label: "\(namespace)/\(name)")
    }
  }

  /// Adds both nodes of a service account.
  mutating func addServiceAccount(_ account: ServiceAccount, of cluster: Cluster) {
    accountRanges["sa:\(cluster.label)/\(account.namespace)/\(account.name)"] = account.range
    _ = token(account.namespace, account.name, of: cluster)
  }

  /// The node of a cluster user.
  mutating func clusterUser(_ name: String, of cluster: Cluster) -> NodeIndex {
    let id = "k8s-user:\(cluster.label)/\(name)"
    return graph.node(id) {
      Node(id: id, kind: .clusterUser, account: cluster.account, label: name)
    }
  }

  /// The node of a cluster group.
  mutating func clusterGroup(_ name: String, of cluster: Cluster) -> NodeIndex {
    let id = "k8s-group:\(cluster.label)/\(name)"
    return graph.node(id) {
      Node(id: id, kind: .clusterGroup, account: cluster.account, label: name)
    }
  }

  /// The node of what a binding or an access policy grants.
  mutating func permission(_ name: String, _ grant: Grant, of cluster: Cluster) -> NodeIndex {
    let id = "k8s-permission:\(cluster.label)/\(name)"
    if let known = graph.index(of: id) { return known }
    let node = graph.node(id) {
      Node(id: id, kind: .clusterPermission, account: cluster.account, label: grant.summary)
    }
    if let index = inventories.firstIndex(where: { $0.label == cluster.label }) {
      permissions.append(ClusterPermission(node: node, cluster: index, grant: grant))
    }
    return node
  }

  /// Adds an edge between nodes of a cluster.
  mutating func add(
    _ source: NodeIndex, to target: NodeIndex, _ kind: Edge.Kind, via: String,
    status: Edge.Status = .proved, residual: Residual = .always, _ evidence: [Evidence?]
  ) {
    graph.add(
      Edge(
        source: source, target: target, kind: kind, status: status, residual: residual, via: via,
        evidence: evidence.compactMap(\.self)))
  }
}

extension Evidence {
  /// Nil for no place.
  init?(_ role: Role, at range: SourceRange?) {
    guard let range else { return nil }
    self.init(role, at: range)
  }
}
