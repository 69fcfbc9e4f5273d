public import Documents
import IAM
public import Logic

/// Reads an eksctl `ClusterConfig`: what it would set up in a cluster.
///
/// Source: eksctl, `pkg/apis/eksctl.io/v1alpha5`. What it maps is added to what the cluster has, so
/// its aws-auth is a part of the whole.
public struct EksctlConfigReader {
  /// The cluster that the file is about.
  public private(set) var cluster: ClusterReference
  /// What was found, in document order; the description first.
  public private(set) var objects: [ClusterObject] = []
  /// The roles that eksctl would make, in document order.
  public private(set) var roles: [EksctlRole] = []
  private let roleARNs: [String: SymbolicString]

  /// Whether a document is a ClusterConfig.
  public static func recognises(_ root: Node) -> Bool {
    root["apiVersion"]?.string?.hasPrefix("eksctl.io/") == true
      && root["kind"]?.equals("ClusterConfig") == true
      && root["metadata"]?["name"]?.string != nil
  }

  /// Reads a document that is recognised.
  ///
  /// - Parameters:
  ///   - root: The document.
  ///   - issuer: The cluster's issuer where no input tells it in full.
  ///   - roleARNs: ARNs of the roles that eksctl makes, by their ids.
  public init(
    _ root: Node, issuer: SymbolicString? = nil, roleARNs: [String: SymbolicString] = [:]
  ) {
    self.roleARNs = roleARNs
    cluster = ClusterReference(name: root["metadata"]?["name"]?.string ?? "")
    readDescription(root, issuer)
    readMappings(root["iamIdentityMappings"], of: root)
    for entry in Self.elements(root["accessConfig"]?["accessEntries"]) { readEntry(entry) }
    for account in Self.elements(root["iam"]?["serviceAccounts"]) { readAccount(account) }
    for association in Self.elements(root["iam"]?["podIdentityAssociations"]) {
      readAssociation(association)
    }
    for key in ["nodeGroups", "managedNodeGroups"] {
      let usesTokens = root["iam"]?["withOIDC"]?.boolean == true
      for group in Self.elements(root[key]) {
        let role = EksctlRole(
          nodeGroup: group, isManaged: key == "managedNodeGroups", usesTokens: usesTokens,
          of: cluster.name)
        readNodeGroup(group, role)
      }
    }
    for profile in Self.elements(root["fargateProfiles"]) { readFargateProfile(profile) }
    for provider in Self.elements(root["identityProviders"]) { readProvider(provider) }
    for (key, holder) in [("addons", ServiceRole.Holder.addon), ("capabilities", .capability)] {
      for part in Self.elements(root[key]) { readPart(part, holder) }
    }
  }

  /// Takes a role that eksctl makes.
  ///
  /// - Returns: its ARN, if it is known by now.
  private mutating func take(_ role: EksctlRole?) -> SymbolicString? {
    guard let role else { return nil }
    roles.append(role)
    return roleARNs[role.id]
  }

  private static func elements(_ list: Node?) -> [Node] { list.map { Array($0.elements) } ?? [] }

  private mutating func readDescription(_ root: Node, _ issuer: SymbolicString?) {
    var description = Cluster(name: cluster.name)
    description.declaredIssuer = issuer
    let access = root["accessConfig"]
    description.range = root.range
    description.authenticationMode = access?["authenticationMode"]?.string
    description.authenticationModeRange = access?["authenticationMode"]?.range
    description.bootstrapsCreator = access?["bootstrapClusterCreatorAdminPermissions"]?.boolean
    objects.append(.description(description))
  }

  private mutating func readMappings(_ list: Node?, of root: Node) {
    guard let list, list.kind == .sequence else { return }
    var auth = AWSAuth(range: list.range)
    auth.isPartial = true
    for entry in list.elements {
      if let account = entry["account"], let text = account.string {
        auth.accounts.append(.init(text, range: account.range))
      }
      if entry["serviceName"]?.equals("emr-containers") == true {
        addJobRunner(entry)
        continue
      }
      guard let arn = entry["arn"], let text = arn.text else { continue }
      let isUser = text.literal.flatMap { ARN($0) }?.resourceType == "user"
      let groups = Self.elements(entry["groups"])
      auth.mappings.append(
        AWSAuth.Mapping(
          field: isUser ? .users : .roles, arn: text, username: entry["username"]?.string ?? "",
          groups: groups.compactMap(\.string), range: entry.range, arnRange: arn.range,
          groupRanges: groups.filter { $0.string != nil }.map(\.range),
          usernameRange: entry["username"]?.range,
          deadReason: text.literal.flatMap(DeadReason.init(configuredARN:))?.rawValue))
    }
    objects.append(.awsAuth(auth))
  }

  /// Source: eksctl, `assets/emr-containers-rbac.yaml`: a user that runs jobs in the namespace.
  private mutating func addJobRunner(_ entry: Node) {
    let namespace = entry["namespace"]?.string ?? "default"
    let write = ["get", "list", "watch", "create", "update", "patch", "delete"]
    let name = "emr-containers"
    objects.append(
      .role(
        RBACRole(
          namespace: namespace, name: name,
          rules: [
            .init(
              verbs: write, apiGroups: [""],
              resources: ["serviceaccounts", "services", "configmaps", "events", "pods"]),
            .init(verbs: write, apiGroups: [""], resources: ["secrets"]),
            .init(verbs: write, apiGroups: ["apps"], resources: ["statefulsets", "deployments"]),
            .init(verbs: write, apiGroups: ["batch"], resources: ["jobs"]),
            .init(
              verbs: write, apiGroups: ["rbac.authorization.k8s.io"],
              resources: ["roles", "rolebindings"]),
          ], range: entry.range)))
    objects.append(
      .binding(
        RBACBinding(
          namespace: namespace, name: name, roleKind: "Role", roleName: name,
          subjects: [.init(kind: "User", name: name, namespace: nil, range: entry.range)],
          range: entry.range)))
  }

