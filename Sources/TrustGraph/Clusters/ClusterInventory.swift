import Kubernetes
import Logic

/// What finders look up in a cluster, by namespace.
struct ClusterInventory {
  /// A service account that the inputs hold or name.
  struct Account {
    let name: String
    /// Whether only a trust policy names it, in a cluster whose accounts are not all supplied.
    let isAssumed: Bool
  }

  let cluster: Cluster
  private let issuer: Issuer?
  let label: String
  /// Every namespace that anything shows, sorted.
  let namespaces: [String]
  /// Service accounts by namespace, in the order of their names.
  private(set) var accounts: [String: [Account]] = [:]
  /// Indexes of workloads by namespace.
  let workloads: [String: [Int]]
  /// What keeps pods from the metadata service.
  let guards: MetadataGuards
  /// What becomes of new pods.
  let admission: PodAdmission
  private let described: [String: ClusterNamespace]
  private let poolOfNode: [String: String]
  private let automount: [String: Bool]
  private let withRole: Set<String>

  init(_ cluster: Cluster) {
    self.cluster = cluster
    issuer = cluster.issuer.map { Issuer($0) }
    label = cluster.label
    namespaces = cluster.namespaceNames
    guards = MetadataGuards(cluster)
    admission = PodAdmission(cluster)
    workloads = Dictionary(grouping: cluster.workloads.indices) {
      cluster.workloads[$0].namespace
    }
    described = Dictionary(
      cluster.namespaces.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var pools: [String: String] = [:]
    for node in cluster.nodes { pools[node.name] = node.isFargate ? "" : node.pool }
    poolOfNode = pools
    var automount: [String: Bool] = [:]
    var withRole: Set<String> = []
    for account in cluster.serviceAccounts {
      let key = "\(account.namespace)/\(account.name)"
      if let mounts = account.mountsAPIToken { automount[key] = mounts }
      if account.roleARN != nil { withRole.insert(key) }
    }
    for association in cluster.podIdentityAssociations {
      withRole.insert("\(association.namespace)/\(association.serviceAccount)")
    }
    self.automount = automount
    self.withRole = withRole
    var names: [String: Set<String>] = [:]
    for account in cluster.knownAccounts {
      names[account.namespace, default: []].insert(account.name)
    }
    accounts = names.mapValues { $0.sorted().map { Account(name: $0, isAssumed: false) } }
  }

  /// Whether the tokens of a provider are the cluster's; what a template leaves open is its issuer
  /// where the same text stands.
  func issues(_ provider: String) -> Bool {
    issuer == Issuer(provider) || cluster.declaredIssuer?.display == provider
  }

  /// Whether an account is among the inputs or named by them.
  func knows(_ namespace: String, _ name: String) -> Bool {
    accounts[namespace]?.contains { $0.name == name } ?? false
  }

  /// Whether only a trust policy names the account.
  func isAssumed(_ namespace: String, _ name: String) -> Bool {
    accounts[namespace]?.contains { $0.name == name && $0.isAssumed } ?? false
  }

  /// Takes an account for existing that only a trust policy names.
  mutating func assume(_ namespace: String, _ name: String) {
    guard !knows(namespace, name) else { return }
    accounts[namespace, default: []].append(Account(name: name, isAssumed: true))
  }

  /// Whether pods of a namespace may get at the machine: no where Pod Security refuses it.
  func allowsMachineAccess(in namespace: String) -> Truth {
    described[namespace].map { Truth(!$0.keepsPodsFromMachine) } ?? .unknown
  }

  /// Whether the pods of a workload hold the API token of their account.
  func mountsAPIToken(_ workload: Workload) -> Bool {
    workload.mountsAPIToken
      ?? automount["\(workload.namespace)/\(workload.serviceAccount)"] ?? true
  }

  /// Whether a role for the account is injected into pods.
  func injectsRole(_ workload: Workload) -> Truth {
    guard withRole.contains("\(workload.namespace)/\(workload.serviceAccount)") else { return .no }
    return admission.injectsRole(into: workload)
  }

  /// What has to let a pod into a namespace before it can be created.
  func admission(to namespace: String) -> Residual {
    admission.refusing(in: namespace).reduce(.always) { residual, control in
      let open = control.failsOpen ? ", or does not answer" : ""
      return residual.and(
        Residual(
          Proposition("\(control.name) lets the pod in\(open)", at: control.range),
          kind: .evidenceMissing))
    }
  }

  /// Whether the pods run on Fargate, without a machine that others share.
  func runsOnFargate(_ workload: Workload) -> Bool {
    if !workload.nodes.isEmpty, workload.nodes.allSatisfy({ poolOfNode[$0] == "" }) { return true }
    return cluster.fargateProfiles.contains {
      $0.selects(namespace: workload.namespace, labels: workload.labels)
    }
  }

  /// The pools that a workload's pods are on; all of them where the inputs do not show it.
  func pools(of workload: Workload) -> (pools: [NodePool], isKnown: Bool) {
    let names = Set(workload.nodes.compactMap { poolOfNode[$0] })
    let known = cluster.nodePools.filter { names.contains($0.name) }
    if !known.isEmpty { return (known, true) }
    return (cluster.nodePools, cluster.nodePools.count == 1)
  }

  /// The namespaces of a scope: those that match, and those that it names; nil stands for all.
  func namespaces(matching patterns: [String]?) -> [String] {
    guard let patterns else { return namespaces }
    guard patterns.contains(where: { $0.utf8.contains(0x2A) }) else {
      return patterns.count == 1 ? patterns : Set(patterns).sorted()
    }
    let literal = patterns.filter { !$0.contains("*") }
    let matched = namespaces.filter { name in
      patterns.contains { $0.contains("*") && Grant.matches(pattern: $0, name) }
    }
    return Set(literal + matched).sorted()
  }
}
