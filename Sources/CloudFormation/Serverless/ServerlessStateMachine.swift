import Logic
import Text

/// `AWS::Serverless::StateMachine`: an execution role unless `Role` is set, and a role for each
/// event that starts it.
enum ServerlessStateMachine: ServerlessResource {
  static let types: Set = ["AWS::Serverless::StateMachine"]

  private static let callers = [
    "Schedule": "events.amazonaws.com", "EventBridgeRule": "events.amazonaws.com",
    "CloudWatchEvent": "events.amazonaws.com", "Api": "apigateway.amazonaws.com",
  ]

  static func generated(for owner: Declaration, in evaluation: Evaluation) -> [Declaration] {
    let roles = evaluation.absences(of: "Role", in: owner).prefix(1).map { guards in
      role(of: owner, under: guards, evaluation).declaration
    }
    let callers = ServerlessEvents.events(of: owner, evaluation).compactMap { event in
      Self.callers[event.type].map {
        ServerlessEvents.callerRole(of: owner, event.name, $0, "states:StartExecution").declaration
      }
    }
    return roles + callers + ServerlessEvents.scheduleRoles(of: owner, in: evaluation)
  }

  private static func role(
    of owner: Declaration, under guards: [Guard], _ evaluation: Evaluation
  ) -> GeneratedRole {
    var role = GeneratedRole(
      logicalID: "\(owner.logicalID)Role", service: "states.amazonaws.com", owner: owner,
      guards: guards)
    let property = { (name: String) in
      { (evaluation: Evaluation) in evaluation.serverlessProperty(name, of: owner) }
    }
    role.properties = [
      "Path": property("RolePath"), "PermissionsBoundary": property("PermissionsBoundary"),
    ]
    role.policies = property("Policies")
    let tracing = evaluation.serverlessProperty("Tracing", of: owner)
    if tracing?["Enabled"]?.literal == "true" { role.managedPolicies = [evaluation.tracingPolicy] }
    return role
  }
}

/// `AWS::Serverless::CapacityProvider`: a role for the operator unless one is given.
enum ServerlessCapacityProvider: ServerlessResource {
  static let types: Set = ["AWS::Serverless::CapacityProvider"]

  static func generated(for owner: Declaration, in evaluation: Evaluation) -> [Declaration] {
    guard evaluation.absences(of: "OperatorRole", in: owner) == [[]] else { return [] }
    var role = GeneratedRole(
      logicalID: "\(owner.logicalID)OperatorRole", service: "lambda.amazonaws.com", owner: owner)
    role.managedPolicies = ["AWSLambdaManagedEC2ResourceOperator"]
    return [role.declaration]
  }
}
