public import Documents
public import Logic
public import Text

/// An IAM role that eksctl itself makes for a part of a `ClusterConfig` that names none.
///
/// eksctl deploys one CloudFormation stack for each. Source: eksctl, `pkg/cfn/builder` and
/// `pkg/actions/podidentityassociation`.
public struct EksctlRole: Sendable {
  /// Whom the role trusts.
  public enum Trust: Sendable {
    /// Tokens of the cluster's issuer for `sts.amazonaws.com`, with a subject if one is given; with
    /// none, any service account of the cluster.
    case tokens(Subject?)
    /// EKS Pod Identity.
    case podIdentity
    /// EC2 instances.
    case machines
    /// EKS capabilities.
    case capabilities
  }

  /// The subject that a trust asks for.
  public struct Subject: Sendable {
    /// `system:serviceaccount:NAMESPACE:NAME`, with wildcards in patterns.
    public var text: SymbolicString
    /// Whether it is compared with wildcards.
    public var isPattern: Bool
    /// What it is made of in the source.
    public var range: SourceRange
  }

  /// What tells it from the other roles of the file.
  public var id: String
  /// The stack that eksctl deploys for it.
  public var stack: String
  /// Its logical name in that stack; nil where the source of eksctl that we read does not tell it.
  public var logicalID: String?
  /// Whom it trusts.
  public var trust: Trust
  /// The name, if the file chooses one.
  public var name: Node?
  /// Names of AWS managed policies that eksctl attaches by itself.
  public var managedPolicies: [String] = []
  /// ARNs of policies to attach.
  public var attachedPolicies: Node?
  /// A policy document.
  public var inlinePolicy: Node?
  /// Names of eksctl's own policies, each with whether it is asked for.
  public var wellKnownPolicies: Node?
  /// ARN of the permissions boundary.
  public var boundary: Node?
  /// The role's ARN where the file tells that eksctl has made it.
  public var made: Node?
  /// What the role is made for, in the source.
  public var range: SourceRange

  private init(
    _ id: String, stack: String, logicalID: String? = "Role1", trust: Trust, _ node: Node
  ) {
    self.id = id
    self.stack = stack
    self.logicalID = logicalID
    self.trust = trust
    range = node.range
  }

  /// The role of an element of `iam.serviceAccounts`; nil if the element names a role.
  init?(serviceAccount node: Node, of cluster: String) {
    guard ObjectReader.filled(node["attachRoleARN"]) == nil else { return nil }
    let metadata = node["metadata"]
    let namespace = metadata?["namespace"]?.text ?? "default"
    let name = metadata?["name"]?.text
    var subject: Subject?
    if let pattern = node["subjectPattern"], let text = pattern.text, text.literal != "" {
      subject = Subject(
        text: "system:serviceaccount:" + namespace + ":" + text, isPattern: true,
        range: pattern.range)
    } else if let name, name.literal != "" {
      subject = Subject(
        text: "system:serviceaccount:" + namespace + ":" + name, isPattern: false,
        range: metadata?.range ?? node.range)
    }
    let account = "\(namespace.display)/\(name?.display ?? "")"
    self.init(
      "iam.serviceAccounts/\(account)",
      stack: "eksctl-\(cluster)-addon-iamserviceaccount-\(account.replacing("/", with: "-"))",
      trust: .tokens(subject), node)
    self.name = node["roleName"]
    take(node)
    made = node["status"]?["roleARN"]
  }

  /// The role of a Pod Identity association, of an add-on or by itself; nil if it names a role.
  init?(podIdentity node: Node, namespace: String, addon: String?, of cluster: String) {
    guard ObjectReader.filled(node["roleARN"]) == nil,
      let account = node["serviceAccountName"]?.string
    else { return nil }
    let owner = addon.map { "addon-\($0)-podidentityrole" } ?? "podidentityrole-\(namespace)"
    self.init(
      "\(addon.map { "addons/\($0)" } ?? "iam").podIdentityAssociations/\(namespace)/\(account)",
      stack: "eksctl-\(cluster)-\(owner)-\(account)", trust: .podIdentity, node)
    self.name = node["roleName"]
    attachedPolicies = node["permissionPolicyARNs"]
    inlinePolicy = node["permissionPolicy"]
    wellKnownPolicies = node["wellKnownPolicies"]
    boundary = node["permissionsBoundaryARN"]
  }

  /// The role of an add-on by tokens; nil if it names a role or asks for no permission.
  ///
  /// eksctl knows the service account of `vpc-cni` only, and trusts every one for the others.
  init?(addon node: Node, of cluster: String) {
    let keys = ["attachPolicyARNs", "attachPolicy", "wellKnownPolicies"]
    guard let name = node["name"]?.string,
      ObjectReader.filled(node["serviceAccountRoleARN"]) == nil,
      (node["podIdentityAssociations"]?.count ?? 0) == 0,
      keys.contains(where: { (node[$0]?.count ?? 0) > 0 })
    else { return nil }
    let isNetwork = name.lowercased() == "vpc-cni"
    let subject = Subject(
      text: "system:serviceaccount:kube-system:aws-node", isPattern: false, range: node.range)
    self.init(
      "addons/\(name)", stack: "eksctl-\(cluster)-addon-\(name)",
      trust: .tokens(isNetwork ? subject : nil), node)
    take(node)
  }

  /// The role of the machines of a node group; nil if the group names a role or a profile.
  init?(nodeGroup node: Node, isManaged: Bool, usesTokens: Bool, of cluster: String) {
    let iam = node["iam"]
    let given = ["instanceRoleARN", "instanceProfileARN"]
    guard let name = node["name"]?.string,
      given.allSatisfy({ ObjectReader.filled(iam?[$0]) == nil })
    else { return nil }
    self.init(
      "\(isManaged ? "managedNodeGroups" : "nodeGroups")/\(name)",
      stack: "eksctl-\(cluster)-nodegroup-\(name)", logicalID: "NodeInstanceRole",
      trust: .machines, node)
    self.name = iam?["instanceRoleName"]
    attachedPolicies = iam?["attachPolicyARNs"]
    inlinePolicy = iam?["attachPolicy"]
    wellKnownPolicies = iam?["withAddonPolicies"]
    boundary = iam?["instanceRolePermissionsBoundary"]
    let isDefault = (attachedPolicies?.count ?? 0) == 0
    if isDefault {
      managedPolicies = ["AmazonEKSWorkerNodePolicy", "AmazonSSMManagedInstanceCore"]
      if !usesTokens { managedPolicies.append("AmazonEKS_CNI_Policy") }
    }
    if isManaged ? isDefault : wellKnownPolicies?["imageBuilder"]?.boolean != true {
      managedPolicies.append("AmazonEC2ContainerRegistryPullOnly")
    }
  }

  /// The role of a capability; nil if it names one.
  init?(capability node: Node, of cluster: String) {
    guard ObjectReader.filled(node["roleARN"]) == nil, let name = node["name"]?.string else {
      return nil
    }
    self.init(
      "capabilities/\(name)", stack: "eksctl-\(cluster)", logicalID: nil, trust: .capabilities,
      node)
    take(node)
  }

  private mutating func take(_ node: Node) {
    attachedPolicies = node["attachPolicyARNs"]
    inlinePolicy = node["attachPolicy"]
    wellKnownPolicies = node["wellKnownPolicies"]
    boundary = node["permissionsBoundary"]
  }
}
