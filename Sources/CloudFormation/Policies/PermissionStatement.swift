import Logic
import Text

/// Writes resources that state one permission as the policy that the service makes of it.
///
/// Source: Lambda Developer Guide, "Working with resource-based IAM policies in Lambda";
/// EventBridge User Guide, "Resource-based policies".
enum PermissionStatement {
  /// `AWS::Lambda::Permission`.
  static func function(_ resource: Resource) -> TemplateValue? {
    policy(
      resource, action: resource["Action"], resource: resource["FunctionName"],
      conditions: [
        ("ArnLike", "aws:SourceArn", resource["SourceArn"]),
        ("StringEquals", "aws:SourceAccount", resource["SourceAccount"]),
        ("StringEquals", "aws:PrincipalOrgID", resource["PrincipalOrgID"]),
        ("StringEquals", "lambda:EventSourceToken", resource["EventSourceToken"]),
        ("StringEquals", "lambda:FunctionUrlAuthType", resource["FunctionUrlAuthType"]),
        ("Bool", "lambda:InvokedViaFunctionUrl", resource["InvokedViaFunctionUrl"]),
      ])
  }

  /// `AWS::Lambda::LayerVersionPermission`.
  static func layer(_ resource: Resource) -> TemplateValue? {
    policy(
      resource, action: resource["Action"], resource: resource["LayerVersionArn"],
      conditions: [("StringEquals", "aws:PrincipalOrgID", resource["OrganizationId"])])
  }

  /// `AWS::Events::EventBusPolicy`, whose statement is written out or in parts.
  static func eventBus(_ resource: Resource) -> TemplateValue? {
    if let statement = resource["Statement"] {
      return .mapping(
        ["Version": .text("2012-10-17", at: statement.range), "Statement": statement],
        at: statement.range)
    }
    let condition = resource["Condition"]
    let pair = condition?["Type"]?.text.flatMap { type in
      (condition?["Key"]?.text).map { (type, $0, condition?["Value"]) }
    }
    return policy(
      resource, action: resource["Action"], resource: nil, conditions: pair.map { [$0] } ?? [])
  }

  private static func policy(
    _ resource: Resource, action: TemplateValue?, resource target: TemplateValue?,
    conditions: [(operator: SymbolicString, key: SymbolicString, value: TemplateValue?)]
  ) -> TemplateValue? {
    guard let principal = resource["Principal"] else { return nil }
    let range = principal.range ?? resource.nameRange
    var statement: [TemplateValue.Member] = [
      member("Effect", .text("Allow", at: range)),
      member("Principal", self.principal(principal, at: range)),
      member("Action", action ?? .text("*", at: range)),
      member("Resource", target ?? .text("*", at: range)),
    ]
    let present = conditions.compactMap { condition in
      condition.value.map { (condition.operator, member(condition.key, $0)) }
    }
    if !present.isEmpty {
      let operators = Dictionary(grouping: present, by: \.0).sorted {
        $0.key.display < $1.key.display
      }
      let members = operators.map { name, entries in
        member(name, TemplateValue(.mapping(entries.map(\.1)), at: range))
      }
      statement.append(member("Condition", TemplateValue(.mapping(members), at: range)))
    }
    let list = TemplateValue.sequence([TemplateValue(.mapping(statement), at: range)], at: range)
    return .mapping(["Version": .text("2012-10-17", at: range), "Statement": list], at: range)
  }

  private static func member(_ key: SymbolicString, _ value: TemplateValue) -> TemplateValue.Member
  {
    TemplateValue.Member(key: key, keyRange: value.range, value: value)
  }

  /// Service names have dots, accounts and ARNs of principals none before their first colon.
  private static func principal(_ value: TemplateValue, at range: SourceRange) -> TemplateValue {
    guard let text = value.literal else { return .mapping(["AWS": value], at: range) }
    if text == "*" { return value }
    let isService = !text.hasPrefix("arn:") && text.contains(".")
    return isService
      ? .mapping(["Service": value], at: range) : .mapping(["AWS": value], at: range)
  }
}
