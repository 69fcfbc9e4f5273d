import Logic
import Text

/// `AWS::Serverless::Function`: an execution role unless `Role` is set, and roles of schedules.
enum ServerlessFunction: ServerlessResource {
  static let types: Set = ["AWS::Serverless::Function"]

  static func generated(for owner: Declaration, in evaluation: Evaluation) -> [Declaration] {
    evaluation.absences(of: "Role", in: owner).prefix(1).map { guards in
      role(of: owner, under: guards, evaluation).declaration
    } + ServerlessEvents.scheduleRoles(of: owner, in: evaluation)
      + deploymentRole(of: owner, in: evaluation)
  }

  private static func role(
    of owner: Declaration, under guards: [Guard], _ evaluation: Evaluation
  ) -> GeneratedRole {
    var role = GeneratedRole(
      logicalID: "\(owner.logicalID)Role", service: "lambda.amazonaws.com", owner: owner,
      guards: guards)
    let property = { (name: String) in
      { (evaluation: Evaluation) in evaluation.serverlessProperty(name, of: owner) }
    }
    role.properties = [
      "AssumeRolePolicyDocument": property("AssumeRolePolicyDocument"),
      "Path": property("RolePath"), "PermissionsBoundary": property("PermissionsBoundary"),
    ]
    role.policies = property("Policies")
    role.managedPolicies = managedPolicies(of: owner, evaluation)
    role.inlinePolicies = inlinePolicies(of: owner, evaluation)
    return role
  }

  private static func managedPolicies(
    of owner: Declaration, _ evaluation: Evaluation
  ) -> [String] {
    let isDurable = evaluation.isSet("DurableConfig", of: owner)
    var names = [
      isDurable
        ? "service-role/AWSLambdaBasicDurableExecutionRolePolicy"
        : "service-role/AWSLambdaBasicExecutionRole"
    ]
    if let tracing = evaluation.serverlessProperty("Tracing", of: owner), !tracing.isAbsent,
      tracing.literal != "Disabled"
    {
      names.append(evaluation.tracingPolicy)
    }
    if evaluation.isSet("VpcConfig", of: owner) {
      names.append("service-role/AWSLambdaVPCAccessExecutionRole")
    }
    for name in ServerlessEvents.pollerPolicies(of: owner, in: evaluation)
    where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  private static func inlinePolicies(
    of owner: Declaration, _ evaluation: Evaluation
  ) -> [(Evaluation) -> TemplateValue] {
    var policies: [(Evaluation) -> TemplateValue] = []
    if evaluation.isSet("DeadLetterQueue", of: owner) {
      policies.append { evaluation in
        let queue = evaluation.serverlessProperty("DeadLetterQueue", of: owner)
        let action = queue?["Type"]?.literal == "SNS" ? "sns:Publish" : "sqs:SendMessage"
        return .inlinePolicy(
          "DeadLetterQueuePolicy", allowing: [action],
          on: queue?["TargetArn"] ?? .text("*", at: owner.range), at: owner.range)
      }
    }
    return policies + ServerlessEvents.inlinePolicies(of: owner, in: evaluation)
      + ServerlessDestination.policies(of: owner, in: evaluation)
  }

  /// The role with which CodeDeploy shifts traffic, one for the whole template.
  private static func deploymentRole(
    of owner: Declaration, in evaluation: Evaluation
  ) -> [Declaration] {
    guard let preference = evaluation.serverlessProperty("DeploymentPreference", of: owner),
      preference["Role"] == nil, preference["Enabled"]?.literal?.lowercased() != "false"
    else { return [] }
    var role = GeneratedRole(
      logicalID: "CodeDeployServiceRole", service: "codedeploy.amazonaws.com", owner: owner)
    let isOrdinary = evaluation.context.partition.map { $0 == "aws" } ?? true
    role.managedPolicies = [
      isOrdinary
        ? "service-role/AWSCodeDeployRoleForLambda"
        : "service-role/AWSCodeDeployRoleForLambdaLimited"
    ]
    return [role.declaration]
  }
}

extension Evaluation {
  /// Whether a property of a serverless resource is there under some condition.
  func isSet(_ name: String, of owner: Declaration) -> Bool {
    serverlessProperty(name, of: owner).map { !$0.isAbsent } ?? false
  }

  /// The managed policy that lets a role write traces.
  var tracingPolicy: String {
    switch context.partition {
    case nil, "aws"?: "AWSXrayWriteOnlyAccess"
    default: "AWSXRayDaemonWriteAccess"
    }
  }
}
