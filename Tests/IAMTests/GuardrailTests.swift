import IAM
import Logic
import Testing

/// Service and resource control policies: levels, and whom and what they spare.
@Suite struct GuardrailTests {
  static let allow = OperatorTableTests.policy([OperatorTableTests.statement("Allow", nil, [])])
  static let deny = OperatorTableTests.policy([
    "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}"
  ])
  static let silent = OperatorTableTests.policy([
    "{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}"
  ])
  static let trust = OperatorTableTests.policy([
    "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}"
  ])

  static func level(_ documents: PolicyDocument...) -> PolicySet {
    PolicySet(documents.enumerated().map { AttachedPolicy(id: "p\($0)", document: $1) })
  }

  static let user = Caller(
    .user, partition: "aws", account: "111111111111", name: "arn:aws:iam::111111111111:user/ann")

  static func outcome(
    _ caller: Caller = user, action: String = "sts:AssumeRole",
    resource: SymbolicString = "arn:aws:iam::111111111111:role/r",
    scp: [PolicySet]? = [], rcp: [PolicySet]? = [], managementAccount: SymbolicString? = nil,
    rest: RequestContext.Rest = .absent
  ) -> Decision {
    var request = Request(
      caller: caller, action: action, resource: resource, resourceAccount: "111111111111",
      context: RequestContext([ContextKey: RequestContext.Knowledge](), rest: rest))
    request.managementAccount = managementAccount
    return Evaluator().decide(
      request,
      PolicySets(
        identity: level(allow), resource: level(trust), serviceControl: scp, resourceControl: rcp))
  }

  static let levels: [(String, [PolicySet], Decision.Outcome)] = [
    ("no level", [], .allowed), ("one that allows", [level(allow)], .allowed),
    ("one that says nothing", [level(silent)], .implicitDeny),
    ("an empty level", [level(allow), level(), level(allow)], .implicitDeny),
    ("a level of two is a union", [level(silent, allow)], .allowed),
    ("every level has to allow", [level(allow), level(silent), level(allow)], .implicitDeny),
    ("a Deny on any level wins", [level(allow), level(allow, deny), level(allow)], .explicitDeny),
  ]

  @Test(arguments: levels)
  func serviceControlByLevel(_ name: String, _ scp: [PolicySet], _ expected: Decision.Outcome) {
    let decision = Self.outcome(scp: scp)
    #expect(decision.outcome == expected)
    #expect(decision.blockers.contains(.serviceControl) == (expected != .allowed))
  }

  static let arn = "arn:aws:iam::111111111111:"
  static let callers: [(String, Caller, scp: Decision.Outcome, rcp: Decision.Outcome)] = [
    ("user", user, .explicitDeny, .explicitDeny),
    (
      "root user",
      Caller(
        .root, partition: "aws", account: "111111111111",
        name: "arn:aws:iam::111111111111:root"), .explicitDeny, .explicitDeny
    ),
    (
      "role",
      .init(
        .roleSession, account: "111111111111",
        name: "arn:aws:iam::111111111111:role/app"), .explicitDeny, .explicitDeny
    ),
    (
      "service-linked role",
      .init(
        .roleSession, account: "111111111111",
        name: "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"),
      .allowed, .allowed
    ),
    ("service", .service("ec2.amazonaws.com"), .allowed, .explicitDeny),
    (
      "bearer of a token", .init(.webIdentity, name: "accounts.google.com"), .allowed,
      .explicitDeny
    ),
    ("anonymous", .init(.anonymous), .allowed, .explicitDeny),
  ]

  @Test(arguments: callers)
  func whomGuardrailsSpare(
    _ name: String, _ caller: Caller, _ scp: Decision.Outcome, _ rcp: Decision.Outcome
  ) {
    let object: SymbolicString = "arn:aws:s3:::b/k"
    let guardrail = [Self.level(Self.deny, Self.allow)]
    #expect(
      Self.outcome(caller, action: "s3:GetObject", resource: object, scp: guardrail).outcome == scp)
    #expect(
      Self.outcome(caller, action: "s3:GetObject", resource: object, rcp: guardrail).outcome == rcp)
  }

  @Test func theManagementAccountIsSpared() {
    let guardrail = [Self.level(Self.deny, Self.allow)]
    for (account, expected) in [
      ("111111111111", Decision.Outcome.allowed),
      ("999999999999", .explicitDeny),
    ] {
      let management = SymbolicString(account)
      #expect(
        Self.outcome(scp: guardrail, managementAccount: management).outcome == expected)
      #expect(
        Self.outcome(rcp: guardrail, managementAccount: management).outcome == expected)
    }
  }

  static let resources: [(String, SymbolicString, Decision.Outcome)] = [
    ("sts:AssumeRole", "arn:aws:iam::111111111111:role/r", .explicitDeny),
    ("sts:AssumeRoleWithWebIdentity", "arn:aws:iam::111111111111:role/r", .explicitDeny),
    (
      "sts:AssumeRole",
      "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
      .allowed
    ),
    ("kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/1", .explicitDeny),
    ("kms:RetireGrant", "arn:aws:kms:us-east-1:111111111111:key/1", .allowed),
    ("kms:DescribeKey", "arn:aws:kms:us-east-1:111111111111:alias/aws/s3", .allowed),
    ("iam:GetRole", "arn:aws:iam::111111111111:role/r", .allowed),
    ("ec2:StartInstances", "arn:aws:ec2:us-east-1:111111111111:instance/i", .allowed),
  ]

  @Test(arguments: resources)
  func whatResourceControlSpares(
    _ action: String, _ resource: SymbolicString, _ expected: Decision.Outcome
  ) {
    let rcp = [Self.level(Self.deny)]
    #expect(Self.outcome(action: action, resource: resource, rcp: rcp).outcome == expected)
  }

  /// The list of services grows: where not everything is given, one that is not on it is in doubt.
  @Test func aServiceThatTheListDoesNotHoldIsInDoubt() {
    let rcp = [Self.level(Self.deny)]
    let decision = Self.outcome(
      action: "ec2:StartInstances", resource: "arn:aws:ec2:us-east-1:111111111111:instance/i",
      rcp: rcp, rest: .open)
    #expect(decision.outcome == .conditional)
    #expect(decision.residual.kinds.contains(.undocumented))
  }

  /// `RCPFullAWSAccess` is attached to every level, whether or not an export lists it.
  @Test func resourceControlOnlyDenies() {
    #expect(Self.outcome(rcp: [Self.level(Self.silent), Self.level()]).outcome == .allowed)
  }

  @Test func whatIsNotKnownIsNamedAndDeniesNothing() {
    let decision = Self.outcome(scp: nil, rcp: nil)
    #expect(decision.outcome == .allowed)
    #expect(decision.notEvaluated == [.serviceControl, .resourceControl])
    #expect(
      decision.missingEvidence == [
        "the resource control policies of 111111111111",
        "the service control policies of 111111111111",
      ])
    #expect(Self.outcome(scp: [], rcp: []).missingEvidence.isEmpty)
    #expect(
      Self.outcome(.service("ec2.amazonaws.com"), scp: nil, rcp: []).notEvaluated.isEmpty)
  }
}
