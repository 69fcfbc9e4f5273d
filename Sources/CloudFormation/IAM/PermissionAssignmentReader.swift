import Logic
import Text

/// Reads `AWS::SSO::Assignment`: IAM Identity Center makes a role of the permission set in the
/// account that it is assigned in.
///
/// Source: IAM Identity Center User Guide, "Permission sets" and "Referencing permission sets in
/// resource policies".
enum PermissionAssignmentReader: IAMResourceReader {
  static let types: Set = ["AWS::SSO::Assignment"]
  private static let path: SymbolicString = "/aws-reserved/sso.amazonaws.com/"

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    guard resource["TargetType"]?.literal != "AWS_OU", let account = resource["TargetId"]?.text
    else { return }
    let written = resource["PermissionSetArn"]?.text
    let set = iam.permissionSets.first { Self.arn(of: $0) == written }
    guard let name = set.map({ $0["Name"]?.text ?? SymbolicString($0.logicalID) }) else {
      if let written { iam.permissionSetsElsewhere.append((written, resource.range)) }
      return
    }
    let role = role(named: name, of: set, in: account, for: resource, iam.partition)
    let isKnown = iam.principals.contains { $0.arn == role.arn && $0.guards.isEmpty }
    if !isKnown { iam.principals.append(role) }
  }

  private static func arn(of set: Resource) -> SymbolicString {
    SymbolicString(Hole("\(set.logicalID).PermissionSetArn", origin: .attribute))
  }

  private static func role(
    named name: SymbolicString, of set: Resource?, in account: SymbolicString,
    for assignment: Resource, _ partition: String
  ) -> PrincipalResource {
    let end = Hole("\(name.display).hash", origin: .generatedName, shape: .word)
    let name = "AWSReservedSSO_" + name + SymbolicString([.literal("_"), .hole(end)])
    let start = SymbolicString("arn:\(partition):iam::") + account
    var role = PrincipalResource(
      kind: .role, resource: assignment, arn: start + ":role" + path + name, name: name,
      path: path, guards: assignment.guards)
    role.account = account
    role.trust = GuardedPolicy(trust(start, at: assignment.nameRange))
    guard let set else { return role }
    role.attachedPolicies = policies(of: set, start)
    if let inline = set["InlinePolicy"] {
      role.inlinePolicies = [
        PrincipalResource.InlinePolicy(
          name: "AwsSSOInlinePolicy", document: GuardedPolicy(inline))
      ]
    }
    role.boundaries = set["PermissionsBoundary"].map { boundary(of: $0, start) } ?? []
    return role
  }

  private static func policies(
    of set: Resource, _ start: SymbolicString
  ) -> [PrincipalResource.Attachment] {
    let managed = set["ManagedPolicies"]?.elements() ?? []
    let own = set["CustomerManagedPolicyReferences"]?.elements() ?? []
    return managed.compactMap { variant in
      variant.value.text.map { attachment($0, variant) }
    } + own.compactMap { variant in policy(variant.value, start).map { attachment($0, variant) } }
  }

  private static func boundary(
    of value: TemplateValue, _ start: SymbolicString
  ) -> [PrincipalResource.Attachment] {
    value.alternatives().compactMap { variant in
      let reference = variant.value["CustomerManagedPolicyReference"]
      let own = reference.flatMap { policy($0, start) }
      return (variant.value["ManagedPolicyArn"]?.text ?? own).map { attachment($0, variant) }
    }
  }

  private static func policy(_ value: TemplateValue, _ start: SymbolicString) -> SymbolicString? {
    guard let name = value["Name"]?.text else { return nil }
    return start + ":policy" + (value["Path"]?.text ?? "/") + name
  }

  private static func attachment(
    _ arn: SymbolicString, _ variant: TemplateValue.Variant
  ) -> PrincipalResource.Attachment {
    PrincipalResource.Attachment(arn: arn, range: variant.value.range, guards: variant.guards)
  }

  /// The trust policy that Identity Center writes.
  private static func trust(_ start: SymbolicString, at range: SourceRange) -> TemplateValue {
    func text(_ text: SymbolicString) -> TemplateValue { .text(text, at: range) }
    let end = Hole("AWSSSO", origin: .generatedName, shape: .word)
    let provider =
      start
      + SymbolicString([
        .literal(":saml-provider/AWSSSO_"), .hole(end), .literal("_DO_NOT_DELETE"),
      ])
    let audience = TemplateValue.mapping(
      ["SAML:aud": text("https://signin.aws.amazon.com/saml")], at: range)
    let statement = TemplateValue.mapping(
      [
        "Effect": text("Allow"), "Principal": .mapping(["Federated": text(provider)], at: range),
        "Action": .sequence(
          [text("sts:AssumeRoleWithSAML"), text("sts:TagSession")], at: range),
        "Condition": .mapping(["StringEquals": audience], at: range),
      ], at: range)
    return .mapping(
      ["Version": text("2012-10-17"), "Statement": .sequence([statement], at: range)], at: range)
  }
}
