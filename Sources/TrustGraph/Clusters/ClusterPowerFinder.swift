import Estate
import Kubernetes
import Logic
import Text

/// What the holder of a permission can take over inside its cluster.
///
/// One look at each permission; set nodes for each way and namespace keep edges linear in
/// permissions and service accounts. Sources: Kubernetes documentation, "Role Based Access Control
/// Good Practices"; EKS Best Practices Guide.
struct ClusterPowerFinder: EdgeFinder {
  static let rows = [
    "K-admin", "K-pod-create", "K-sa-token", "K-exec", "K-secrets", "K-imp", "K-bind",
    "K-aa-write", "K-node", "K-webhook", "K-csr", "K-api", "K-controller", "K-ack",
  ]

  private let permission: ClusterPermission
  private let powers: Set<Power>
  private var source: NodeIndex { permission.node }
  private var grant: Grant { permission.grant }
  private var cluster: Int { permission.cluster }

  static func addEdges(to draft: inout GraphDraft) {
    var known: [String: Set<Power>] = [:]
    var index = 0
    // Binding a role makes further permissions.
    while index < draft.permissions.count {
      let permission = draft.permissions[index]
      index += 1
      let grant = permission.grant
      guard grant.areRulesKnown else { continue }
      let isSystem = grant.namespaces?.contains { Grant.matches(pattern: $0, "kube-system") }
      let scope = grant.namespaces.map { $0.count == 1 ? $0[0] : "\($0)" } ?? ""
      let place =
        grant.role?.hasPrefix("ClusterRole/") == true
        ? "\(isSystem.map { $0 ? "s" : "n" } ?? "c")" : "\(scope)/\(grant.source)"
      let key = "\(permission.cluster)|\(grant.role ?? "")|\(place)"
      let powers = known[key] ?? Set(grant.allPowers)
      known[key] = powers
      let finder = ClusterPowerFinder(permission: permission, powers: powers)
      finder.addEdges(&draft)
    }
  }

  private func addEdges(_ draft: inout GraphDraft) {
    if powers.contains(.everything) {
      addEverything(&draft)
      return
    }
    addRoles(&draft)
    addAdministration(&draft)
    addTokens(&draft)
    addPods(&draft)
    addIdentities(&draft)
  }

  private func add(
    _ target: NodeIndex, _ kind: Edge.Kind, _ row: String, if residual: Residual = .always,
    status: Edge.Status? = nil, _ draft: inout GraphDraft
  ) {
    guard target != source else { return }
    draft.add(
      source, to: target, kind, via: row,
      status: status ?? (residual.isAlways ? .proved : .conditional), residual: residual,
      [Evidence(.grants, at: grant.range), Evidence(.grants, at: grant.roleRange)])
  }

  // MARK: Administration

  private func addEverything(_ draft: inout GraphDraft) {
    if grant.namespaces != nil {
      addAdministration(&draft)
      addTokens(&draft)
      return
    }
    let masters = draft.administrators(of: cluster)
    if grant.source == .masters {
      add(draft.tokens(of: cluster, by: "K-admin"), .takesToken, "K-admin", &draft)
      add(draft.machines(of: cluster), .contains, "K-node", &draft)
      draft.addCreator(source, everywhere: true, [], of: cluster, grant.range)
    } else {
      add(masters, .becomes, "K-admin", &draft)
    }
  }

  /// Writing aws-auth, signing certificates, serving API groups.
  private func addAdministration(_ draft: inout GraphDraft) {
    if powers.contains(.changeLogins) {
      let isRead = draft.inventories[cluster].cluster.readsAWSAuth
      let residual =
        isRead == .yes
        ? Residual.always
        : Residual(Proposition("the cluster reads aws-auth"), kind: .evidenceMissing)
      add(draft.administrators(of: cluster), .becomes, "K-aa-write", if: residual, &draft)
    } else if grant.allowsCreatingAWSAuth, draft.inventories[cluster].cluster.awsAuth == nil {
      let residual = Residual(
        Proposition("the cluster has no ConfigMap aws-auth yet"), kind: .evidenceMissing)
      add(draft.administrators(of: cluster), .becomes, "K-aa-write", if: residual, &draft)
    }
    if powers.contains(.replaceAPIs) {
      let residual = Residual(
        Proposition("an administrator calls an API group that the holder serves"),
        kind: .evidenceMissing)
      add(draft.administrators(of: cluster), .becomes, "K-api", if: residual, &draft)
    }
    if powers.contains(.driveCloud) {
      for role in draft.inventories[cluster].cluster.serviceRoles
      where role.holder == .capability && role.name == "ACK" {
        guard let node = draft.graph.index(of: role.role.display) else { continue }
        let residual = Residual(
          Proposition("the capability acts on the objects of this namespace", at: role.range),
          kind: .evidenceMissing)
        add(node, .becomes, "K-ack", if: residual, &draft)
      }
    }
  }

  // MARK: Roles

