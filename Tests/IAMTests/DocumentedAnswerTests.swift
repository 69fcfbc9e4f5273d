import IAM
import Testing

/// Small questions with the answer that AWS's pages give; where they leave it open, it depends.
@Suite struct DocumentedAnswerTests {
  typealias Peer = PeerErrorTests
  typealias Question = PeerErrorTests.Question

  static let role = "arn:aws:iam::111111111111:role/x"

  /// A resource of a policy against a role: what an Allow and what a Deny answers.
  ///
  /// Source: IAM User Guide, "IAM JSON policy elements: Resource": wildcards stay within the segments
  /// of an ARN, but a `*` that ends one can expand beyond the colon.
  static let resources: [(pattern: String, allow: String, deny: String)] = [
    ("*", "allowed", "explicitDeny"), ("arn:*", "allowed", "explicitDeny"),
    ("arn:aws:iam::*", "allowed", "explicitDeny"), ("arn:aws:iam:*", "allowed", "explicitDeny"),
    ("arn:aws:i*", "allowed", "explicitDeny"),
    ("arn:aws:iam::*:role/x", "allowed", "explicitDeny"),
    ("arn:aws:iam::11?111111111:role/?", "allowed", "explicitDeny"),
    ("arn:aws:*:*:*:*", "allowed", "explicitDeny"),
    ("arn:aws:iam:*:role/x", "conditional", "conditional"),
    ("arn:*:role/x", "conditional", "conditional"), ("*:role/x", "conditional", "conditional"),
    ("arn:aws:iam::*role/x", "conditional", "conditional"),
    ("arn:aws:iam::*:x", "implicitDeny", "allowed"),
    ("arn:aws:iam:*:role/y", "implicitDeny", "conditional"),
    ("arn:aws:iam::111111111111:role/X", "implicitDeny", "allowed"),
    ("arn:aws:iam::111111111111", "implicitDeny", "conditional"),
    ("arn:aws:iam?", "implicitDeny", "conditional"),
  ]

  @Test(arguments: resources, [role, "arn:aws:iam::111111111111:role/x*"])
  func aResource(_ item: (pattern: String, allow: String, deny: String), _ asked: String) {
    let resource = "\"Resource\":\"\(item.pattern)\""
    func answer(_ statements: String) -> String {
      EvaluationCase.answer(
        Question("", "", statements, "", action: "iam:GetRole", resource: asked).line)
    }
    let allow = answer(Peer.statement("Allow", resource: resource))
    let deny = answer(Peer.all + "," + Peer.statement("Deny", resource: resource))
    if asked == Self.role {
      #expect(allow.contains("\"EvalDecision\":\"\(item.allow)\""), "\(allow)")
      #expect(deny.contains("\"EvalDecision\":\"\(item.deny)\""), "\(deny)")
    } else if item.allow != "implicitDeny" || ARN(item.pattern) != nil {
      // Some role of that name: what one role makes possible, the pattern does too.
      #expect(allow.contains("implicitDeny") == (item.allow == "implicitDeny"), "\(allow)")
    }
  }

  private static func allow(_ condition: String) -> String { Peer.statement("Allow", condition) }

  private static let conditions: [Question] = [
    Question(
      "ArnLike", "`*` within one part",
      allow("\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:sns:*:t:x\"}"), "implicitDeny",
      context: [("aws:SourceArn", ["arn:aws:sns:eu-west-1:111111111111:t:x"])]),
    Question(
      "Bool", "absent, so that the Deny is off",
      Peer.deny("\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}"), "allowed"),
    Question(
      "BoolIfExists", "absent",
      Peer.deny("\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}"), "explicitDeny"),
    Question(
      "NotIpAddress", "absent", Peer.deny("\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}"),
      "explicitDeny"),
    Question(
      "IpAddress", "the next IPv6 block",
      allow("\"IpAddress\":{\"aws:SourceIp\":\"2001:db8:1234:5678::/64\"}"), "implicitDeny",
      context: [("aws:SourceIp", ["2001:db8:1234:5679::1"])]),
    Question(
      "ForAllValues", "absent, but asked for with Null",
      allow(
        "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":\"a\"},\"Null\":{\"aws:TagKeys\":false}"),
      "implicitDeny"),
    Question(
      "Null", "temporary credentials", allow("\"Null\":{\"aws:TokenIssueTime\":\"false\"}"),
      "allowed", context: [("aws:TokenIssueTime", ["2026-01-01T00:00:00Z"])]),
    Question(
      "Null", "an access key", allow("\"Null\":{\"aws:TokenIssueTime\":\"false\"}"),
      "implicitDeny"),
    Question(
      "DateGreaterThan", "another time zone",
      allow("\"DateGreaterThan\":{\"aws:CurrentTime\":\"2026-01-01T00:00:00+02:00\"}"), "allowed",
      context: [("aws:CurrentTime", ["2025-12-31T22:30:00Z"])]),
  ]

  private static let actions: [Question] = [
    Question(
      "Action", "a wildcard in the service of an Allow",
      "{\"Effect\":\"Allow\",\"Action\":\"*:GetObject\",\"Resource\":\"*\"}", "implicitDeny"),
    Question(
      "Action", "a wildcard in the service of a Deny",
      Peer.all + ",{\"Effect\":\"Deny\",\"Action\":\"*:GetObject\",\"Resource\":\"*\"}",
      "conditional"),
    Question(
      "Action", "the same about an action of AWS STS",
      Peer.all + ",{\"Effect\":\"Deny\",\"Action\":\"*:AssumeRole\",\"Resource\":\"*\"}",
      "conditional", action: "sts:AssumeRole", resource: role,
      trust:
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"sts:AssumeRole\"}"
    ),
  ]

  /// The keys that AWS's page marks as lists take a set operator, the others none.
  ///
  /// Source: IAM User Guide, "IAM and AWS STS condition context keys", SAML role trust policies.
  private static let assertions: [Question] = [
    ("edupersonorgdn", "conditional"), ("edupersonprimaryaffiliation", "conditional"),
    ("edupersonaffiliation", "implicitDeny"), ("edupersontargetedid", "implicitDeny"),
    ("commonName", "implicitDeny"),
  ].map { key, expected in
    let provider = "arn:aws:iam::111111111111:saml-provider/idp"
    return Question(
      "SAML", key, "", expected, action: "sts:AssumeRoleWithSAML", resource: role,
      principal: ("Federated", provider),
      trust: "{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"\(provider)\"},"
        + "\"Action\":\"sts:AssumeRoleWithSAML\","
        + "\"Condition\":{\"StringEquals\":{\"SAML:\(key)\":\"x\"}}}", residual: "")
  }

  @Test(arguments: conditions + actions + assertions) func answers(_ question: Question) {
    let answer = EvaluationCase.answer(question.line)
    #expect(answer.contains("\"EvalDecision\":\"\(question.expected)\""), "\(answer)")
  }
}
