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

  static let cases: [(listed: [String], Decision.Outcome)] = [
    (["*"], .allowed), ([sessionARN, "*"], .allowed), ([roleARN], .allowed), ([account], .allowed),
    ([sessionARN, roleARN, account], .allowed),
    // AWS may look at the account or the role first.
    ([sessionARN], .conditional), ([sessionARN, roleARN], .conditional),
    (["arn:aws:iam::111111111111:role/other"], .explicitDeny),
    (["arn:aws:iam::222222222222:root"], .explicitDeny),
  ]

  @Test(arguments: cases)
  func whomItSpares(_ listed: [String], _ expected: Decision.Outcome) {
    let list = listed.map { "\"\($0)\"" }.joined(separator: ",")
    let deny = OperatorTableTests.policy([
      "{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\(list)]},\"Action\":\"*\",\"Resource\":\"*\"}"
    ])
    let request = Request(
      caller: Self.session, action: "s3:GetObject", resource: "arn:aws:s3:::b/k",
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
