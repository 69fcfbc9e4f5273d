import Estate
import IAM
import Kubernetes
import Logic
import Text

/// Pods that reach the role of the machine that they run on, and machines that reach their pods.
struct MachineFinder: EdgeFinder {
  static let rows = ["K-imds", "K-node", "K-node-role"]

  static func addEdges(to draft: inout GraphDraft) {
    for index in draft.inventories.indices {
      let inventory = draft.inventories[index]
      for workload in inventory.cluster.workloads {
        add(workload, of: index, &draft)
      }
      addKubelets(of: index, &draft)
    }
  }

  private static func add(_ workload: Workload, of index: Int, _ draft: inout GraphDraft) {
    let inventory = draft.inventories[index]
    guard !inventory.runsOnFargate(workload), !inventory.cluster.nodePools.isEmpty else { return }
    let (pools, isKnown) = inventory.pools(of: workload)
    let isOnHost = workload.exposure.contains(.hostNetwork)
    let source = draft.workload(workload, of: inventory.cluster)
    let scheduled =
      isKnown
      ? Residual.always
      : Residual(
        Proposition("its pods run on a machine of this pool", at: workload.range),
        kind: .evidenceMissing)
    let unguarded = inventory.guards.policy(of: workload).map { policy in
      Residual(
        Proposition(
          "nothing enforces the NetworkPolicy \(policy.namespace)/\(policy.name), which keeps the "
            + "pods from the metadata service", at: policy.range),
        kind: .evidenceMissing)
    }
    let condition = scheduled.and(unguarded ?? .always)
    for pool in pools {
      let reach = isOnHost ? pool.isReachableFromHost : pool.isReachableByPods
      guard reach != .no else { continue }
      let hub = draft.credentials(of: pool, index, fromHost: isOnHost)
      draft.contain(source, in: hub, residual: condition, at: workload.range)
    }
    guard workload.exposure.reachesMachine else { return }
    draft.contain(source, in: machine(of: workload, index, &draft), at: workload.range)
  }

  /// Set node of the machines that a workload is on; of all where the inputs do not show it.
  private static func machine(
    of workload: Workload, _ index: Int, _ draft: inout GraphDraft
  ) -> NodeIndex {
    guard !workload.nodes.isEmpty else { return draft.machines(of: index) }
    let inventory = draft.inventories[index]
    let name = "machines:\(inventory.label)/\(workload.nodes.joined(separator: ","))"
    if let known = draft.graph.index(of: "hub:" + name) { return known }
    let hub = draft.hub(name)
    for machine in workload.nodes {
      draft.contain(hub, in: draft.machine(machine, of: index), at: nil)
    }
    return hub
  }

  /// Whoever logs in as a kubelet acts for the pods of its machine; who takes the role of the
  /// machines picks which machine that is.
  private static func addKubelets(of index: Int, _ draft: inout GraphDraft) {
    let inventory = draft.inventories[index]
    let id = "k8s-group:\(inventory.label)/system:nodes"
    guard !inventory.workloads.isEmpty, let group = draft.graph.index(of: id),
      let hub = draft.workloads(of: index, by: "K-node-role")
    else { return }
    let residual = Residual(
      Proposition("the login has the user name of the machine that the pod is on"),
      kind: .callerChosen)
    draft.add(
      group, to: hub, .entersPod, via: "K-node-role", status: .conditional, residual: residual, [])
  }
}

extension GraphDraft {
  /// Set node of every pod that a cluster's metadata service lets at the machines' roles.
  mutating func metadata(of cluster: Int) -> NodeIndex {
    let name = "new-pods:\(inventories[cluster].label)"
    if let known = graph.index(of: "hub:" + name) { return known }
    let hub = hub(name)
    for pool in inventories[cluster].cluster.nodePools where pool.isReachableByPods != .no {
      contain(hub, in: credentials(of: pool, cluster, fromHost: false), at: nil)
    }
    return hub
  }

  /// Set node of whoever controls machines of a cluster: their role, and the pods on them.
  mutating func machines(of cluster: Int) -> NodeIndex {
    let name = "machines:\(inventories[cluster].label)"
    if let known = graph.index(of: "hub:" + name) { return known }
    let hub = hub(name)
    for pool in inventories[cluster].cluster.nodePools where pool.isReachableFromHost != .no {
      contain(hub, in: credentials(of: pool, cluster, fromHost: true), at: nil)
    }
    if let pods = workloads(of: cluster, by: "K-node") { contain(hub, in: pods, at: nil) }
    return hub
  }

  /// Set node of whoever controls one machine.
  mutating func machine(_ node: String, of cluster: Int) -> NodeIndex {
    let inventory = inventories[cluster]
    let name = "machine:\(inventory.label)/\(node)"
    if let known = graph.index(of: "hub:" + name) { return known }
    let hub = hub(name)
    for index in workloadsOnMachine(cluster, node) {
      let target = workload(inventory.cluster.workloads[index], of: inventory.cluster)
      add(hub, to: target, .entersPod, via: "K-node", [])
    }
    return hub
  }

  private func workloadsOnMachine(_ cluster: Int, _ node: String) -> [Int] {
    let workloads = inventories[cluster].cluster.workloads
    return workloads.indices.filter { workloads[$0].nodes.contains(node) }
  }

  /// Set node of whoever reaches the metadata service of a pool's machines.
  mutating func credentials(
    of pool: NodePool, _ cluster: Int, fromHost isOnHost: Bool
  ) -> NodeIndex {
    let inventory = inventories[cluster]
    let name = "metadata\(isOnHost ? "-host" : ""):\(inventory.label)/\(pool.name)"
    if let known = graph.index(of: "hub:" + name) { return known }
    let hub = hub(name)
    guard let role = role(of: pool, in: inventory.cluster) else { return hub }
    let reach = isOnHost ? pool.isReachableFromHost : pool.isReachableByPods
    let residual =
      reach == .yes
      ? Residual.always
      : Residual(
        Proposition(
          "HttpTokens is optional or HttpPutResponseHopLimit is 2 or more on the machines of "
            + pool.name, at: pool.range),
        kind: .evidenceMissing)
    add(
      hub, to: role, .instanceMetadata, via: "K-imds",
      status: reach == .yes ? .proved : .conditional, residual: residual,
      [Evidence(.trusts, at: pool.metadata?.range ?? pool.range)])
    return hub
  }

  /// The node of a pool's role; nil where the inputs do not name it.
  mutating func role(of pool: NodePool, in cluster: Cluster) -> NodeIndex? {
    let account = cluster.account.map { SymbolicString($0) }
    if let role = pool.role {
      if let node = graph.index(of: role.display) { return node }
      guard let arn = SymbolicARN(role), arn.resource(after: "role/") != nil else {
        return account.flatMap { principals.role(named: role.display, in: $0) }
          .flatMap { principals.nodes[$0] }
      }
      let id = role.display
      return graph.node(id) {
        Node(id: id, kind: .externalPrincipal, account: arn.account.display, label: id)
      }
    }
    guard let profile = pool.instanceProfile else { return nil }
    let name = profile.split(separator: "/").last.map(String.init) ?? profile
    let owner = ARN(profile)?.account ?? cluster.account
    let index = principals.all.firstIndex { principal in
      principal.kind == .role && principal.instanceProfiles.contains(name)
        && (owner == nil || principal.account.literal == owner)
    }
    return index.flatMap { principals.nodes[$0] }
  }
}
