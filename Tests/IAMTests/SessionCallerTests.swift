import IAM
import Logic
import Testing

/// What credentials of AWS STS can call, and who can get them, whatever policies allow.
///
/// Source: IAM User Guide, "Compare AWS STS credentials" and "Permissions for GetSessionToken"; AWS
/// STS API Reference, "GetFederationToken", "GetSessionToken" and "AssumeRoot".
@Suite struct SessionCallerTests {
  static let arn = "arn:aws:iam::111111111111:"
  static let role: SymbolicString = "arn:aws:iam::111111111111:role/r"
  static let member: SymbolicString = "arn:aws:iam::222222222222:root"

  enum Who: String, CaseIterable {
    case keys, sessionToken, role, federatedUser, root

    var caller: Caller {
      let name = SymbolicString(arn)
      func make(_ kind: Caller.Kind, _ name: SymbolicString) -> Caller {
        Caller(kind, partition: "aws", account: "111111111111", name: name)
      }
      switch self {
      case .keys, .sessionToken:
        var user = make(.user, name + "user/ann")
        user.credentials = self == .keys ? .longTerm : .sessionToken
        return user
      case .role: return make(.roleSession, name + "role/app")
      case .federatedUser: return make(.federatedUser, "arn:aws:sts::111111111111:federated-user/a")
      case .root: return make(.root, name + "root")
      }
    }
  }

  /// The answer when every policy allows everything.
  static func outcome(
    _ who: Who, _ action: String, on resource: SymbolicString = "*",
    account: SymbolicString = "111111111111", context: [ContextKey: RequestContext.Knowledge] = [:],
    rest: RequestContext.Rest = .absent, managementAccount: SymbolicString? = nil,
    identity: PolicyDocument = GuardrailTests.allow, resourcePolicy: PolicyDocument? = nil
  ) -> Decision {
    var request = Request(
      caller: who.caller, action: action, resource: resource, resourceAccount: account,
      context: RequestContext(context, rest: rest))
    request.managementAccount = managementAccount
    return Evaluator().decide(
      request,
      PolicySets(
        identity: GuardrailTests.level(identity),
        session: who == .federatedUser ? GuardrailTests.level(GuardrailTests.allow) : nil,
        resource: resourcePolicy.map { GuardrailTests.level($0) }, serviceControl: [],
        resourceControl: []))
  }

  static let calls: [(String, SymbolicString, Set<Who>)] = [
    ("sts:AssumeRole", role, [.keys, .sessionToken, .role]),
    ("sts:GetFederationToken", "arn:aws:sts::111111111111:federated-user/x", [.keys, .root]),
    ("sts:GetSessionToken", "*", [.keys, .root]),
    ("sts:GetCallerIdentity", "*", Set(Who.allCases)),
    ("sts:DecodeAuthorizationMessage", "*", [.keys, .role, .root]),
    ("sts:GetAccessKeyInfo", "*", [.keys, .role, .root]),
    ("s3:ListAllMyBuckets", "*", Set(Who.allCases)),
  ]

  @Test(arguments: calls, Who.allCases)
  func whoCanCall(_ call: (String, SymbolicString, Set<Who>), _ who: Who) {
    let decision = Self.outcome(
      who, call.0, on: call.1, resourcePolicy: call.1 == Self.role ? GuardrailTests.trust : nil)
    #expect(decision.outcome == (call.2.contains(who) ? .allowed : .implicitDeny))
    #expect(decision.blockers == (call.2.contains(who) ? [] : [.identity]))
  }

  /// No policy is needed for a session token, and none takes it away.
  @Test func policiesDoNotControlGetSessionToken() {
    let empty = OperatorTableTests.policy([])
    for policy in [empty, GuardrailTests.deny] {
      #expect(Self.outcome(.keys, "sts:GetSessionToken", identity: policy).outcome == .allowed)
      #expect(Self.outcome(.role, "sts:GetSessionToken", identity: policy).outcome != .allowed)
    }
    #expect(Self.outcome(.keys, "STS:getSessionToken", identity: empty).outcome == .allowed)
  }

  /// IAM takes session tokens only of users who showed a device.
  @Test func iamAsksForADevice() {
    let device: ContextKey = "aws:MultiFactorAuthPresent"
    func outcome(_ who: Who, _ value: RequestContext.Knowledge?) -> Decision.Outcome {
      Self.outcome(
        who, "iam:ListUsers", context: value.map { [device: $0] } ?? [:], rest: .absent
      ).outcome
    }
    #expect(outcome(.keys, nil) == .allowed)
    #expect(outcome(.sessionToken, .known(.one("true"))) == .allowed)
    #expect(outcome(.sessionToken, .known(.one("false"))) == .implicitDeny)
    #expect(outcome(.sessionToken, nil) == .implicitDeny)
    let open = Self.outcome(.sessionToken, "iam:ListUsers", rest: .open)
    #expect(open.outcome == .conditional)
    #expect(open.residual.keys == ["aws:MultiFactorAuthPresent"])
    let elsewhere = Self.outcome(.sessionToken, "s3:ListAllMyBuckets", rest: .open)
    #expect(elsewhere.outcome == .allowed)
  }

