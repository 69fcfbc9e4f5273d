public import Logic
public import Text

/// What the IAM resources of a template come to: principals with everything attached to them.
///
/// Source: CloudFormation User Guide, "AWS Identity and Access Management resource type reference".
public struct IAMResources: Sendable {
  /// Roles, users and groups, in the order of the source.
  public internal(set) var principals: [PrincipalResource] = []
  /// Managed policies that the template defines.
  public internal(set) var managedPolicies: [ManagedPolicyResource] = []
  /// OIDC providers that the template defines.
  public internal(set) var oidcProviders: [OIDCProviderResource] = []
  /// SAML providers that the template defines.
  public internal(set) var samlProviders: [Resource] = []

  /// Permission sets that the template defines.
  var permissionSets: [Resource] = []
  /// The partition that ARNs of other accounts are written with.
  let partition: String

  /// Permission sets that are assigned here without being declared here, as written.
  public internal(set) var permissionSetsElsewhere: [(arn: SymbolicString, range: SourceRange)] =
    []

  /// What is attached here to principals that are not declared here.
  public internal(set) var attachmentsElsewhere: [AttachmentElsewhere] = []

  /// Every kind of resource that is read: principals before what is attached to them.
  static let readers: [any IAMResourceReader.Type] = [
    PrincipalReader.self, ServiceLinkedRoleReader.self, ManagedPolicyReader.self,
    InlinePolicyReader.self, GroupMembershipReader.self, InstanceProfileReader.self,
    ProviderReader.self, AccessKeyReader.self, PermissionSetReader.self,
    PermissionAssignmentReader.self, MemberAccountReader.self,
  ]

  /// Reads the IAM resources of a template.
  public init(_ template: ResolvedTemplate) {
    partition = template.context.partition ?? "aws"
    for reader in Self.readers {
      for resource in template.resources where reader.types.contains(resource.type) {
        reader.read(resource, into: &self)
      }
    }
    mergeNamesakes()
  }

  /// The principals of a kind that a list of names stands for, each with what must hold for the
  /// list to name it; what names of none would gain is remembered.
  mutating func targets(
    _ kind: PrincipalResource.Kind, namedBy value: TemplateValue?, of resource: Resource,
    attaching addition: AttachmentElsewhere.Addition
  ) -> [(index: Int, guards: [Guard])] {
    let guards = resource.guards
    guard let value else { return [] }
    var targets: [(index: Int, guards: [Guard])] = []
    for variant in value.elements(under: guards) {
      let named = principals.indices.filter { index in
        principals[index].kind == kind && variant.value.text == principals[index].name
          && principals[index].resource.account == resource.account
          && (variant.guards + principals[index].guards).isConsistent
      }
      if named.isEmpty, let name = variant.value.text {
        attachmentsElsewhere.append(
          AttachmentElsewhere(
            kind: kind, name: name, account: resource.account, addition: addition,
            guards: variant.guards, range: variant.value.range))
      }
      for index in named {
        let known = Set(principals[index].guards)
        targets.append((index, variant.guards.filter { !known.contains($0) }))
      }
    }
    return targets
  }

  /// Roles of one ARN that exist under different conditions become one role whose parts carry the
  /// conditions, because an ARN names one role.
  private mutating func mergeNamesakes() {
    var places: [SymbolicString: Int] = [:]
    var merged: [PrincipalResource] = []
    for principal in principals {
      guard let place = places[principal.arn] else {
        places[principal.arn] = merged.count
        merged.append(principal)
        continue
      }
      merged[place].unite(with: principal)
    }
    principals = merged
  }
}

/// Reads one kind of IAM resource of a template.
protocol IAMResourceReader: Sendable {
  /// The resource types.
  static var types: Set<String> { get }
  /// Adds what a resource of these types comes to.
  static func read(_ resource: Resource, into iam: inout IAMResources)
}

/// A managed policy that a template defines.
public struct ManagedPolicyResource: Sendable {
  /// Its ARN.
  public let arn: SymbolicString
  /// Its document.
  public let document: GuardedPolicy
  /// The resource.
  public let resource: Resource
}

/// An OIDC provider that a template defines.
public struct OIDCProviderResource: Sendable {
  /// Its ARN.
  public let arn: SymbolicString
  /// The issuer without scheme.
  public let issuer: SymbolicString
  /// Audiences; nil when the template lists none.
  public let clientIDs: [SymbolicString]?
  /// The resource.
  public let resource: Resource
}

/// A policy document with all ways in which it can turn out.
public struct GuardedPolicy: Sendable {
  /// Documents, each with what must hold for it to count.
  public internal(set) var variants: [TemplateValue.Variant]

  /// Makes a policy that counts under guards.
  public init(_ value: TemplateValue, under guards: [Guard] = []) {
    variants = [TemplateValue.Variant(guards: guards, value: value.assuming(guards))]
  }

  mutating func add(_ guards: [Guard]) {
    for index in variants.indices { variants[index].guards += guards }
  }
}
