import Documents
import IAM
import Kubernetes
import Logic
import Text

/// Turns the EKS resources of a Terraform document into objects of clusters.
///
/// Source: Terraform AWS provider, resources `aws_eks_…`.
struct TerraformClusters {
  /// An object with the cluster that it belongs to; nil where nothing names it.
  typealias Found = (object: ClusterObject, cluster: ClusterReference?)

  private let model: TerraformModel
  private let modes: [String: String]

  init(_ model: TerraformModel) {
    self.model = model
    modes = Dictionary(
      model.resources("aws_eks_cluster").compactMap { cluster in
        cluster["access_config"].block["authentication_mode"].string.map {
          (model.name(of: cluster).display, $0)
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// All objects, in document order.
  var objects: [Found] { model.document.resources.flatMap(found) }

  private func found(in resource: TerraformResource) -> [Found] {
    switch resource.type {
    case "aws_eks_cluster": cluster(resource)
    case "aws_eks_access_entry": entry(resource).map { [$0] } ?? []
    case "aws_eks_access_policy_association": policy(resource).map { [$0] } ?? []
    case "aws_eks_pod_identity_association": association(resource).map { [$0] } ?? []
    case "aws_eks_node_group": nodeGroup(resource)
    case "aws_eks_fargate_profile": fargateProfile(resource)
    case "aws_eks_addon": addon(resource)
    case "aws_eks_identity_provider_config": provider(resource).map { [$0] } ?? []
    case "aws_eks_capability": capability(resource).map { [$0] } ?? []
    default: []
    }
  }

  /// The cluster that an attribute names, with the ARN that the document tells of it.
  private func reference(
    _ resource: TerraformResource, _ key: String = "cluster_name"
  ) -> ClusterReference? {
    guard let name = model.display(key, of: resource) else { return nil }
    return reference(name)
  }

  private func reference(_ name: String) -> ClusterReference {
    let declared = model.resources("aws_eks_cluster").first {
      model.name(of: $0).display == name
    }
    return ClusterReference(name: name, arn: declared.flatMap { model.arn(of: $0)?.literal })
  }

  /// The one cluster of the document, to which its Kubernetes objects belong.
  var only: ClusterReference? {
    let clusters = model.resources("aws_eks_cluster")
    guard clusters.count == 1, let cluster = clusters.first else { return nil }
    return reference(model.name(of: cluster).display)
  }

  // MARK: Clusters

  private func cluster(_ resource: TerraformResource) -> [Found] {
    let name = model.name(of: resource).display
    let access = resource["access_config"].block
    let arn = model.arn(of: resource)?.literal
    var cluster = Cluster(name: name)
    cluster.range = resource.range
    cluster.arn = arn
    cluster.account = arn.flatMap { ARN($0)?.account } ?? model.account
    cluster.issuer = resource["identity"].block["oidc"].block["issuer"].string
      .map { Issuer($0).text }
    cluster.authenticationMode = access["authentication_mode"].string
    cluster.authenticationModeRange = access["authentication_mode"].node?.range
    cluster.bootstrapsCreator =
      access["bootstrap_cluster_creator_admin_permissions"].node?.boolean
    cluster.isOnOutpost = resource["outpost_config"].block.node != nil
    let compute = resource["compute_config"].block
    if compute["enabled"].node?.boolean == true {
      cluster.nodePools = [
        NodePool(
          name: "auto-mode", kind: .autoMode, role: compute["node_role_arn"].text,
          range: compute.node?.range)
      ]
    }
    if let role = model.text("role_arn", of: resource) {
      cluster.serviceRoles = [
        ServiceRole(holder: .controlPlane, name: "", role: role.text, range: role.range)
      ]
    }
    return [(.description(cluster), ClusterReference(name: name, arn: arn))]
  }

  // MARK: Logins

  private func entry(_ resource: TerraformResource) -> Found? {
    guard let principal = model.text("principal_arn", of: resource) else { return nil }
    let groups = resource["kubernetes_groups"]
    var entry = AccessEntry(
      principalARN: principal.text, groups: groups.texts,
      username: model.display("user_name", of: resource),
      type: resource["type"].string ?? "STANDARD", policies: [], range: resource.range)
    if resource["user_name"].isUnknown || resource["user_name"].string == "" {
      // EKS gives the documented default where nobody sets a name.
      entry.username = nil
    }
    entry.isDescribed = !groups.isUnknown
    entry.arePoliciesKnown = false
    entry.created = resource["created_at"].string
    return (.accessEntry(entry), reference(resource))
  }

  private func policy(_ resource: TerraformResource) -> Found? {
    guard let principal = model.text("principal_arn", of: resource),
      let policy = model.display("policy_arn", of: resource)
    else { return nil }
    let scope = resource["access_scope"].block
    // A scope that is not known counts as the widest one.
    let isNarrow = scope["type"].string == "namespace"
    var entry = AccessEntry(
      principalARN: principal.text, groups: [], username: nil, type: "STANDARD",
      policies: [.init(arn: policy, namespaces: isNarrow ? scope["namespaces"].texts : nil)],
      range: resource.range)
    entry.isDescribed = false
    return (.accessEntry(entry), reference(resource))
  }

  /// EKS lets the machines that it starts log in by itself: an access entry where the cluster has
  /// them, else a mapping in aws-auth (EKS User Guide, "Create access entries").
  private func nodes(
    _ role: PolicyText?, type: String, of reference: ClusterReference?
  ) -> [Found] {
    guard let role, let reference, modes[reference.name]?.hasPrefix("API") == true else {
      return []
    }
    let entry = AccessEntry(
      principalARN: role.text, groups: ["system:nodes"], username: nil, type: type, policies: [],
      range: role.range)
    return [(.accessEntry(entry), reference)]
  }

  // MARK: Workloads

  private func association(_ resource: TerraformResource) -> Found? {
    guard let namespace = model.display("namespace", of: resource),
      let account = model.display("service_account", of: resource)
    else { return nil }
    let target = model.text("target_role_arn", of: resource)?.text
    var association = PodIdentityAssociation(
      namespace: namespace, serviceAccount: account,
      roleARN: model.text("role_arn", of: resource)?.text,
      targetRoleARN: target == "" ? nil : target, range: resource.range)
    association.id = resource["association_id"].string
    association.disablesSessionTags = resource["disable_session_tags"].node?.boolean
    let externalID = resource["external_id"].string
    association.externalID = externalID == "" ? nil : externalID
    if let policy = resource["policy"].node, policy.string != "" {
      association.sessionPolicyRange = policy.range
    }
    return (.podIdentityAssociation(association), reference(resource))
  }

  private func nodeGroup(_ resource: TerraformResource) -> [Found] {
    let role = model.text("node_role_arn", of: resource)
    var pool = NodePool(
      name: model.display("node_group_name", of: resource) ?? resource.address, kind: .managed,
      role: role?.text, range: resource.range)
    pool.amiType = resource["ami_type"].string
    let template = resource["launch_template"].block
    if let id = template["id"].string ?? template["name"].string {
      pool.template = NodePool.Template(id: id, version: template["version"].string)
    } else if template.node != nil {
      pool.template = NodePool.Template(id: "", version: nil)
    }
    let reference = reference(resource)
    return [(.nodePool(pool), reference)] + nodes(role, type: "EC2_LINUX", of: reference)
  }

  private func fargateProfile(_ resource: TerraformResource) -> [Found] {
    let role = model.text("pod_execution_role_arn", of: resource)
    let selectors = resource["selector"].elements.compactMap { selector in
      selector["namespace"].string.map { namespace in
        let labels = selector["labels"].pairs.map { ($0.key.display, $0.value.display) }
        return FargateProfile.Selector(
          namespace: namespace, labels: Dictionary(labels, uniquingKeysWith: { first, _ in first }))
      }
    }
    let profile = FargateProfile(
      name: model.display("fargate_profile_name", of: resource) ?? "", role: role?.text,
      selectors: selectors, range: resource.range)
    let reference = reference(resource)
    return [(.fargateProfile(profile), reference)]
      + nodes(role, type: "FARGATE_LINUX", of: reference)
  }

  private func addon(_ resource: TerraformResource) -> [Found] {
    let name = resource["addon_name"].string ?? ""
    let reference = reference(resource)
    var found: [Found] = []
    if let role = model.text("service_account_role_arn", of: resource), role.text != "" {
      found.append(
        (
          .serviceRole(
            ServiceRole(holder: .addon, name: name, role: role.text, range: role.range)),
          reference
        ))
    }
    for block in resource["pod_identity_association"].elements {
      guard let account = block["service_account"].string else { continue }
      let role =
        block["role_arn"].text
        ?? SymbolicString(
          TerraformModel.hole("\(resource.address).pod_identity_association.role_arn"))
      var association = PodIdentityAssociation(
        namespace: "kube-system", serviceAccount: account, roleARN: role, targetRoleARN: nil,
        range: block.node?.range ?? resource.range)
      association.isOwned = true
      found.append((.podIdentityAssociation(association), reference))
    }
    return found
  }

  private func provider(_ resource: TerraformResource) -> Found? {
    let oidc = resource["oidc"].block
    guard let issuer = oidc["issuer_url"].string else { return nil }
    var provider = ClusterIdentityProvider(
      name: oidc["identity_provider_config_name"].string ?? "", issuer: issuer,
      hasRequiredClaims: !oidc["required_claims"].pairs.isEmpty, range: resource.range)
    provider.usernamePrefix = oidc["username_prefix"].string
    provider.groupsPrefix = oidc["groups_prefix"].string
    provider.groupsClaim = oidc["groups_claim"].string
    return (.identityProvider(provider), reference(resource))
  }

  private func capability(_ resource: TerraformResource) -> Found? {
    guard let role = model.text("role_arn", of: resource) else { return nil }
    return (
      .serviceRole(
        ServiceRole(
          holder: .capability, name: resource["type"].string ?? "", role: role.text,
          range: role.range)),
      reference(resource)
    )
  }
}
