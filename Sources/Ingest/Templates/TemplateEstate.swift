import CloudFormation
import Documents
import Estate
import IAM
import Logic

/// Turns the IAM resources of one template into items of the estate.
struct TemplateEstate {
  private let template: ResolvedTemplate
  private let index: Int
  private let policies = PolicyReader()

  /// - Parameter index: Number of the template in the estate.
  init(_ template: ResolvedTemplate, index: Int) {
    self.template = template
    self.index = index
  }

  func principal(_ resource: PrincipalResource) -> Principal {
    var principal = Principal(
      kind: kind(of: resource), arn: resource.arn,
      account: resource.account ?? resource.resource.account,
      name: resource.name, path: resource.path, origin: origin(of: resource.resource),
      range: resource.resource.range)
    principal.guards = template.preconditions(resource.guards)
    principal.trust = resource.trust.flatMap(policy)
    principal.maxSessionDuration =
      resource.resource["MaxSessionDuration"]?.literal.flatMap { Int($0) }
    principal.inlinePolicies = resource.inlinePolicies.compactMap { inline in
      policy(inline.document).map { NamedPolicy(name: inline.name.display, document: $0) }
    }
    principal.attachedPolicies = resource.attachedPolicies.map {
      PolicyText($0.arn, at: $0.range, guards: template.preconditions($0.guards))
    }
    principal.boundary = boundary(of: resource)
    principal.tags = resource.tags.map {
      Principal.Tag(key: $0.key, value: $0.value, isCertain: $0.isCertain)
    }
    principal.groups = resource.groups.map(\.display)
    principal.instanceProfiles = resource.instanceProfiles.compactMap { $0.name?.display }
    return principal
  }

  func managedPolicy(_ resource: ManagedPolicyResource) -> ManagedPolicy? {
    policy(resource.document).map {
      ManagedPolicy(arn: resource.arn, document: $0, range: resource.resource.range)
    }
  }

  func provider(_ resource: OIDCProviderResource) -> OIDCProvider {
    OIDCProvider(
      arn: resource.arn, account: resource.resource.account, issuer: resource.issuer,
      clientIDs: resource.clientIDs, origin: origin(of: resource.resource),
      range: resource.resource.range)
  }

  func policy(_ resource: ResourcePolicyResource) -> ResourcePolicy? {
    policy(resource.document).map {
      ResourcePolicy(
        resource: resource.target, type: resource.resource.type,
        logicalID: resource.resource.logicalID, account: resource.resource.account, document: $0,
        range: resource.resource.nameRange)
    }
  }

  func use(_ use: RoleUseResource) -> RoleUse {
    RoleUse(
      role: use.role, resourceType: use.resource.type, logicalID: use.resource.logicalID,
      property: use.property, services: use.services, guards: template.preconditions(use.guards),
      range: use.range ?? use.resource.nameRange)
  }

  func provider(_ resource: Resource) -> SAMLProvider? {
    resource.arn.map { SAMLProvider(arn: $0, range: resource.range) }
  }

  private func kind(of resource: PrincipalResource) -> Principal.Kind {
    switch resource.kind {
    case .role: .role
    case .user: .user
    case .group: .group
    }
  }

  private func policy(_ policy: GuardedPolicy) -> PolicyDocument? {
    guard let document = template.policyDocument(policy) else { return nil }
    var result = policies.read(document.root)
    // A text that is no document leaves nothing of itself in one.
    for variant in policy.variants where variant.value.text != nil {
      guard let text = template.document(variant.value) else { continue }
      result.strayExternalIDs += policies.read(text.root).strayExternalIDs
    }
    return result
  }

  /// The boundary; one that depends on conditions is there, and unknown.
  private func boundary(of resource: PrincipalResource) -> PolicyText? {
    guard let first = resource.boundaries.first else { return nil }
    if resource.boundaries.count == 1, first.guards.isEmpty {
      return PolicyText(first.arn, at: first.range)
    }
    let conditions = resource.boundaries.flatMap(\.guards).map(\.display)
    let hole = Hole(
      "PermissionsBoundary if \(conditions.joined(separator: ", "))", origin: .condition)
    return PolicyText(SymbolicString(hole), at: first.range)
  }

  private func origin(of resource: Resource) -> Principal.Origin {
    .template(index, logicalID: resource.logicalID)
  }
}