  private func addRoles(_ draft: inout GraphDraft) {
    let isClusterWide = grant.namespaces == nil
    if powers.contains(.escalateRoles) || (powers.contains(.bindRoles) && grant.bindsAnyRole) {
      if isClusterWide {
        add(draft.administrators(of: cluster), .becomes, "K-bind", &draft)
      } else {
        for namespace in draft.inventories[cluster].namespaces(matching: grant.namespaces) {
          let target = draft.namespaceAdministrator(namespace, of: cluster)
          add(target, .becomes, "K-bind", &draft)
        }
      }
      return
    }
    guard let names = grant.bindableRoles, !names.isEmpty else { return }
    let own = draft.inventories[cluster].cluster
    let scopes: [String?] =
      grant.bindsClusterWide
      ? [nil] : draft.inventories[cluster].namespaces(matching: grant.namespaces)
    let authorization = Authorization(own)
    for name in names.sorted() {
      for namespace in scopes {
        let bound = authorization.grant(
          RBACBinding(
            namespace: namespace, name: "bound", roleKind: "ClusterRole", roleName: name,
            subjects: [], range: grant.range))
        let target = draft.permission("\(name)@\(namespace ?? "*")", bound, of: own)
        add(target, .becomes, "K-bind", &draft)
      }
    }
  }

  // MARK: Tokens and pods

  private func addTokens(_ draft: inout GraphDraft) {
    let ways: [(Power, String, Edge.Status)] = [
      (.everything, "K-admin", .proved), (.deployWorkloads, "K-pod-create", .proved),
      (.interceptRequests, "K-webhook", .proved), (.issueTokens, "K-sa-token", .proved),
      (.runControllers, "K-controller", .possible),
    ]
    for (power, row, status) in ways where powers.contains(power) {
      if power == .issueTokens, let names = grant.names(for: power) {
        addTokens(named: names, &draft)
        continue
      }
      addTokens(by: row, status: status, &draft)
    }
    guard !powers.isDisjoint(with: [.everything, .deployWorkloads, .issueTokens]) else { return }
    if powers.contains(.createServiceAccounts) || powers.contains(.everything) {
      let namespaces = draft.inventories[cluster].namespaces(matching: grant.namespaces)
      draft.addCreator(
        source, everywhere: grant.namespaces == nil, namespaces, of: cluster, grant.range)
    }
    if powers.contains(.createNamespaces) { draft.addTenant(source, of: cluster, grant.range) }
  }

  private func addTokens(by row: String, status: Edge.Status, _ draft: inout GraphDraft) {
    if grant.namespaces == nil {
      let hub = draft.tokens(of: cluster, by: row, status: status)
      add(hub, .takesToken, row, &draft)
      return
    }
    for namespace in draft.inventories[cluster].namespaces(matching: grant.namespaces) {
      let hub = draft.tokens(in: namespace, of: cluster, by: row, status: status)
      add(hub, .takesToken, row, &draft)
    }
  }

  private func addTokens(named names: Set<String>, _ draft: inout GraphDraft) {
    for namespace in draft.inventories[cluster].namespaces(matching: grant.namespaces) {
      for name in names.sorted() where draft.inventories[cluster].knows(namespace, name) {
        let own = draft.inventories[cluster].cluster
        add(draft.token(namespace, name, of: own), .takesToken, "K-sa-token", &draft)
      }
    }
  }

  private func addPods(_ draft: inout GraphDraft) {
    if powers.contains(.controlNodes) {
      if let hub = draft.workloads(of: cluster, by: "K-node") {
        add(hub, .entersPod, "K-node", if: nodeEntry, &draft)
      } else {
        addTokens(by: "K-node-pods", status: .possible, &draft)
      }
      add(draft.machines(of: cluster), .contains, "K-node", if: nodeEntry, &draft)
    }
    if powers.contains(.mountMachine) {
      add(draft.machines(of: cluster), .contains, "K-node", &draft)
    }
    if powers.contains(.deployWorkloads) { addNewPods(&draft) }
    guard powers.contains(.enterPods), !powers.contains(.deployWorkloads) else { return }
    for namespace in draft.inventories[cluster].namespaces(matching: grant.namespaces) {
      if let hub = draft.workloads(in: namespace, of: cluster, by: "K-exec") {
        add(hub, .entersPod, "K-exec", if: entry, &draft)
      } else if draft.inventories[cluster].workloads.isEmpty {
        let hub = draft.tokens(in: namespace, of: cluster, by: "K-exec-pods", status: .possible)
        add(hub, .takesToken, "K-exec", if: entry, &draft)
      }
    }
  }

