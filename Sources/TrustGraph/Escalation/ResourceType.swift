import IAM
import Logic

/// The type of the resources that an action is allowed on, as ARNs write it.
///
/// Source: Service Authorization Reference, "Resource types" of the services.
struct ResourceType: Hashable {
  let service: String
  /// What every resource part begins with, up to the name.
  let prefix: String
  /// What follows the name, with wildcards.
  var suffix = ""
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
        ResourceType(service: "cloudformation", prefix: "stack/", suffix: "/?*"),
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

  /// Whether some actions on the type are about versions and aliases of its resources, too.
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

  /// The ARNs of all resources of the type, with versions and aliases.
  func arns(_ partition: String, _ account: String, region: String = "*") -> SymbolicString {
    SymbolicString(
      "arn:\(partition):\(service):\(region):\(hasAccount ? account : ""):\(prefix)?*\(suffix)")
  }
}

/// The regions that AWS has opened.
///
/// Source: AWS General Reference, "AWS Regions".
enum OpenRegions {
  /// Those of a partition; none for one that is not known.
  static func names(of partition: String) -> [String] { all[partition] ?? [] }

  private static let all: [String: [String]] = [
    "aws": [
      "us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-west-2", "eu-west-3",
      "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "ap-south-1",
      "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
      "ap-southeast-5", "ap-southeast-7", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
      "ap-east-1", "ap-east-2", "ca-central-1", "ca-west-1", "sa-east-1", "af-south-1",
      "me-south-1", "me-central-1", "il-central-1", "mx-central-1",
    ],
    "aws-cn": ["cn-north-1", "cn-northwest-1"],
    "aws-us-gov": ["us-gov-west-1", "us-gov-east-1"],
  ]
}