  /// A session token carries the device into the trust policy of the first hop.
  @Test func aTrustPolicySeesTheDevice() {
    let trust = OperatorTableTests.policy([
      """
      {"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole",
       "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}
      """
    ])
    func outcome(_ who: Who) -> Decision.Outcome {
      Self.outcome(who, "sts:AssumeRole", on: Self.role, rest: .open, resourcePolicy: trust).outcome
    }
    #expect(outcome(.sessionToken) == .conditional)
    #expect(outcome(.role) == .implicitDeny)
    #expect(outcome(.federatedUser) == .implicitDeny)
  }

  // MARK: - AssumeRoot

  /// The member account has no policy that is asked; root users and barred sessions cannot call it.
  @Test(arguments: Who.allCases) func whoCanAssumeRoot(_ who: Who) {
    let isAble = who == .keys || who == .role
    let decision = Self.outcome(who, "sts:AssumeRoot", on: Self.member, account: "222222222222")
    #expect(decision.outcome == (isAble ? .allowed : .implicitDeny))
    let silent = Self.outcome(
      who, "sts:AssumeRoot", on: Self.member, account: "222222222222",
      identity: GuardrailTests.silent)
    #expect(silent.outcome == .implicitDeny)
  }

  /// Whether root access is managed centrally is in no policy.
  @Test func assumeRootDependsOnWhatNoPolicyTells() {
    let open = Self.outcome(
      .keys, "sts:AssumeRoot", on: Self.member, account: "222222222222", rest: .open)
    #expect(open.outcome == .conditional)
    #expect(open.residual.kinds == [.evidenceMissing])
    // The management account is no member of its organisation.
    let management = Self.outcome(
      .keys, "sts:AssumeRoot", on: Self.member, account: "222222222222",
      managementAccount: "222222222222")
    #expect(management.outcome == .implicitDeny)
  }

  @Test func onlySomeTasksOfTheRootUser() {
    let tasks = OperatorTableTests.policy([
      """
      {"Effect":"Allow","Action":"sts:AssumeRoot","Resource":"arn:aws:iam::*:root","Condition":
       {"ArnEquals":{"sts:TaskPolicyArn":"arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}}}
      """
    ])
    func outcome(_ task: String) -> Decision.Outcome {
      Self.outcome(
        .keys, "sts:AssumeRoot", on: Self.member, account: "222222222222",
        context: ["sts:TaskPolicyArn": .known(.one("arn:aws:iam::aws:policy/root-task/\(task)"))],
        identity: tasks
      ).outcome
    }
    #expect(outcome("IAMAuditRootUserCredentials") == .allowed)
    #expect(outcome("IAMCreateRootUserPassword") == .implicitDeny)
  }

  // MARK: - simulate

  /// A time of issue tells a session token from a key.
  @Test func simulateKnowsASessionTokenByItsTime() {
    func answer(_ action: String, _ keys: [String: String]) -> String {
      let entries = keys.sorted { $0.key < $1.key }.map { key, value in
        "{\"ContextKeyName\":\"\(key)\",\"ContextKeyValues\":[\"\(value)\"]}"
      }
      let policy = #"{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"#
      return EvaluationCase.answer(
        """
        {"PolicyInputList":["\(policy)"],"ActionNames":["\(action)"],"ResourceArns":["*"],
        "CallerArn":"arn:aws:iam::111111111111:user/ann",
        "ContextEntries":[\(entries.joined(separator: ","))]}
        """.split(separator: "\n").joined())
    }
    let issued = ["aws:TokenIssueTime": "2026-11-22T00:00:00Z"]
    let device = issued.merging(["aws:MultiFactorAuthPresent": "true"]) { first, _ in first }
    let cases: [(String, [String: String], String)] = [
      ("iam:ListUsers", [:], "allowed"), ("iam:ListUsers", issued, "implicitDeny"),
      ("iam:ListUsers", device, "allowed"), ("sts:GetFederationToken", [:], "allowed"),
      ("sts:GetFederationToken", device, "implicitDeny"),
      ("sts:GetSessionToken", [:], "allowed"), ("sts:GetSessionToken", device, "implicitDeny"),
    ]
    for (action, keys, expected) in cases {
      let answer = answer(action, keys)
      #expect(answer.contains("\"EvalDecision\":\"\(expected)\""), "\(action) \(keys) \(answer)")
    }
  }
}
