import CloudFormation
import Documents
import IAM
import Kubernetes
import Logic
import Text

/// Turns the EKS resources of one template into objects of clusters.
///
/// Source: CloudFormation User Guide, "Amazon EKS resource type reference".
struct TemplateClusters {
  /// An object with the cluster that it belongs to.
  typealias Found = (object: ClusterObject, cluster: ClusterReference)

  private let template: ResolvedTemplate
  private let path: String
  private var modes: [String: String] = [:]

  private static let clusterTypes: Set = [
    "AWS::EKS::Cluster", "Custom::AWSCDK-EKS-Cluster", "AWSQS::EKS::Cluster",
  ]

  /// - Parameter path: The template's file.
  init(_ template: ResolvedTemplate, path: String) {
    self.template = template
    self.path = path
    for resource in template.resources where Self.clusterTypes.contains(resource.type) {
      modes[resource.name?.display ?? ""] = Self.mode(of: resource)
    }
  }

  /// All objects, in the order of the source.
  var objects: [Found] {
    let machines = TemplateMachines(reference: reference)
    return template.resources.flatMap { resource -> [Found] in
      machines.objects(of: resource) + logins(of: resource)
    }
  }

  private func logins(of resource: Resource) -> [Found] {
    switch resource.type {
    case "AWS::EKS::Cluster", "Custom::AWSCDK-EKS-Cluster": cluster(resource)
    case "Custom::AWSCDK-EKS-KubernetesResource", "AWSQS::Kubernetes::Resource":
      manifest(resource)
    case "AWS::EKS::AccessEntry": accessEntry(resource)
    case "AWS::EKS::PodIdentityAssociation": association(resource)
    case "AWS::EKS::Addon": addon(resource)
    case "AWS::EKS::Nodegroup": nodes(resource, "NodeRole", type: "EC2_LINUX")
    case "AWS::EKS::FargateProfile":
      nodes(resource, "PodExecutionRoleArn", type: "FARGATE_LINUX")
    case "AWSQS::EKS::Cluster": cluster(resource) + apiAccess(resource)
    default: []
    }
  }

  // MARK: Clusters

  /// The documented default for clusters that CloudFormation makes is `CONFIG_MAP`.
  private static func mode(of resource: Resource) -> String? {
    guard let mode = access(resource, "AuthenticationMode") else { return "CONFIG_MAP" }
    return mode.literal
  }

  /// A setting of a cluster's access; the custom resource of the AWS CDK takes what the API takes.
  private static func access(_ resource: Resource, _ name: String) -> TemplateValue? {
    resource["AccessConfig"]?[name]
      ?? resource["Config"]?["accessConfig"]?[name.prefix(1).lowercased() + name.dropFirst()]
  }

  /// What the AWS CDK applies to a cluster: aws-auth, service accounts, roles and bindings.
  private func manifest(_ resource: Resource) -> [Found] {
    guard let reference = reference(resource) else { return [] }
    var reader = ObjectReader()
    for document in template.kubernetesObjects(resource) { reader.read(document.root) }
    return reader.objects.map { ($0, reference) }
  }

  private func cluster(_ resource: Resource) -> [Found] {
    guard let name = resource.name else { return [] }
    var cluster = Cluster(name: name.display)
    cluster.range = resource.range
    cluster.arn = resource.arn?.literal
    cluster.account = resource.account.literal
    cluster.declaredIssuer = resource.issuer?.withoutScheme
    cluster.issuer = cluster.declaredIssuer?.literal
    cluster.authenticationMode = Self.mode(of: resource)
    cluster.authenticationModeRange = Self.access(resource, "AuthenticationMode")?.range
    cluster.bootstrapsCreator = Self.flag(
      Self.access(resource, "BootstrapClusterCreatorAdminPermissions"))
    cluster.isOnOutpost = resource["OutpostConfig"] != nil
    let reference = reference(to: resource, named: name)
    return [(.description(cluster), reference)]
      + nodes(resource, ["ComputeConfig", "NodeRoleArn"], type: "EC2", of: reference)
  }

  /// What the third-party cluster resource writes into aws-auth.
  ///
  /// Source: aws-quickstart, `AWSQS::EKS::Cluster`, `KubernetesApiAccess`.
  private func apiAccess(_ resource: Resource) -> [Found] {
    guard let name = resource.name, let access = resource["KubernetesApiAccess"] else { return [] }
    var auth = AWSAuth(range: access.range ?? resource.range)
    auth.isPartial = true
    for (key, field) in [("Roles", AWSAuth.Mapping.Field.roles), ("Users", .users)] {
      for variant in access[key]?.elements() ?? [] {
        guard let arn = variant.value["Arn"]?.text else { continue }
        let groups = texts(variant.value["Groups"])
        auth.mappings.append(
          AWSAuth.Mapping(
            field: field, arn: arn, username: variant.value["Username"]?.text?.display ?? "",
            groups: groups, range: variant.value.range,
            arnRange: variant.value["Arn"]?.range, groupRanges: groups.map { _ in nil },
            deadReason: arn.literal.flatMap(DeadReason.init(configuredARN:))?.rawValue))
      }
    }
    return [(.awsAuth(auth), reference(to: resource, named: name))]
  }

