import Documents
import IAM
import Testing
import Text

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

  /// What is illegible leaves open what the statement means: it may hold, and it may stop.
  @Test(arguments: [
    ("{\"Action\":\"*\",\"Resource\":\"*\"}", "missing-effect"),
    ("{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}", "invalid-effect"),
    ("{\"Effect\":\"Allow\",\"Resource\":\"*\"}", "missing-action"),
    ("{\"Effect\":\"Allow\",\"Action\":{\"a\":1},\"Resource\":\"*\"}", "malformed-action"),
    ("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":{\"a\":1}}", "malformed-resource"),
    (
      "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":[\"a\"]}",
      "malformed-condition"
    ),
    (
      "{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"a:b\",\"Resource\":\"*\"}",
      "contradicting-elements"
    ),
    (
      "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Principal\":{\"AWS\":{\"a\":1}}}",
      "malformed-principal"
    ),
    (
      "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Conditions\":{}}",
      "unknown-element"
    ),
    ("\"Allow\"", "statement-not-object"),
  ])
  func illegiblePartsDecideNothing(_ statement: String, _ code: String) throws {
    let policy = OperatorTableTests.policy([statement])
    let read = try #require(policy.statements.first)
    #expect((policy.problems + read.problems).map(\.code).contains(code))
    #expect(read.isMalformed)
  }

  @Test(arguments: [
    ("{\"Version\":\"2012-10-17\"}", "missing-statement"),
    ("{\"Version\":\"2013-10-17\",\"Statement\":[]}", "unknown-version"),
  ])
  func policiesOfOddShapeAreTold(_ text: String, _ code: String) throws {
    var diagnostics = Diagnostics()
    let document = DocumentReader.readJSON(
      SourceBytes(text.utf8), file: FileID(rawValue: 0), diagnostics: &diagnostics)
    let policy = PolicyReader().read(try #require(document).root)
    #expect(policy.problems.map(\.code) == [code])
  }
}
