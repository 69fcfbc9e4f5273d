public import Logic
public import Text

/// A role, user or group of a template.
public struct PrincipalResource: Sendable {
  /// What it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// `AWS::IAM::Role`.
    case role
    /// `AWS::IAM::User`.
    case user
    /// `AWS::IAM::Group`.
    case group
  }

  /// An inline policy.
  public struct InlinePolicy: Sendable {
    /// `PolicyName`.
    public var name: SymbolicString
    /// Its document.
    public var document: GuardedPolicy
  }

  /// A managed policy, or a boundary, by its ARN.
  public struct Attachment: Sendable {
    /// The ARN.
    public var arn: SymbolicString
    /// Where it is written.
    public var range: SourceRange?
    /// Conditions under which it is attached; all must hold.
    public var guards: [Guard]
  }

  /// A tag.
  public struct Tag: Hashable, Sendable {
    /// The key as written.
    public var key: SymbolicString
    /// The value as written.
    public var value: SymbolicString
    /// Whether it is there whatever the template's conditions.
    public var isCertain: Bool
  }

  /// Role, user or group.
  public let kind: Kind
  /// The resource.
  public let resource: Resource
  /// The ARN.
  public let arn: SymbolicString
  /// The name without path.
  public let name: SymbolicString
  /// `/` or `/path/`.
  public let path: SymbolicString
  /// The account that it is made in; nil for the stack's own.
  public internal(set) var account: SymbolicString?
  /// The trust policy of a role; nil when it has none.
  public internal(set) var trust: GuardedPolicy?
  /// Inline policies, wherever the template attaches them.
  public internal(set) var inlinePolicies: [InlinePolicy] = []
  /// Managed policies, wherever the template attaches them.
  public internal(set) var attachedPolicies: [Attachment] = []
  /// The permissions boundary with all ways in which it can turn out; empty when there is none.
  public internal(set) var boundaries: [Attachment] = []
  /// Names of the groups that a user is in.
  public internal(set) var groups: [SymbolicString] = []
  /// Instance profiles that contain the role.
  public internal(set) var instanceProfiles: [Resource] = []
  /// Access keys that the template makes for a user, inactive ones left out.
  public internal(set) var accessKeys: [Resource] = []
  /// Tags.
  public internal(set) var tags: [Tag] = []
  /// Conditions under which it exists; all must hold.
  public internal(set) var guards: [Guard]

  /// Makes this one principal that is either of two.
  mutating func unite(with other: PrincipalResource) {
    let common = guards.filter(other.guards.contains)
    let own = guards.filter { !common.contains($0) }
    let theirs = other.guards.filter { !common.contains($0) }
    var other = other
    add(own)
    other.add(theirs)
    guards = common
    if trust == nil { trust = other.trust } else { trust?.variants += other.trust?.variants ?? [] }
    inlinePolicies += other.inlinePolicies
    attachedPolicies += other.attachedPolicies
    boundaries += other.boundaries
    groups += other.groups.filter { !groups.contains($0) }
    uniteTags(with: other.tags)
    instanceProfiles += other.instanceProfiles
    accessKeys += other.accessKeys
  }

  /// Only what both have is there for certain.
  private mutating func uniteTags(with others: [Tag]) {
    let common = Set(tags).intersection(others)
    tags = (tags + others.filter { !common.contains($0) }).map { tag in
      var tag = tag
      tag.isCertain = tag.isCertain && common.contains(tag)
      return tag
    }
  }

  /// Puts an inline policy; it replaces one of the same name, as `PutRolePolicy` does.
  mutating func put(_ policy: InlinePolicy) {
    if policy.document.variants.allSatisfy(\.guards.isEmpty) {
      inlinePolicies.removeAll { $0.name == policy.name }
    }
    inlinePolicies.append(policy)
  }

  private mutating func add(_ guards: [Guard]) {
    trust?.add(guards)
    for index in inlinePolicies.indices { inlinePolicies[index].document.add(guards) }
    for index in attachedPolicies.indices { attachedPolicies[index].guards += guards }
    for index in boundaries.indices { boundaries[index].guards += guards }
  }
}

/// Reads `AWS::IAM::Role`, `User` and `Group`.
enum PrincipalReader: IAMResourceReader {
  private static let kinds: [String: PrincipalResource.Kind] = [
    "AWS::IAM::Role": .role, "AWS::IAM::User": .user, "AWS::IAM::Group": .group,
  ]

  static let types = Set(kinds.keys)

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    guard let kind = kinds[resource.type], let arn = resource.arn, let name = resource.name else {
      return
    }
    var principal = PrincipalResource(
      kind: kind, resource: resource, arn: arn, name: name,
      path: resource["Path"]?.text ?? "/", guards: resource.guards)
    if kind == .role {
      principal.trust = resource["AssumeRolePolicyDocument"].map { GuardedPolicy($0) }
    }
    principal.inlinePolicies =
      resource["Policies"]?.elements().compactMap { variant in
        variant.value["PolicyDocument"].map { document in
          PrincipalResource.InlinePolicy(
            name: variant.value["PolicyName"]?.text ?? "",
            document: GuardedPolicy(document, under: variant.guards))
        }
      } ?? []
    principal.attachedPolicies = attachments(resource["ManagedPolicyArns"]?.elements())
    principal.boundaries = attachments(resource["PermissionsBoundary"]?.alternatives())
    principal.groups = resource["Groups"]?.elements().compactMap(\.value.text) ?? []
    principal.tags =
      resource["Tags"]?.elements().compactMap { variant in
        guard let key = variant.value["Key"]?.text, let value = variant.value["Value"]?.text
        else { return nil }
        return PrincipalResource.Tag(key: key, value: value, isCertain: variant.guards.isEmpty)
      } ?? []
    iam.principals.append(principal)
  }

  private static func attachments(
    _ variants: [TemplateValue.Variant]?
  ) -> [PrincipalResource.Attachment] {
    variants?.compactMap { variant in
      variant.value.text.map {
        PrincipalResource.Attachment(arn: $0, range: variant.value.range, guards: variant.guards)
      }
    } ?? []
  }
}
