import CloudFormation
import Testing

@testable import TrustGraph

/// Whether one resource is there to pick for all actions of a row that passes a role: never "no" while
/// some region or name may serve, never proved without one.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Resource" and "AWS global condition context
/// keys", `aws:RequestedRegion`; Service Authorization Reference, resource types.
@Suite struct SomeResourceTests {
  private static let account = EscalationCase.account
  private static let other = EscalationCase.other

  /// A statement on some resources.
  private static func allow(
    _ actions: String..., on resources: String..., condition: String? = nil
  ) -> String {
    statement("Allow", actions, "Resource", resources, condition)
  }

  private static func deny(
    _ actions: String..., on resources: String..., condition: String? = nil
  ) -> String {
    statement("Deny", actions, "Resource", resources, condition)
  }

  private static func statement(
    _ effect: String, _ actions: [String], _ element: String, _ resources: [String],
    _ condition: String?
  ) -> String {
    func list(_ texts: [String]) -> String { texts.map { "\"\($0)\"" }.joined(separator: ", ") }
    let tail = condition.map { ", \"Condition\": \($0)" } ?? ""
    return """
      {"Effect": "\(effect)", "Action": [\(list(actions))], "\(element)": [\(list(resources))]\(tail)}
      """
  }

  private static func function(_ name: String, _ region: String = "*") -> String {
    "arn:aws:lambda:\(region):\(account):function:\(name)"
  }

