import Documents
import Logic
import Text

/// The source or the destination of a connector.
struct ConnectorEnd {
  /// Logical name; nil when the template describes the resource by its properties.
  let logicalID: String?
  /// The resource type in CloudFormation's terms.
  let type: String
  private let node: Node?
  private let scope: Scope

  private static let serverlessTypes = [
    "AWS::Serverless::Function": "AWS::Lambda::Function",
    "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
    "AWS::Serverless::Api": "AWS::ApiGateway::RestApi",
    "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
    "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
    "AWS::Serverless::GraphQLApi": "AWS::AppSync::GraphQLApi",
  ]

  /// The end that a node describes; nil when it names no resource of the template and no type.
  init?(_ node: Node, _ scope: Scope, _ evaluation: Evaluation) {
    if let id = node["Id"]?.string {
      guard let end = ConnectorEnd(logicalID: scope.substituted(id).display, evaluation, node)
      else {
        return nil
      }
      self = end
      return
    }
    guard let type = node["Type"]?.string else { return nil }
    logicalID = nil
    self.type = Self.serverlessTypes[type] ?? type
    self.node = node
    self.scope = scope
  }

  /// A resource of the template; nil when there is none of that name.
  init?(logicalID: String, _ evaluation: Evaluation, _ node: Node? = nil) {
    guard let declaration = evaluation.declarations[logicalID] else { return nil }
    self.logicalID = logicalID
    type = Self.serverlessTypes[declaration.type] ?? declaration.type
    self.node = node
    scope = .outermost
  }

  /// A property of the end, `Arn`, `Name`, `ResourceId`, …, as the connector or its type gives it.
  func value(_ name: String, in evaluation: Evaluation) -> TemplateValue? {
    if let given = node?[name] { return evaluation.value(given, scope) }
    guard let logicalID, let table = ServerlessTable.connectors?["CfnResourceProperties"]?[type]
    else { return nil }
    let outputs = ["ResourceId": "Id", "QueueUrl": "Url"]
    guard let output = table["Outputs"]?[outputs[name] ?? name],
      let place = evaluation.declarations[logicalID]?.range
    else { return nil }
    if output["Ref"] != nil {
      return evaluation.reference(to: logicalID, at: place, .outermost)
    }
    if let attribute = output["Fn::GetAtt"]?.elements.compactMap(\.string).last {
      return evaluation.attribute("\(logicalID).\(attribute)", at: place, .outermost)
    }
    return output.string.map { .text(SymbolicString($0), at: place) }
  }

  /// The name of the role that the resource runs with.
  func roleName(facing other: ConnectorEnd, in evaluation: Evaluation) -> TemplateValue? {
    if let given = node?["RoleName"] { return evaluation.value(given, scope) }
    guard let logicalID, let declaration = evaluation.declarations[logicalID] else { return nil }
    if declaration.type.hasPrefix("AWS::Serverless::"),
      evaluation.declarations["\(logicalID)Role"] != nil,
      evaluation.property("Role", of: declaration) == nil
    {
      return evaluation.reference(to: "\(logicalID)Role", at: declaration.range, .outermost)
    }
    let role = roleARN(of: declaration, facing: other, in: evaluation)
    return role.map { value in
      TemplateValue.lifting([value], overflow: { value }) { values in
        values[0].text.map { .text($0.afterLastSlash, at: value.range) } ?? values[0]
      }
    }
  }

  private func roleARN(
    of declaration: Declaration, facing other: ConnectorEnd, in evaluation: Evaluation
  ) -> TemplateValue? {
    if declaration.type.hasPrefix("AWS::Serverless::") {
      return evaluation.serverlessProperty("Role", of: declaration)
    }
    let input = ServerlessTable.connectors?["CfnResourceProperties"]?[type]?["Inputs"]?["Role"]
    if let property = input?.string { return evaluation.property(property, of: declaration) }
    guard type == "AWS::Events::Rule" else { return nil }
    let targets = evaluation.property("Targets", of: declaration)?.elements() ?? []
    let arn = other.value("Arn", in: evaluation)
    return targets.first { target in
      guard let own = target.value["Arn"] else { return false }
      let name = own.text?.onlyHole?.name.split(separator: ".").first.map(String.init)
      return arn.map { own.equals($0) } == .yes || (name != nil && name == other.logicalID)
    }?.value["RoleArn"]
  }
}
