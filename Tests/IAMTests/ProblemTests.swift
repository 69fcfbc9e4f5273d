import IAM
import Testing

/// What is told about a policy, whether or not it changes what the policy says.
@Suite struct ProblemTests {
  static func statement(_ members: String) -> String {
    "{\"Effect\":\"Allow\",\(members)}"
  }

  static let rows: [(String, String, String?)] = [
    ("white space", "\"Action\":\"s3: Get\",\"Resource\":\"*\"", "dead-action"),
    ("no service", "\"Action\":[\"s3:Get\",\"Get\"],\"Resource\":\"*\"", "dead-action"),
    ("a wildcard as service", "\"Action\":\"*:Get\",\"Resource\":\"*\"", "dead-action"),
    ("no name", "\"NotAction\":\"s3:\",\"Resource\":\"*\"", "dead-action"),
    ("everything", "\"Action\":\"*\",\"Resource\":\"*\"", nil),
    ("a prefix", "\"Action\":\"s3:Get*\",\"Resource\":\"arn:aws:s3:::b*/x\"", nil),
    ("a short ARN", "\"Action\":\"*\",\"Resource\":\"arn:aws:s3:b\"", "odd-resource"),
    ("no ARN", "\"Action\":\"*\",\"NotResource\":[\"*\",\"b\"]", "odd-resource"),
    ("a service", "\"Action\":\"*\",\"Resource\":\"arn:aws:*:::b\"", "odd-resource"),
    ("a type", "\"Action\":\"*\",\"Resource\":\"arn:aws:iam::1:u*/x\"", "odd-resource"),
    ("all roles", "\"Action\":\"*\",\"Resource\":\"arn:aws:iam::1:role/*\"", nil),
    ("all of IAM", "\"Action\":\"*\",\"Resource\":\"arn:aws:iam::1:*\"", nil),
    (
      "a list",
      "\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"aws:TagKeys\":\"a\"}}",
      "list-without-set-operator"
    ),
    (
      "a list, quantified",
      "\"Action\":\"*\",\"Resource\":\"*\","
        + "\"Condition\":{\"ForAnyValue:StringLike\":{\"aws:TagKeys\":\"a\"}}",
      nil
    ),
    (
      "a name twice",
      "\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":"
        + "{\"aws:PrincipalTag/a\":\"x\",\"aws:PrincipalTag/A\":\"y\"}}",
      "repeated-name"
    ),
  ]

  @Test(arguments: rows) func isTold(_ name: String, _ members: String, _ code: String?) {
    let policy = OperatorTableTests.policy([Self.statement(members)])
    let statement = policy.statements.first
    #expect(statement?.problems.map(\.code) == (code.map { [$0] } ?? []), "\(name)")
    #expect(statement?.isMalformed == false)
  }
}
