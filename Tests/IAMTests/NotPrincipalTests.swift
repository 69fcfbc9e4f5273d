import IAM
import Logic
import Testing

/// A Deny with `NotPrincipal` and whom it spares.
///
/// Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
@Suite struct NotPrincipalTests {
  static let session = Caller(
    .roleSession, partition: "aws", account: "111111111111",
    name: "arn:aws:iam::111111111111:role/app", sessionName: "s1")
  static let sessionARN = "arn:aws:sts::111111111111:assumed-role/app/s1"
  static let roleARN = "arn:aws:iam::111111111111:role/app"
  static let account = "arn:aws:iam::111111111111:root"

  static let user = Caller(
    .user, partition: "aws", account: "111111111111", name: "arn:aws:iam::111111111111:user/ann")
  static let userARN = "arn:aws:iam::111111111111:user/ann"

  static let cases: [(caller: Caller, listed: [String], Decision.Outcome)] = [
    (session, ["*"], .allowed), (session, [sessionARN, "*"], .allowed),
    (session, [sessionARN, roleARN, account], .allowed),
    // AWS may look at the account first, then at the role, and then at the session.
    (session, [sessionARN], .conditional), (session, [sessionARN, roleARN], .conditional),
    (session, [roleARN], .conditional), (session, [account], .conditional),
    (session, [roleARN, account], .conditional),
    (session, ["arn:aws:iam::111111111111:role/other"], .explicitDeny),
    (session, ["arn:aws:iam::222222222222:root"], .explicitDeny),
    (user, [userARN, account], .allowed), (user, [userARN, "111111111111"], .allowed),
    (user, [userARN], .conditional), (user, [account], .conditional),
    (user, ["arn:aws:iam::111111111111:user/bob"], .explicitDeny), (user, ["*"], .allowed),
    (.service("ec2.amazonaws.com"), [account], .explicitDeny),
  ]

  @Test(arguments: cases)
  func whomItSpares(_ caller: Caller, _ listed: [String], _ expected: Decision.Outcome) {
    let list = listed.map { "\"\($0)\"" }.joined(separator: ",")
    let deny = OperatorTableTests.policy([
      "{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\(list)]},\"Action\":\"*\",\"Resource\":\"*\"}"
    ])
    let request = Request(
      caller: caller, action: "s3:GetObject", resource: "arn:aws:s3:::b/k",
      resourceAccount: "111111111111",
      context: RequestContext([ContextKey: RequestContext.Knowledge](), rest: .absent))
    let decision = Evaluator().decide(
      request,
      PolicySets(
        identity: GuardrailTests.level(GuardrailTests.allow), resource: GuardrailTests.level(deny),
        serviceControl: [], resourceControl: []))
    #expect(decision.outcome == expected)
    #expect(decision.residual.kinds == (expected == .conditional ? [.undocumented] : []))
  }
}
