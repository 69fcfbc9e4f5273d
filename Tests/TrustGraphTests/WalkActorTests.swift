import Logic
import Testing

@testable import TrustGraph

/// Requests that no caller sends: what has to be there is told instead of a command.
@Suite struct WalkActorTests {
  private static let account = "111122223333"

  /// A service, and where what runs in it finds its credentials.
  static let services = [
    ("ec2.amazonaws.com", "Ec2InstanceMetadata"), ("lambda.amazonaws.com", "Environment"),
    ("ecs-tasks.amazonaws.com", "EcsContainer"), ("codebuild.amazonaws.com", "EcsContainer"),
  ]

  private static func roles(
    _ inputs: inout Inputs, trusting service: String, if condition: String? = nil,
    demanding next: String? = nil
  ) -> (first: String, last: String) {
    let both = #"["sts:AssumeRole", "sts:TagSession"]"#
    let condition = condition.map { ", \"Condition\": \($0)" } ?? ""
    let next = next.map { ", \"Condition\": \($0)" } ?? ""
    let first = inputs.role(
      account, "first",
      trust: """
        {"Effect": "Allow", "Action": \(both), "Principal": {"Service": "\(service)"}\(condition)}
        """,
      allows: #"{"Effect": "Allow", "Action": \#(both), "Resource": "*"}"#)
    let last = inputs.role(
      account, "last",
      trust: """
        {"Effect": "Allow", "Action": \(both), "Principal": {"AWS": "\(first)"}\(next)}
        """)
    return (first, last)
  }

  @Test(arguments: services) func servicesAssumeForThemselves(
    _ service: String, _ source: String
  ) throws {
    var inputs = Inputs()
    let roles = Self.roles(&inputs, trusting: service)
    let attempt = try WalkTests.attempts(&inputs, "service:\(service)", roles.last).first
    let walk = try #require(attempt?.walk)
    #expect(walk.steps.map(\.actor) == [.service(service), .walker])
    #expect(
      walk.commands { $0 } == [
        "# no command: \(service) assumes \(roles.first) by itself, for what runs in it with that "
          + "role",
        "aws sts assume-role --role-arn \(roles.last) --role-session-name trustpath",
      ])
    #expect(
      walk.profileFile { $0 } == """
        # no command: \(service) assumes \(roles.first) by itself, for what runs in it with that role

        [profile step-2]
        role_arn = \(roles.last)
        role_session_name = trustpath
        credential_source = \(source)

        """)
  }

  @Test func whatAServiceNeedsIsTold() throws {
    var inputs = Inputs()
    let roles = Self.roles(
      &inputs, trusting: "lambda.amazonaws.com",
      if:
        #"{"StringEquals": {"aws:SourceArn": "arn:aws:lambda:us-east-1:111122223333:function:f"}}"#,
      demanding: #"{"StringLike": {"aws:userid": "AROAfirst:f"}}"#)
    let attempt = try WalkTests.attempts(&inputs, "service:lambda.amazonaws.com", roles.last).first
    let walk = try #require(attempt?.walk)
    let words = walk.steps.map { $0.circumstances.display(redacting: .none) }
    #expect(words[0] == "aws:SourceArn equals arn:aws:lambda:us-east-1:111122223333:function:f")
    #expect(words[1].contains("AROAfirst:f"))
  }

  @Test func podIdentityHandsOutToWhomeverAnAssociationNames() throws {
    var inputs = Inputs()
    let service = "pods.eks.amazonaws.com"
    let roles = Self.roles(&inputs, trusting: service)
    let attempt = try WalkTests.attempts(&inputs, "service:\(service)", roles.last).first
    #expect(attempt?.walk?.steps.map(\.actor) == [.podIdentity(account: nil), .walker])
    #expect(
      attempt?.walk?.commands { $0 }.first
        == "# no command: the EKS Pod Identity agent hands credentials of \(roles.first) to the "
        + "pods of the service account that the association names")
  }

  @Test func podIdentityHandsOut() throws {
    var inputs = Inputs()
    let roles = Self.roles(
      &inputs, trusting: "pods.eks.amazonaws.com",
      if: #"{"StringEquals": {"aws:RequestTag/kubernetes-namespace": "prod"}}"#)
    let name = #""clusterName": "c1""#
    inputs.file(
      "cluster.json",
      """
      {"cluster": {"name": "c1", "arn": "arn:aws:eks:eu-west-1:\(Self.account):cluster/c1"}}
      """)
    inputs.file(
      "association.json",
      """
      {"association": {\(name), "namespace": "prod", "serviceAccount": "app",
       "roleArn": "\(roles.first)", "associationId": "a-1", "disableSessionTags": false}}
      """)
    let token = "sa-token:c1/prod/app"
    let attempt = try WalkTests.attempts(&inputs, token, roles.last).first
    let walk = try #require(attempt?.walk)
    #expect(walk.steps.map(\.actor) == [.podIdentity(account: token), .walker])
    #expect(
      walk.commands { $0 }[0]
        == "# no command: the EKS Pod Identity agent hands credentials of \(roles.first) to the "
        + "pods of \(token), which the association names")
    #expect(walk.profileFile { $0 }.contains("credential_source = EcsContainer\n"))
  }
}
