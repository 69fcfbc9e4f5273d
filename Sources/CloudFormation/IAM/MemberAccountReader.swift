import Logic

/// Reads `AWS::Organizations::Account`: a new member account has an administrator's role for the
/// management account, which is the account of the stack.
///
/// Source: AWS Organizations User Guide, "Creating a member account in your organization".
enum MemberAccountReader: IAMResourceReader {
  static let types: Set = ["AWS::Organizations::Account"]
  private static let usualName: SymbolicString = "OrganizationAccountAccessRole"

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    let start = SymbolicString("arn:\(iam.partition):iam::")
    let written = resource["RoleName"]
    for variant in written?.alternatives() ?? [] {
      add(variant.value.text ?? usualName, variant.guards, of: resource, start, into: &iam)
    }
    if written == nil { add(usualName, [], of: resource, start, into: &iam) }
  }

  private static func add(
    _ name: SymbolicString, _ guards: [Guard], of resource: Resource, _ start: SymbolicString,
    into iam: inout IAMResources
  ) {
    let account = resource.physicalID
    var role = PrincipalResource(
      kind: .role, resource: resource, arn: start + account + ":role/" + name, name: name,
      path: "/", guards: resource.guards + guards)
    role.account = account
    role.trust = GuardedPolicy(trust(start + resource.account + ":root", at: resource))
    role.attachedPolicies = [
      PrincipalResource.Attachment(
        arn: SymbolicString("arn:\(iam.partition):iam::aws:policy/AdministratorAccess"),
        range: resource.nameRange, guards: [])
    ]
    iam.principals.append(role)
  }

  private static func trust(_ root: SymbolicString, at resource: Resource) -> TemplateValue {
    let range = resource.nameRange
    func text(_ text: SymbolicString) -> TemplateValue { .text(text, at: range) }
    let statement = TemplateValue.mapping(
      [
        "Effect": text("Allow"), "Principal": .mapping(["AWS": text(root)], at: range),
        "Action": text("sts:AssumeRole"),
      ], at: range)
    return .mapping(
      ["Version": text("2012-10-17"), "Statement": .sequence([statement], at: range)], at: range)
  }
}
