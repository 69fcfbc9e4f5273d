public import Documents
import IAM
import Logic

/// Reads an eksctl `ClusterConfig`: what it would set up in a cluster.
///
/// Source: eksctl, `pkg/apis/eksctl.io/v1alpha5`. What it maps is added to what the cluster has, so
/// its aws-auth is a part of the whole.
public struct EksctlConfigReader {
  /// The cluster that the file is about.
  public private(set) var cluster: ClusterReference
  /// What was found, in document order; the description first.
  public private(set) var objects: [ClusterObject] = []

  /// Whether a document is a ClusterConfig.
  public static func recognises(_ root: Node) -> Bool {
    root["apiVersion"]?.string?.hasPrefix("eksctl.io/") == true
      && root["kind"]?.equals("ClusterConfig") == true
      && root["metadata"]?["name"]?.string != nil
  }

  /// Reads a document that is recognised.
  public init(_ root: Node) {
    cluster = ClusterReference(name: root["metadata"]?["name"]?.string ?? "")
    readDescription(root)
    readMappings(root["iamIdentityMappings"], of: root)
    for entry in Self.elements(root["accessConfig"]?["accessEntries"]) { readEntry(entry) }
    for account in Self.elements(root["iam"]?["serviceAccounts"]) { readAccount(account) }
    for association in Self.elements(root["iam"]?["podIdentityAssociations"]) {
      readAssociation(association)
    }
  }

  private static func elements(_ list: Node?) -> [Node] { list.map { Array($0.elements) } ?? [] }

  private mutating func readDescription(_ root: Node) {
    var description = Cluster(name: cluster.name)
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
        auth.accounts.append((text, account.range))
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

  private mutating func readEntry(_ node: Node) {
    guard let arn = node["principalARN"]?.text else { return }
    let policies = Self.elements(node["accessPolicies"]).compactMap { policy in
      policy["policyARN"]?.string.map { arn in
        let scope = policy["accessScope"]
        let isNarrow = scope?["type"]?.equals("namespace") ?? false
        let names = Self.elements(scope?["namespaces"]).compactMap(\.string)
        return AccessEntry.Policy(arn: arn, namespaces: isNarrow ? names : nil)
      }
    }
    objects.append(
      .accessEntry(
        AccessEntry(
          principalARN: arn,
          groups: Self.elements(node["kubernetesGroups"]).compactMap(\.string),
          username: node["kubernetesUsername"]?.string,
          type: node["type"]?.string ?? "STANDARD", policies: policies, range: node.range)))
  }

  private mutating func readAccount(_ node: Node) {
    guard let name = node["metadata"]?["name"]?.string, node["roleOnly"]?.boolean != true else {
      return
    }
    var account = ServiceAccount(
      namespace: node["metadata"]?["namespace"]?.string ?? "default", name: name,
      range: node.range)
    let role = node["attachRoleARN"] ?? node["status"]?["roleARN"]
    account.roleARN = role?.text
    account.roleARNRange = role?.range
    objects.append(.serviceAccount(account))
  }

  private mutating func readAssociation(_ node: Node) {
    guard let namespace = node["namespace"]?.string,
      let name = node["serviceAccountName"]?.string
    else { return }
    var association = PodIdentityAssociation(
      namespace: namespace, serviceAccount: name, roleARN: node["roleARN"]?.text,
      targetRoleARN: node["targetRoleARN"]?.text, range: node.range)
    association.disablesSessionTags = node["disableSessionTags"]?.boolean
    objects.append(.podIdentityAssociation(association))
  }
}
