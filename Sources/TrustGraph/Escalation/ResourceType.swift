import IAM
import Logic

/// The type of the resources that an action is allowed on, as ARNs write it.
///
/// Source: Service Authorization Reference, "Resource types" of the services.
struct ResourceType: Hashable {
  let service: String
  /// What every resource part begins with, up to the name.
  let prefix: String
  /// Whether an identifier that AWS picks follows the name.
  var isNamedTwice = false
  /// Whether ARNs of the type name an account.
  var hasAccount = true
  /// When the action needs no leave for a resource of the type; nil if it always does.
  var exemption: String?

  /// Types of the actions of escalations whose caller picks one resource for several actions; an action
  /// with several types must be allowed on one of each.
  static func types(of action: String) -> [ResourceType] { byAction[action.lowercased()] ?? [] }

  private static let byAction: [String: [ResourceType]] = {
    func table(_ type: ResourceType, _ actions: [String]) -> [(String, [ResourceType])] {
      actions.map { ("\(type.service):\($0)".lowercased(), [type]) }
    }
    let single =
      table(
        ResourceType(service: "lambda", prefix: "function:"),
        [
          "CreateFunction", "InvokeFunction", "AddPermission", "UpdateFunctionCode",
          "UpdateFunctionConfiguration",
        ])
      + table(
        ResourceType(service: "codebuild", prefix: "project/"),
        ["CreateProject", "UpdateProject", "StartBuild", "StartBuildBatch"])
      + table(
        ResourceType(service: "states", prefix: "stateMachine:"),
        ["CreateStateMachine", "UpdateStateMachine", "StartExecution", "StartSyncExecution"])
      + table(
        ResourceType(service: "cloudformation", prefix: "stack/", isNamedTwice: true),
        ["CreateStack", "UpdateStack", "CreateChangeSet", "ExecuteChangeSet"])
      + table(
        ResourceType(service: "glue", prefix: "job/"), ["CreateJob", "UpdateJob", "StartJobRun"])
    return Dictionary(uniqueKeysWithValues: single + [("ec2:runinstances", instances)])
  }()

  /// What an instance is launched from and with.
  ///
  /// Source: IAM User Guide, "IAM policy testing with the IAM policy simulator", scenarios of Amazon
  /// EC2: those with an instance store need no volume, those without a subnet none.
  private static let instances =
    [ResourceType(service: "ec2", prefix: "image/", hasAccount: false)]
    + ["instance/", "network-interface/", "security-group/"].map {
      ResourceType(service: "ec2", prefix: $0)
    } + [
      ResourceType(
        service: "ec2", prefix: "subnet/",
        exemption: "instances that name no subnet need no leave to use one"),
      ResourceType(
        service: "ec2", prefix: "volume/",
        exemption: "the account can use an image that is backed by an instance store"),
    ]

  /// Whether some actions on the type are about versions and aliases of its resources, too, whose ARNs
  /// go on behind a colon.
  var hasVersions: Bool { prefix.hasSuffix(":") }

  /// Whether an action can be used on a version or an alias by itself.
  ///
  /// Source: AWS Lambda API Reference, `Qualifier` of `Invoke` and `AddPermission`; AWS Step Functions
  /// API Reference, `stateMachineArn` of `StartExecution`.
  static func takesVersions(_ action: String) -> Bool {
    [
      "lambda:invokefunction", "lambda:addpermission", "states:startexecution",
      "states:startsyncexecution",
    ].contains(action.lowercased())
  }
}
