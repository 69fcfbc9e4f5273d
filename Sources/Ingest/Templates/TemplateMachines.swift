import CloudFormation
import Kubernetes
import Logic
import Text

/// The machines, roles and identity providers that one template gives to clusters.
///
/// Source: CloudFormation User Guide, "Amazon EKS resource type reference".
struct TemplateMachines {
  private let reference: (Resource) -> ClusterReference?

  /// - Parameter reference: The cluster that a resource belongs to.
  init(reference: @escaping (Resource) -> ClusterReference?) { self.reference = reference }

  /// What a resource adds to its cluster beside logins.
  func objects(of resource: Resource) -> [TemplateClusters.Found] {
    guard let object = object(resource), let cluster = reference(resource) else { return [] }
    return [(object, cluster)]
  }

  private func object(_ resource: Resource) -> ClusterObject? {
    switch resource.type {
    case "AWS::EKS::Nodegroup": .nodePool(pool(resource))
    case "AWS::EKS::FargateProfile": .fargateProfile(profile(resource))
    case "AWS::EKS::Addon":
      role(resource, "ServiceAccountRoleArn", .addon, named: "AddonName")
    case "AWS::EKS::Capability": role(resource, "RoleArn", .capability, named: "Type")
    case "AWS::EKS::IdentityProviderConfig": provider(resource)
    default: nil
    }
  }

  private func pool(_ resource: Resource) -> NodePool {
    var pool = NodePool(
      name: resource["NodegroupName"]?.text?.display ?? resource.logicalID, kind: .managed,
      role: resource["NodeRole"]?.text, range: resource.range)
    pool.amiType = resource["AmiType"]?.literal
    if let template = resource["LaunchTemplate"], !template.isAbsent {
      let id = template["Id"]?.text ?? template["Name"]?.text
      pool.template = NodePool.Template(
        id: id?.display ?? "", version: template["Version"]?.literal)
    }
    return pool
  }

  private func profile(_ resource: Resource) -> FargateProfile {
    let selectors = resource["Selectors"]?.elements().compactMap { variant in
      variant.value["Namespace"]?.text.map { namespace in
        let labels = variant.value["Labels"]?.elements().compactMap { label in
          label.value["Key"]?.literal.map { ($0, label.value["Value"]?.literal ?? "") }
        }
        return FargateProfile.Selector(
          namespace: namespace.display,
          labels: Dictionary(labels ?? [], uniquingKeysWith: { first, _ in first }))
      }
    }
    return FargateProfile(
      name: resource["FargateProfileName"]?.text?.display ?? resource.logicalID,
      role: resource["PodExecutionRoleArn"]?.text, selectors: selectors ?? [],
      range: resource.range)
  }

  private func role(
    _ resource: Resource, _ property: String, _ holder: ServiceRole.Holder, named name: String
  ) -> ClusterObject? {
    guard let role = resource[property]?.text else { return nil }
    return .serviceRole(
      ServiceRole(
        holder: holder, name: resource[name]?.text?.display ?? "", role: role,
        range: resource[property]?.range ?? resource.range))
  }

  private func provider(_ resource: Resource) -> ClusterObject? {
    guard let oidc = resource["Oidc"], let issuer = oidc["IssuerUrl"]?.text else { return nil }
    let claims = oidc["RequiredClaims"]?.elements() ?? []
    var provider = ClusterIdentityProvider(
      name: resource["IdentityProviderConfigName"]?.text?.display ?? resource.logicalID,
      issuer: issuer.display, hasRequiredClaims: claims.contains(where: \.guards.isEmpty),
      range: resource.range)
    // A prefix that a parameter gives may be empty, and is no prefix then.
    provider.usernamePrefix = Self.filled(oidc["UsernamePrefix"])
    provider.groupsPrefix = Self.filled(oidc["GroupsPrefix"])
    provider.groupsClaim = oidc["GroupsClaim"]?.text?.display
    return .identityProvider(provider)
  }

  private static func filled(_ value: TemplateValue?) -> String? {
    value?.literal.flatMap { $0.isEmpty ? nil : $0 }
  }
}