  private func reference(_ resource: Resource) -> ClusterReference? {
    guard let name = resource["ClusterName"]?.text else { return nil }
    let declared = template.resources.first {
      Self.clusterTypes.contains($0.type) && $0.name == name
    }
    return reference(to: declared, named: name)
  }

  /// A name that is not known in full tells clusters apart only inside of one template.
  private func reference(to declared: Resource?, named name: SymbolicString) -> ClusterReference {
    ClusterReference(
      name: name.display, arn: declared?.arn?.literal,
      template: declared != nil && name.literal == nil ? path : nil)
  }

  // MARK: Logins

  private func accessEntry(_ resource: Resource) -> [Found] {
    guard let reference = reference(resource), let principal = resource["PrincipalArn"]?.text else {
      return []
    }
    var entry = AccessEntry(
      principalARN: principal, groups: texts(resource["KubernetesGroups"]),
      username: resource["Username"]?.text?.display,
      type: resource["Type"]?.text?.display ?? "STANDARD",
      policies: resource["AccessPolicies"]?.elements().compactMap(policy) ?? [],
      range: resource.range)
    entry.guards = template.preconditions(resource.guards)
    return [(.accessEntry(entry), reference)]
  }

  private func policy(_ variant: TemplateValue.Variant) -> AccessEntry.Policy? {
    guard let arn = variant.value["PolicyArn"]?.text else { return nil }
    let scope = variant.value["AccessScope"]
    // A scope that is not known counts as the widest one.
    let isNarrow = scope?["Type"]?.literal == "namespace"
    return AccessEntry.Policy(
      arn: arn.display, namespaces: isNarrow ? texts(scope?["Namespaces"]) : nil)
  }

  /// EKS lets the nodes that it starts log in by itself: an access entry where the cluster has
  /// them, else a mapping in aws-auth (EKS User Guide, "Create access entries").
  private func nodes(_ resource: Resource, _ property: String, type: String) -> [Found] {
    reference(resource).map { nodes(resource, [property], type: type, of: $0) } ?? []
  }

  private func nodes(
    _ resource: Resource, _ path: [String], type: String, of reference: ClusterReference
  ) -> [Found] {
    let value = path.reduce(resource.properties) { $0?[$1] }
    guard let role = value?.text, modes[reference.name] != "CONFIG_MAP" else { return [] }
    var entry = AccessEntry(
      principalARN: role, groups: ["system:nodes"], username: nil, type: type, policies: [],
      range: value?.range ?? resource.range)
    entry.guards = template.preconditions(resource.guards)
    return [(.accessEntry(entry), reference)]
  }

  // MARK: Workloads

  private func association(_ resource: Resource) -> [Found] {
    guard let reference = reference(resource) else { return [] }
    return association(
      resource.properties, of: reference, namespace: resource["Namespace"]?.text, resource)
  }

  private func addon(_ resource: Resource) -> [Found] {
    guard let reference = reference(resource) else { return [] }
    let namespace =
      resource["NamespaceConfig"]?["Namespace"]?.text ?? SymbolicString("kube-system")
    return resource["PodIdentityAssociations"]?.elements().flatMap { variant in
      association(variant.value, of: reference, namespace: namespace, resource)
    } ?? []
  }

  private func association(
    _ value: TemplateValue?, of reference: ClusterReference, namespace: SymbolicString?,
    _ resource: Resource
  ) -> [Found] {
    guard let value, let namespace, let account = value["ServiceAccount"]?.text else { return [] }
    var association = PodIdentityAssociation(
      namespace: namespace.display, serviceAccount: account.display,
      roleARN: value["RoleArn"]?.text, targetRoleARN: value["TargetRoleArn"]?.text,
      range: value.range ?? resource.range)
    association.disablesSessionTags =
      value["DisableSessionTags"] == nil ? false : Self.flag(value["DisableSessionTags"])
    association.sessionPolicyRange = value["Policy"]?.range
    association.guards = template.preconditions(resource.guards)
    return [(.podIdentityAssociation(association), reference)]
  }

  // MARK: Values

  private func texts(_ value: TemplateValue?) -> [String] {
    value?.elements().compactMap { $0.value.text?.display } ?? []
  }

  private static func flag(_ value: TemplateValue?) -> Bool? {
    switch value?.literal?.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }
}