  /// What entering pods still asks: `get` alone opened a shell in older versions of Kubernetes only.
  private var entry: Residual {
    let isWriting = ["create", "update", "patch"].contains { verb in
      ["pods/exec", "pods/attach", "pods/ephemeralcontainers", "pods"].contains { resource in
        !(verb == "create" && resource == "pods")
          && grant.rules.contains { $0.covers(verb: verb, resource: resource, group: "") }
      }
    }
    let named = grant.names(for: .enterPods).map { names in
      Residual(
        Proposition("the pod is one of \(names.sorted().joined(separator: ", "))"),
        kind: .evidenceMissing)
    }
    let opened = Residual(
      Proposition("this version of Kubernetes opens a shell for `get` on pods/exec"),
      kind: .undocumented)
    return (named ?? .always).and(isWriting ? .always : opened)
  }

  /// What `nodes/proxy` still asks: that the kubelet honours access policies is not documented.
  private var nodeEntry: Residual {
    guard case .accessPolicy = grant.source else { return .always }
    return Residual(
      Proposition("kubelets let the holder of an access policy in by nodes/proxy"),
      kind: .undocumented)
  }

  /// A new pod can ask for the machine, unless Pod Security refuses it.
  private func addNewPods(_ draft: inout GraphDraft) {
    let inventory = draft.inventories[cluster]
    guard !inventory.cluster.nodePools.isEmpty else { return }
    let namespaces = inventory.namespaces(matching: grant.namespaces)
    let admission =
      inventory.admission.refuses(inAllOf: namespaces)
      ? Residual(Proposition("what looks at new pods lets the pod in"), kind: .evidenceMissing)
      : .always
    var isOpen = Truth.no
    for namespace in namespaces
    where !inventory.cluster.fargateProfiles.contains(where: { $0.selectsAll(of: namespace) }) {
      isOpen = isOpen || inventory.allowsMachineAccess(in: namespace)
    }
    add(draft.metadata(of: cluster), .contains, "K-imds", if: admission, &draft)
    guard isOpen != .no else { return }
    let residual = Residual(
      Proposition("nothing refuses privileged pods in the namespace", at: grant.range),
      kind: .evidenceMissing)
    add(draft.machines(of: cluster), .contains, "K-node", if: residual.and(admission), &draft)
  }

  // MARK: Identities

  private func addIdentities(_ draft: inout GraphDraft) {
    addImpersonation(&draft)
    let inventory = draft.inventories[cluster]
    let hasTokens = !powers.isDisjoint(with: [.deployWorkloads, .issueTokens])
    if powers.contains(.readSecrets) {
      let names = grant.names(for: .readSecrets)
      let scope = Set(inventory.namespaces(matching: grant.namespaces))
      for secret in inventory.cluster.tokenSecrets
      where scope.contains(secret.namespace) && names?.contains(secret.name) ?? true {
        let account = draft.serviceAccount(
          secret.namespace, secret.serviceAccount, of: inventory.cluster)
        add(account, .actsAs, "K-secrets", &draft)
      }
    }
    guard !hasTokens else { return }
    let canMint =
      powers.contains(.writeSecrets) && powers.contains(.readSecrets)
      && grant.rules.contains {
        $0.resourceNames.isEmpty && $0.covers(verb: "create", resource: "secrets", group: "")
      }
    let names = grant.names(for: .impersonateServiceAccounts)
    for namespace in inventory.namespaces(matching: grant.namespaces) {
      if canMint {
        let hub = draft.identities(in: namespace, of: cluster, by: "K-secrets")
        add(hub, .actsAs, "K-secrets", &draft)
      }
      if powers.contains(.impersonateServiceAccounts), names == nil {
        let hub = draft.identities(in: namespace, of: cluster, by: "K-imp")
        add(hub, .actsAs, "K-imp", &draft)
      }
      for name in (names ?? []).sorted() where inventory.knows(namespace, name) {
        let account = draft.serviceAccount(namespace, name, of: inventory.cluster)
        add(account, .actsAs, "K-imp", &draft)
      }
    }
  }

  /// Groups are of use only along with a user; the user's own groups do not come with the name.
  private func addImpersonation(_ draft: inout GraphDraft) {
    let isSigning = powers.contains(.signCertificates)
    let users = grant.names(for: .impersonateUsers)
    guard grant.namespaces == nil, isSigning || users.map({ !$0.isEmpty }) ?? true else { return }
    let row = isSigning ? "K-csr" : "K-imp"
    let groups = isSigning ? nil : grant.impersonatedGroups
    if !isSigning, groups.map({ $0.contains("system:masters") }) ?? true {
      add(draft.administrators(of: cluster), .becomes, row, &draft)
      return
    }
    // A name brings what bindings give that name, and no group or access policy of whoever has it.
    let names = isSigning ? nil : users
    add(draft.namedUsers(names, of: cluster, by: row), .actsAs, row, &draft)
    let bound = draft.inventories[cluster].cluster.bindings.flatMap(\.subjects)
    let groupNames = Set(bound.filter { $0.kind == "Group" }.map(\.name))
    for name in groupNames.sorted() where groups?.contains(name) ?? (name != "system:masters") {
      let own = draft.inventories[cluster].cluster
      add(draft.clusterGroup(name, of: own), .becomes, row, &draft)
    }
  }
}