  private static let create = "lambda:CreateFunction"
  private static let invoke = "lambda:InvokeFunction"
  private static let mfa = "{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}"
  private static func inRegion(_ comparison: String, _ regions: String...) -> String {
    "{\"\(comparison)\": {\"aws:RequestedRegion\": [\(regions.map { "\"\($0)\"" }.joined(separator: ", "))]}}"
  }
  private static func from(_ address: String) -> String {
    "{\"IpAddress\": {\"aws:SourceIp\": \"\(address)\"}}"
  }

  /// Statements about functions, and the status of the edge to the role; nil for none.
  static let functions: [(name: String, statements: [String], status: String?)] = [
    ("any region of some", [allow(create, invoke, on: function("x", "eu-*"))], "proved"),
    ("everything is open", [allow(create, invoke, on: "arn:aws:lambda:*:*:*")], "proved"),
    ("the type is open", [allow(create, invoke, on: "arn:aws:lambda:*:*:func*:ab")], "proved"),
    ("another type is meant", [allow(create, invoke, on: "arn:aws:lambda:*:*:layer*:ab")], nil),
    (
      "part of the account is open",
      [
        allow(create, on: "arn:aws:lambda:*:1111*:function:a"),
        allow(invoke, on: "arn:aws:lambda:*:????22223333:function:a"),
      ], "proved"
    ),
    (
      "part of another account is open",
      [allow(create, invoke, on: "arn:aws:lambda:*:4444*:function:a")], nil
    ),
    (
      "the ninth name serves",
      [
        allow(create, on: function("a*"), function("b*"), function("c*"), function("d*")),
        allow(create, on: function("e*"), function("f*"), function("g*"), function("h*")),
        allow(create, on: function("i*")), allow(invoke, on: function("i-x")),
      ], "proved"
    ),
    (
      "the fifth region serves",
      [
        allow(create, on: function("a", "ca-central-1"), function("a", "eu-west-1")),
        allow(create, on: function("a", "eu-west-2"), function("a", "sa-east-1")),
        allow(create, on: function("a", "us-west-2")),
        allow(invoke, on: function("*", "us-west-2")),
      ], "proved"
    ),
    (
      "regions differ",
      [
        allow(create, on: function("*", "eu-west-1")),
        allow(invoke, on: function("*", "us-west-2")),
      ], nil
    ),
    (
      "middles meet",
      [allow(create, on: function("a*b*c")), allow(invoke, on: function("*x*"))], "proved"
    ),
    (
      "lengths differ", [allow(create, on: function("a?")), allow(invoke, on: function("a??"))], nil
    ),
    (
      "a region that is asked for",
      [allow(create, invoke, on: "*", condition: inRegion("StringEquals", "eu-west-3"))], "proved"
    ),
    (
      "a region that is asked for, and another one named",
      [
        allow(
          create, invoke, on: function("*", "us-*"), condition: inRegion("StringLike", "eu-*"))
      ], nil
    ),
    (
      "regions that are asked for differ",
      [
        allow(create, on: "*", condition: inRegion("StringEquals", "eu-west-3")),
        allow(invoke, on: "*", condition: inRegion("StringEquals", "eu-west-2")),
      ], nil
    ),
    (
      "a region that is denied",
      [
        allow(create, invoke, on: function("*", "eu-west-1"), function("*", "eu-west-3")),
        deny("lambda:*", on: "*", condition: inRegion("StringNotEquals", "eu-west-3")),
      ], "proved"
    ),
    (
      "no region that AWS has opened",
      [allow(create, invoke, on: function("a", "xx-*-9"))], "conditional"
    ),
    (
      "a part is denied",
      [allow(create, invoke, on: function("*")), deny("lambda:*", on: function("prod-*"))],
      "proved"
    ),
    (
      "all of it is denied",
      [allow(create, invoke, on: function("dev-*")), deny(invoke, on: function("d*"))], nil
    ),
    (
      "every name is denied",
      [allow(create, invoke, on: function("*")), deny(invoke, on: function("?*"))], nil
    ),
    (
      "what is not denied meets",
      [
        allow(create, on: function("dev-*")), allow(invoke, on: function("*-a")),
        deny(invoke, on: function("dev-?-a")),
      ], "proved"
    ),
    (
      "a condition stays",
      [allow(create, invoke, on: function("a", "eu-*"), condition: mfa)], "conditional"
    ),
    (
      "conditions of two requests contradict each other",
      [
        allow(create, on: function("a*"), condition: from("10.0.0.0/8")),
        allow(invoke, on: function("*b"), condition: from("192.0.2.0/24")),
      ], "conditional"
    ),
    (
      "contradicting conditions on two functions",
      [
        allow(create, on: function("a"), condition: from("10.0.0.0/8")),
        allow(invoke, on: function("b"), condition: from("192.0.2.0/24")),
      ], nil
    ),
    (
      "only versions may be run",
      [allow(create, on: function("a-*")), allow(invoke, on: function("a-1:*"))], "conditional"
    ),
    (
      "only versions of another one may be run",
      [allow(create, on: function("a-*")), allow(invoke, on: function("b-1:*"))], nil
    ),
    ("only versions may be made", [allow(create, invoke, on: function("a:*"))], nil),
  ]

  @Test(arguments: functions.indices) func oneFunction(_ index: Int) throws {
    let (name, statements, status) = Self.functions[index]
    #expect(try statuses("lambda", statements) == (status.map { [$0] } ?? []), "\(name)")
  }

  /// A boundary or a service control policy names the regions.
  @Test(
    arguments: [
      ("eu-west-3", "proved"), ("eu-*", "proved"), ("us-*", nil),
    ] as [(String, String?)])
  func limitsNameRegions(_ region: String, _ status: String?) throws {
    let own = Self.allow(Self.create, Self.invoke, on: Self.function("a*", "eu-*"))
    let limit =
      Self.allow("iam:*", on: "*") + ", " + Self.allow("lambda:*", on: Self.function("*b", region))
    let expected = status.map { [$0] } ?? []
    #expect(try statuses("lambda", [own], boundary: limit) == expected)
    #expect(try statuses("lambda", [own], organization: limit) == expected)
    let denial = Self.deny(
      "lambda:*", on: "*", condition: Self.inRegion("StringNotLike", region))
    let all = Self.allow("*", on: "*")
    #expect(try statuses("lambda", [own], organization: all + ", " + denial) == expected)
  }

  private static func resource(_ text: String, _ region: String = "*") -> String {
    "arn:aws:ec2:\(region):\(text.hasPrefix("image/") ? "" : account):\(text)"
  }

  private static let launched = [
    "image/*", "instance/*", "network-interface/*", "security-group/*",
  ]
  private static let run = "ec2:RunInstances"

  /// Statements about what an instance needs.
  static let instances: [(name: String, statements: [String], status: String?)] = [
    (
      "everything", (launched + ["subnet/*", "volume/*"]).map { allow(run, on: resource($0)) },
      "proved"
    ),
    (
      "one subnet in one region",
      (launched + ["subnet/subnet-1", "volume/*"]).map {
        allow(run, on: resource($0, $0.hasPrefix("subnet") ? "eu-west-3" : "eu-*"))
      }, "proved"
    ),
    (
      "image and subnet in different regions",
      (launched + ["subnet/subnet-1", "volume/*"]).map {
        allow(run, on: resource($0, $0.hasPrefix("subnet") ? "eu-west-3" : "us-*"))
      }, "conditional"
    ),
    (
      "no volume", (launched + ["subnet/*"]).map { allow(run, on: resource($0)) }, "conditional"
    ),
    ("no subnet", (launched + ["volume/*"]).map { allow(run, on: resource($0)) }, "conditional"),
    (
      "no network interface",
      ["image/*", "instance/*", "security-group/*", "subnet/*", "volume/*"].map {
        allow(run, on: resource($0))
      }, nil
    ),
  ]

  @Test(arguments: instances.indices) func whatAnInstanceNeeds(_ index: Int) throws {
    let (name, statements, status) = Self.instances[index]
    #expect(try statuses("ec2", statements) == (status.map { [$0] } ?? []), "\(name)")
  }

  /// A stack is named with an identifier behind its name.
  @Test(
    arguments: [("stack/dev-*/*", "proved"), ("stack/dev-*", "proved"), ("stack/dev", nil)]
      as [(String, String?)])
  func stacksHaveIdentifiers(_ resource: String, _ status: String?) throws {
    let statement = Self.allow(
      "cloudformation:CreateStack", on: "arn:aws:cloudformation:*:*:\(resource)")
    #expect(try statuses("cloudformation", [statement]) == (status.map { [$0] } ?? []))
  }

  /// What two actions are allowed on by type contradicts nothing, though a Deny keeps both apart.
  @Test func resourcesOfDifferentTypesDoNotContradict() throws {
    let statements = [
      Self.allow("ecs:CreateCluster", on: "arn:aws:ecs:*:*:cluster/*"),
      Self.deny("ecs:CreateCluster", on: "arn:aws:ecs:*:*:cluster/prod"),
      Self.allow("ecs:RunTask", on: "arn:aws:ecs:*:*:task-definition/*"),
      Self.deny("ecs:RunTask", on: "arn:aws:ecs:*:*:task-definition/prod"),
      Self.allow("ecs:RegisterTaskDefinition", on: "*"),
    ]
    #expect(try statuses("ecs-tasks", statements) == ["conditional"])
  }

  /// What a template leaves open may be what is needed.
  @Test(
    arguments: [
      ("arn:aws:lambda:${AWS::Region}:\(account):function:a", "conditional"),
      ("arn:aws:lambda:eu-west-1:\(account):function:${Name}", "conditional"),
      ("arn:aws:lambda:eu-west-1:\(other):function:${Name}", nil),
    ] as [(String, String?)])
  func templatesLeavePartsOpen(_ resource: String, _ status: String?) throws {
    let stack = StackContext(account: Self.account, partition: "aws")
    let found = try statuses(
      ofTemplate: [("[\(Self.create), \(Self.invoke)]", "!Sub \"\(resource)\"")], in: stack)
    #expect(found == (status.map { [$0] } ?? []))
  }

  /// Without an account nobody knows whether two actions meet on one function, unless both are open.
  @Test(
    arguments: [
      ("a", "b", "conditional"), ("a*", "*b", "conditional"), ("*", "*", "conditional"),
      (nil, nil, "proved"),
    ] as [(String?, String?, String)])
  func templatesLeaveTheAccountOpen(
    _ made: String?, _ run: String?, _ status: String
  ) throws {
    func resource(_ name: String?) -> String {
      name.map { "!Sub \"arn:aws:lambda:eu-west-1:${AWS::AccountId}:function:\($0)\"" } ?? "\"*\""
    }
    let found = try statuses(
      ofTemplate: [(Self.create, resource(made)), (Self.invoke, resource(run))],
      in: StackContext())
    #expect(found == [status])
  }

  /// The statuses of the edges by which a template's role passes another one to Lambda.
  private func statuses(
    ofTemplate grants: [(actions: String, resource: String)], in stack: StackContext
  ) throws -> [String] {
    var inputs = Inputs(stack: stack)
    let statements = grants.map {
      """

                    - {Effect: Allow, Action: \($0.actions), Resource: \($0.resource)}
      """
    }
    inputs.file(
      "template.yaml",
      """
      Parameters: {Name: {Type: String}}
      Resources:
        Caller:
          Type: AWS::IAM::Role
          Properties:
            RoleName: caller
            Policies:
              - PolicyName: own
                PolicyDocument:
                  Version: "2012-10-17"
                  Statement:
                    - {Effect: Allow, Action: "iam:PassRole", Resource: "*"}\(statements.joined())
            AssumeRolePolicyDocument:
              Version: "2012-10-17"
              Statement: [{Effect: Allow, Principal: {Service: x.amazonaws.com}, Action: "sts:AssumeRole"}]
        Target:
          Type: AWS::IAM::Role
          Properties:
            RoleName: target
            AssumeRolePolicyDocument:
              Version: "2012-10-17"
              Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]
      """)
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    return try #require(graph.expandedEdges()).filter { $0.via == "lambda-001" }
      .map(\.status.rawValue)
  }

  /// The statuses of the edges by which a caller passes a role to a service.
  private func statuses(
    _ service: String, _ statements: [String], boundary: String? = nil,
    organization: String? = nil
  ) throws -> [String] {
    var inputs = Inputs()
    if let organization {
      GuardrailTests.organise(&inputs)
      GuardrailTests.attach(
        "{\"Version\": \"2012-10-17\", \"Statement\": [\(organization), "
          + "\(Self.allow("iam:*", "sts:*", on: "*"))]}", to: GuardrailTests.member, &inputs)
    }
    if let boundary { inputs.policy(Self.account, EscalationCase.policy, "[\(boundary)]") }
    let all = [EscalationCase.allow("iam:PassRole")] + statements
    inputs.user(
      Self.account, "caller", allows: "[\(all.joined(separator: ", "))]",
      boundary: boundary == nil ? nil : EscalationCase.policy)
    inputs.role(
      Self.account, "target", trust: Inputs.trust("{\"Service\": \"\(service).amazonaws.com\"}"),
      profiles: ["p"])
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    return try #require(graph.expandedEdges()).filter {
      $0.kind == .passRole && $0.status != .possible
    }.map(\.status.rawValue)
  }
}
