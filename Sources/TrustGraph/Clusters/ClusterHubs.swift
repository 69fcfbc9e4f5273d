import Kubernetes
import Logic
import Text

/// What a binding or an access policy grants in a cluster, as a node.
struct ClusterPermission {
  let node: NodeIndex
  /// Index into `GraphDraft.inventories`.
  let cluster: Int
  let grant: Grant
}

extension GraphDraft {
  /// Set node of every token of a namespace's service accounts, as one way of getting them.
  mutating func tokens(
    in namespace: String, of cluster: Int, by row: String, status: Edge.Status = .proved
  ) -> NodeIndex {
    let inventory = inventories[cluster]
    let name = "\(row):\(inventory.label)/\(namespace)"
    if let known = graph.index(of: "hub:" + name) { return known }
    let hub = hub(name)
    let admission = row == "K-pod-create" ? inventory.admission(to: namespace) : .always
    for account in inventory.accounts[namespace] ?? [] {
      let token = token(namespace, account.name, of: inventory.cluster)
      let residual =
        account.isAssumed
        ? admission.and(Self.exists(namespace, account.name)) : admission
      add(
        hub, to: token, .takesToken, via: row, status: residual.isAlways ? status : .conditional,
        residual: residual, [])
    }
    return hub
  }

  /// Set node of every token of a cluster.
  mutating func tokens(
    of cluster: Int, by row: String, status: Edge.Status = .proved
  ) -> NodeIndex {
    let name = "\(row):\(inventories[cluster].label)"
    if let known = graph.index(of: "hub:" + name) { return known }
    let hub = hub(name)
    for namespace in inventories[cluster].accounts.keys.sorted() {
      contain(hub, in: tokens(in: namespace, of: cluster, by: row, status: status), at: nil)
    }
    return hub
  }

  private static func exists(_ namespace: String, _ name: String) -> Residual {
    Residual(
      Proposition("the service account \(namespace)/\(name) exists"), kind: .evidenceMissing)
  }

  /// Set node of the API identities of a namespace's service accounts.
  mutating func identities(in namespace: String, of cluster: Int, by row: String) -> NodeIndex {
    let inventory = inventories[cluster]
    let name = "\(row):\(inventory.label)/\(namespace)"
    if let known = graph.index(of: "hub:" + name) { return known }
    let hub = hub(name)
    for account in inventory.accounts[namespace] ?? [] {
      let target = serviceAccount(namespace, account.name, of: inventory.cluster)
      add(hub, to: target, .actsAs, via: row, [])
    }
    return hub
  }

  /// Set node of the workloads of a namespace, as one way into their pods; nil where there are none.
  mutating func workloads(in namespace: String, of cluster: Int, by row: String) -> NodeIndex? {
    let inventory = inventories[cluster]
    let name = "\(row):\(inventory.label)/\(namespace)"
    if let known = graph.index(of: "hub:" + name) { return known }
    guard let members = inventory.workloads[namespace] else { return nil }
    let hub = hub(name)
    for index in members {
      let target = workload(inventory.cluster.workloads[index], of: inventory.cluster)
      add(hub, to: target, .entersPod, via: row, [])
    }
    return hub
  }

  /// Set node of every workload of a cluster; nil where there are none.
  mutating func workloads(of cluster: Int, by row: String) -> NodeIndex? {
    let inventory = inventories[cluster]
    let name = "\(row):\(inventory.label)"
    if let known = graph.index(of: "hub:" + name) { return known }
    guard !inventory.workloads.isEmpty else { return nil }
    let hub = hub(name)
    for namespace in inventory.workloads.keys.sorted() {
      guard let inner = workloads(in: namespace, of: cluster, by: row) else { continue }
      contain(hub, in: inner, at: nil)
    }
    return hub
  }

  /// Set node of whoever acts under names of users: what bindings give those names.
  ///
  /// - Parameter names: Nil for every name that a binding has.
  mutating func namedUsers(
    _ names: Set<String>?, of cluster: Int, by row: String
  ) -> NodeIndex {
    let own = inventories[cluster].cluster
    let list = names.map { $0.sorted().joined(separator: ",") } ?? "*"
    let name = "\(row)-users:\(own.label)/\(list)"
    if let known = graph.index(of: "hub:" + name) { return known }
    let hub = hub(name)
    for binding in own.bindings {
      let id = binding.namespace.map { "\($0)/\(binding.name)" } ?? binding.name
      guard let permission = graph.index(of: "k8s-permission:\(own.label)/\(id)") else { continue }
      for subject in binding.subjects
      where subject.kind == "User" && names?.contains(subject.name) ?? true {
        add(
          hub, to: permission, .actsAs, via: row,
          [Evidence(.trusts, at: subject.range ?? binding.range)])
      }
    }
    return hub
  }

  /// The node of a workload.
  mutating func workload(_ workload: Workload, of cluster: Cluster) -> NodeIndex {
    let id =
      "workload:\(cluster.label)/\(workload.namespace)/\(workload.kind)/\(workload.name)"
    return graph.node(id) {
      Node(
        id: id, kind: .workload, account: cluster.account,
        label: "\(workload.kind) \(workload.namespace)/\(workload.name)")
    }
  }

  /// The group that is asked nothing, with what it may do.
  mutating func administrators(of cluster: Int) -> NodeIndex {
    let own = inventories[cluster].cluster
    let group = clusterGroup("system:masters", of: own)
    guard graph.index(of: "k8s-permission:\(own.label)/system:masters") == nil,
      let grant = Authorization(own).permissions(of: .group("system:masters")).first
    else { return group }
    let permission = permission("system:masters", grant, of: own)
    add(group, to: permission, .bound, via: "K-group", [])
    return group
  }

  /// The node of what an administrator of one namespace may do.
  mutating func namespaceAdministrator(_ namespace: String, of cluster: Int) -> NodeIndex {
    let own = inventories[cluster].cluster
    let grant = Grant(
      source: .binding("administrator"), role: "administrator", namespaces: [namespace],
      rules: BuiltInRoles.everything, range: nil, isAWSAuthRead: own.readsAWSAuth != .no,
      isAWSAuthImmutable: own.awsAuth?.isImmutable ?? false)
    return permission("administrator@\(namespace)", grant, of: own)
  }
}
