import Logic

/// Reads `AWS::IAM::ServiceLinkedRole`: a role that only its service can assume.
///
/// Source: IAM User Guide, "Create a service-linked role".
enum ServiceLinkedRoleReader: IAMResourceReader {
  static let types: Set = ["AWS::IAM::ServiceLinkedRole"]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    guard let arn = resource.arn, let name = resource.name,
      let service = resource["AWSServiceName"]?.text
    else { return }
    var role = PrincipalResource(
      kind: .role, resource: resource, arn: arn, name: name,
      path: "/aws-service-role/" + service + "/", guards: resource.guards)
    role.trust = GuardedPolicy(trust(service, at: resource))
    iam.principals.append(role)
  }

  private static func trust(_ service: SymbolicString, at resource: Resource) -> TemplateValue {
    let range = resource["AWSServiceName"]?.range ?? resource.nameRange
    func text(_ text: SymbolicString) -> TemplateValue { .text(text, at: range) }
    let statement = TemplateValue.mapping(
      [
        "Effect": text("Allow"), "Principal": .mapping(["Service": text(service)], at: range),
        "Action": text("sts:AssumeRole"),
      ], at: range)
    return .mapping(
      ["Version": text("2012-10-17"), "Statement": .sequence([statement], at: range)], at: range)
  }
}
