import Documents
import Logic
import Text

/// `AWS::Serverless::GraphQLApi`: a role for logs, and a role with a policy for each data source.
///
/// Source: AWS SAM Developer Guide, "AWS::Serverless::GraphQLApi".
enum ServerlessGraphQLApi: ServerlessResource {
  static let types: Set = ["AWS::Serverless::GraphQLApi"]

  private static let service = "appsync.amazonaws.com"

  /// A section of `DataSources` whose entries need a role.
  private struct Section {
    let name: String
    let kind: String
    let type: String
    let arnProperty: String
    let permissions: [String]
  }

  private static let sections = [
    Section(
      name: "Lambda", kind: "Lambda", type: "AWS::Lambda::Function", arnProperty: "FunctionArn",
      permissions: ["Write"]),
    Section(
      name: "DynamoDb", kind: "DynamoDB", type: "AWS::DynamoDB::Table", arnProperty: "TableArn",
      permissions: ["Read", "Write"]),
  ]

  static func generated(for owner: Declaration, in evaluation: Evaluation) -> [Declaration] {
    var made = logRole(of: owner, evaluation)
    let sources = evaluation.property("DataSources", of: owner)
    for section in sections {
      for member in sources?[section.name]?.members ?? []
      where member.value["ServiceRoleArn"] == nil {
        made += declarations(section, member, owner)
      }
    }
    return made
  }

  private static func logRole(of owner: Declaration, _ evaluation: Evaluation) -> [Declaration] {
    let logging = evaluation.property("Logging", of: owner)
    guard logging?.literal?.lowercased() != "false", logging?["CloudWatchLogsRoleArn"] == nil
    else { return [] }
    var role = GeneratedRole(
      logicalID: "\(owner.logicalID)CloudWatchRole", service: service, owner: owner)
    role.managedPolicies = ["service-role/AWSAppSyncPushToCloudWatchLogs"]
    return [role.declaration]
  }

  private static func declarations(
    _ section: Section, _ source: TemplateValue.Member, _ owner: Declaration
  ) -> [Declaration] {
    let range = owner.range
    let id = "\(owner.logicalID)\(source.key.display)\(section.kind)DataSource"
    let role = GeneratedRole(logicalID: "\(id)Role", service: service, owner: owner)
    let profiles = ServerlessTable.connectors?["Permissions"]?["AWS::AppSync::DataSource"]
    guard let profile = profiles?[section.type] else { return [role.declaration] }
    let given = source.value["Permissions"]?.elements().compactMap(\.value.literal)
    let unknown = TemplateValue.text(
      SymbolicString(Hole("\(id).Arn", origin: .attribute)), at: range)
    let target = source.value[section.arnProperty] ?? unknown
    let policy = ConnectorPolicy(
      logicalID: "\(id)To\(section.kind)Connector", suffix: "", owner: owner, profile: profile,
      permissions: Set(given ?? section.permissions),
      end: { name, _ in name == "Destination.Arn" ? target : nil },
      role: { $0.reference(to: "\(id)Role", at: range, .outermost) })
    return [role.declaration] + policy.declarations
  }
}
