import CloudFormation
import Estate
import IAM
import Logic

/// `AWS::IAM::Role`, `User` and `Group`.
enum PrincipalResource: TemplateResourceReader {
  private static let kinds: [String: Principal.Kind] = [
    "AWS::IAM::Role": .role, "AWS::IAM::User": .user, "AWS::IAM::Group": .group,
  ]

  static let types = Set(kinds.keys)

  static func read(_ resource: Resource, into iam: inout TemplateIAM) {
    guard let kind = kinds[resource.type], let arn = resource.arn, let name = resource.name else {
      return
    }
    var principal = Principal(
      kind: kind, arn: arn, account: iam.template.account, name: name,
      path: resource["Path"]?.text ?? "/", origin: iam.origin(of: resource),
      range: resource.range)
    principal.guards = resource.guards.map(\.hole)
    if kind == .role {
      principal.trust = iam.policy(resource["AssumeRolePolicyDocument"])
      principal.maxSessionDuration = resource["MaxSessionDuration"]?.literal.flatMap { Int($0) }
    }
    principal.inlinePolicies = inlinePolicies(of: resource, iam)
    principal.attachedPolicies = attachedPolicies(of: resource)
    principal.boundary = boundary(of: resource)
    principal.tags = tags(of: resource)
    principal.groups = resource["Groups"]?.elements().compactMap { $0.value.text?.display } ?? []
    iam.principals.append(principal)
  }

  private static func inlinePolicies(of resource: Resource, _ iam: TemplateIAM) -> [NamedPolicy] {
    resource["Policies"]?.elements().compactMap { variant in
      guard let document = iam.policy(variant.value["PolicyDocument"], under: variant.guards)
      else { return nil }
      return NamedPolicy(
        name: variant.value["PolicyName"]?.text?.display ?? "", document: document)
    } ?? []
  }

  private static func attachedPolicies(of resource: Resource) -> [PolicyText] {
    resource["ManagedPolicyArns"]?.elements().compactMap { variant in
      variant.value.text.map {
        PolicyText($0, at: variant.value.range, guards: variant.guards.map(\.hole))
      }
    } ?? []
  }

  /// The boundary; one that depends on conditions is there, and unknown.
  private static func boundary(of resource: Resource) -> PolicyText? {
    guard let value = resource["PermissionsBoundary"] else { return nil }
    let variants = value.alternatives()
    if let only = variants.first, variants.count == 1, only.guards.isEmpty {
      return only.value.text.map { PolicyText($0, at: only.value.range) }
    }
    let conditions = variants.flatMap(\.guards).map(\.display)
    guard !conditions.isEmpty else { return nil }
    let hole = Hole(
      "PermissionsBoundary if \(conditions.joined(separator: ", "))", origin: .condition)
    return PolicyText(SymbolicString(hole), at: value.range)
  }

  private static func tags(of resource: Resource) -> [Principal.Tag] {
    resource["Tags"]?.elements().compactMap { variant in
      guard let key = variant.value["Key"]?.text, let value = variant.value["Value"]?.text else {
        return nil
      }
      return Principal.Tag(key: key, value: value)
    } ?? []
  }
}

extension Principal {
  /// One principal that is either of two, which have the same ARN and exist under different
  /// conditions.
  func united(with other: Principal) -> Principal {
    var result = self
    let common = guards.filter(other.guards.contains)
    let own = guards.filter { !common.contains($0) }
    let theirs = other.guards.filter { !common.contains($0) }
    result.guards = common
    if let first = trust?.guarded(by: own) {
      result.trust = other.trust.map { first.united(with: $0.guarded(by: theirs)) } ?? first
    } else {
      result.trust = other.trust?.guarded(by: theirs)
    }
    result.inlinePolicies =
      inlinePolicies.map { $0.guarded(by: own) }
      + other.inlinePolicies.map { $0.guarded(by: theirs) }
    result.attachedPolicies =
      attachedPolicies.map { $0.guarded(by: own) }
      + other.attachedPolicies.map { $0.guarded(by: theirs) }
    if boundary?.text != other.boundary?.text {
      let hole = Hole("PermissionsBoundary of \(id)", origin: .condition)
      result.boundary = PolicyText(SymbolicString(hole), at: boundary?.range)
    }
    result.groups += other.groups.filter { !groups.contains($0) }
    result.tags += other.tags.filter { !tags.contains($0) }
    result.instanceProfiles += other.instanceProfiles.filter { !instanceProfiles.contains($0) }
    return result
  }
}

extension PolicyText {
  func guarded(by guards: [Hole]) -> PolicyText {
    PolicyText(text, at: range, guards: self.guards + guards)
  }
}

extension NamedPolicy {
  func guarded(by guards: [Hole]) -> NamedPolicy {
    NamedPolicy(name: name, document: document.guarded(by: guards))
  }
}

extension PolicyDocument {
  /// The document with every statement under further conditions.
  func guarded(by guards: [Hole]) -> PolicyDocument {
    var result = self
    for index in result.statements.indices { result.statements[index].guards += guards }
    return result
  }

  /// The statements of both documents.
  func united(with other: PolicyDocument) -> PolicyDocument {
    var result = self
    if other.version == .v2012 { result.version = .v2012 }
    result.statements += other.statements
    for index in result.statements.indices { result.statements[index].index = index }
    result.problems += other.problems
    result.isOpaque = isOpaque || other.isOpaque
    return result
  }
}
