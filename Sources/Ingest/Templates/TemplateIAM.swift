import CloudFormation
import Documents
import Estate
import IAM
import Logic
import Text

/// What the IAM resources of one template come to, before it is added to the estate.
///
/// Source: CloudFormation User Guide, "AWS Identity and Access Management resource type reference".
struct TemplateIAM {
  /// Roles, users and groups, in the order of the source.
  var principals: [Principal] = []
  /// Managed policies that the template defines.
  var managedPolicies: [ManagedPolicy] = []
  /// OIDC providers that the template defines.
  var oidcProviders: [OIDCProvider] = []
  /// SAML providers that the template defines.
  var samlProviders: [SAMLProvider] = []

  let template: ResolvedTemplate
  private let index: Int
  private let policies = PolicyReader()

  /// Every kind of IAM resource that is read, in the order in which they are: principals before
  /// what is attached to them.
  static let readers: [any TemplateResourceReader.Type] = [
    PrincipalResource.self, ManagedPolicyResource.self, InlinePolicyResource.self,
    GroupMembershipResource.self, InstanceProfileResource.self, ProviderResource.self,
  ]

  /// Reads the IAM resources of a template.
  ///
  /// - Parameter index: Number of the template in the estate.
  init(_ template: ResolvedTemplate, index: Int) {
    self.template = template
    self.index = index
    for reader in Self.readers {
      for resource in template.resources where reader.types.contains(resource.type) {
        reader.read(resource, into: &self)
      }
    }
    mergeNamesakes()
  }

  /// The policy document of a property; nil when the property is certainly absent.
  func policy(_ value: TemplateValue?, under guards: [Guard] = []) -> PolicyDocument? {
    value.flatMap { template.policyDocument($0, under: guards) }.map { policies.read($0.root) }
  }

  /// Where principals of a resource come from.
  func origin(of resource: Resource) -> Principal.Origin {
    .template(index, logicalID: resource.logicalID)
  }

  /// The principals of a kind that a list of names or ARNs stands for, each with what must hold
  /// for the list to name it.
  func targets(
    _ kind: Principal.Kind, namedBy value: TemplateValue?, under guards: [Guard]
  ) -> [(index: Int, guards: [Guard])] {
    guard let value else { return [] }
    return value.elements(under: guards).flatMap { variant -> [(index: Int, guards: [Guard])] in
      principals.indices.filter { index in
        principals[index].kind == kind && variant.value.text == principals[index].name
      }.map { index in
        let known = Set(principals[index].guards)
        return (index, variant.guards.filter { !known.contains($0.hole) })
      }
    }
  }

  /// Roles of one name that exist under different conditions become one role whose statements
  /// carry the conditions, because an ARN names one role.
  private mutating func mergeNamesakes() {
    var places: [String: Int] = [:]
    var merged: [Principal] = []
    for principal in principals {
      guard let place = places[principal.id] else {
        places[principal.id] = merged.count
        merged.append(principal)
        continue
      }
      merged[place] = merged[place].united(with: principal)
    }
    principals = merged
  }
}

/// Reads one kind of IAM resource of a template.
protocol TemplateResourceReader: Sendable {
  /// The resource types.
  static var types: Set<String> { get }
  /// Adds what a resource of these types comes to.
  static func read(_ resource: Resource, into iam: inout TemplateIAM)
}