  private mutating func readEntry(_ node: Node) {
    if let entry = Self.entry(node) { objects.append(.accessEntry(entry)) }
  }

  /// An access entry as eksctl writes it in configurations and prints it.
  static func entry(_ node: Node) -> AccessEntry? {
    guard let arn = node["principalARN"]?.text else { return nil }
    let policies = elements(node["accessPolicies"]).compactMap { policy in
      policy["policyARN"]?.string.map { arn in
        let scope = policy["accessScope"]
        let isNarrow = scope?["type"]?.equals("namespace") ?? false
        let names = elements(scope?["namespaces"]).compactMap(\.string)
        return AccessEntry.Policy(arn: arn, namespaces: isNarrow ? names : nil)
      }
    }
    return AccessEntry(
      principalARN: arn, groups: elements(node["kubernetesGroups"]).compactMap(\.string),
      username: node["kubernetesUsername"]?.string, type: node["type"]?.string ?? "STANDARD",
      policies: policies, range: node.range)
  }

  private mutating func readAccount(_ node: Node) {
    let made = take(EksctlRole(serviceAccount: node, of: cluster.name))
    guard let name = node["metadata"]?["name"]?.string, node["roleOnly"]?.boolean != true else {
      return
    }
    var account = ServiceAccount(
      namespace: node["metadata"]?["namespace"]?.string ?? "default", name: name,
      range: node.range)
    let role = node["attachRoleARN"] ?? node["status"]?["roleARN"]
    account.roleARN = role?.text ?? made
    account.roleARNRange = account.roleARN == nil ? nil : role?.range ?? node["metadata"]?.range
    objects.append(.serviceAccount(account))
  }

  /// - Parameter addon: The add-on that the association is made for; add-ons work in `kube-system`
  ///   unless they are told otherwise.
  private mutating func readAssociation(_ node: Node, addon: String? = nil) {
    guard let name = node["serviceAccountName"]?.string,
      let namespace = node["namespace"]?.string ?? addon.map({ _ in "kube-system" })
    else { return }
    let made = take(
      EksctlRole(podIdentity: node, namespace: namespace, addon: addon, of: cluster.name))
    var association = PodIdentityAssociation(
      namespace: namespace, serviceAccount: name,
      roleARN: made ?? node["roleARN"]?.text,
      targetRoleARN: node["targetRoleARN"]?.text, range: node.range)
    association.disablesSessionTags = node["disableSessionTags"]?.boolean
    association.sessionPolicyRange = node["policy"]?.range
    association.isOwned = addon != nil
    objects.append(.podIdentityAssociation(association))
  }

  /// Source: eksctl documentation, "Restrict pods' access to the instance metadata".
  private mutating func readNodeGroup(_ node: Node, _ made: EksctlRole?) {
    guard let name = node["name"]?.string else { return }
    let role = take(made) ?? node["iam"]?["instanceRoleARN"]?.text
    var pool = NodePool(name: name, kind: .eksctl, role: role, range: node.range)
    pool.instanceProfile = node["iam"]?["instanceProfileARN"]?.string
    if let template = node["launchTemplate"], let id = template["id"]?.string {
      pool.template = NodePool.Template(id: id, version: template["version"]?.string)
    }
    if node["disablePodIMDS"]?.boolean == true {
      pool.metadata = MetadataOptions(requiresTokens: true, hopLimit: 1)
    } else if node["disableIMDSv1"]?.boolean == true {
      pool.metadata = MetadataOptions(requiresTokens: true, hopLimit: 2)
    }
    objects.append(.nodePool(pool))
  }

  private mutating func readFargateProfile(_ node: Node) {
    let selectors = Self.elements(node["selectors"]).compactMap { selector in
      selector["namespace"]?.string.map {
        FargateProfile.Selector(
          namespace: $0, labels: ObjectReader.texts(in: selector["labels"]))
      }
    }
    objects.append(
      .fargateProfile(
        FargateProfile(
          name: node["name"]?.string ?? "", role: node["podExecutionRoleARN"]?.text,
          selectors: selectors, range: node.range)))
  }

  private mutating func readProvider(_ node: Node) {
    guard let issuer = node["issuerURL"]?.string else { return }
    var provider = ClusterIdentityProvider(
      name: node["name"]?.string ?? "", issuer: issuer,
      hasRequiredClaims: (node["requiredClaims"]?.count ?? 0) > 0, range: node.range)
    provider.usernamePrefix = ObjectReader.filled(node["usernamePrefix"])
    provider.groupsPrefix = ObjectReader.filled(node["groupsPrefix"])
    provider.groupsClaim = ObjectReader.filled(node["groupsClaim"])
    objects.append(.identityProvider(provider))
  }

  /// An add-on or a capability.
  private mutating func readPart(_ node: Node, _ holder: ServiceRole.Holder) {
    let name = node[holder == .addon ? "name" : "type"]?.string ?? ""
    let given = node["serviceAccountRoleARN"] ?? node["roleARN"]
    let made =
      holder == .addon
      ? EksctlRole(addon: node, of: cluster.name) : EksctlRole(capability: node, of: cluster.name)
    if let role = take(made) ?? given?.text {
      objects.append(
        .serviceRole(
          ServiceRole(holder: holder, name: name, role: role, range: given?.range ?? node.range)))
    }
    for association in Self.elements(node["podIdentityAssociations"]) {
      readAssociation(association, addon: name)
    }
  }
}
