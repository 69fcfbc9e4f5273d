import Foundation
import Testing

/// Questions over a database have the answers that they have over the inputs, to the byte.
@Suite struct KeptAnswerTests {
  private static let account = "111122223333"

  static let questions: [[String]] = [
    ["paths", "outside", "administrators"], ["paths", "outside", "privileged", "--all"],
    ["paths", "users", "roles", "--all", "--possible"],
    ["paths", "service-accounts", "roles", "--all"], ["paths", "ci", "roles"],
    ["can-reach", "users"], ["can-reach", "outside", "--possible"],
    ["who-can-assume", "roles", "--via-chain"], ["who-can-assume", "roles", "--possible"],
    ["why", "users", "roles"], ["paths", "anyone", "ci"], ["cut", "outside", "administrators"],
    ["cut", "users", "roles"],
  ]

  static let samples = [
    "samples/organisation/risky", "samples/eks-full-chain/risky", "samples/vendor-externalid/risky",
    "samples/irsa-cross-account/risky",
  ]

  @Test(arguments: samples) func samplesAreAnsweredTheSame(_ sample: String) throws {
    try compare(sample, Self.questions)
  }

  private func compare(_ input: String, _ questions: [[String]]) throws {
    let folder = try TemporaryFolder()
    let database = folder.url.appending(path: "trust.db").path
    _ = try Program.run(["scan", input, "-q", "-o", "json=/dev/null", "--database", database])
    for question in questions {
      for format in [[], ["--json"]] {
        let asked = ["query"] + question + format
        let fresh = try Program.run(asked + [input])
        let kept = try Program.run(asked + ["--database", database])
        #expect(kept.outputText == fresh.outputText, "\(asked)")
        #expect(kept.exitCode == fresh.exitCode, "\(asked): \(kept.errorText)")
      }
    }
  }

  private static func role(_ name: String, _ trust: String, allows: String? = nil) -> String {
    let policy = allows.map {
      """
      {"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [\($0)]}}
      """
    }
    return """
      {"Path": "/", "RoleName": "\(name)", "RoleId": "AROA\(name.uppercased())",
       "Arn": "arn:aws:iam::\(account):role/\(name)", "CreateDate": "2026-01-01T00:00:00+00:00",
       "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [\(trust)]},
       "InstanceProfileList": [], "RolePolicyList": [\(policy ?? "")],
       "AttachedManagedPolicies": [], "Tags": [{"Key": "tier", "Value": "\(name)"}],
       "RoleLastUsed": {}}
      """
  }

  private static func trust(_ who: String, _ condition: String? = nil) -> String {
    let tail = condition.map { ", \"Condition\": {\($0)}" } ?? ""
    return """
      {"Effect": "Allow", "Action": "sts:*",
       "Principal": {"AWS": "arn:aws:iam::\(account):\(who)"}\(tail)}
      """
  }

  private static func may(_ condition: String) -> String {
    """
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*", "Condition": {\(condition)}}
    """
  }

  /// Steps whose requests contradict each other, also across requests and through set nodes.
  private static let estate = """
    {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [
      \(role("a", trust("user/none"))),
      \(role("b", trust("role/a", #""StringEquals": {"aws:FederatedProvider": "ann"}"#))),
      \(role("c", trust("role/b", #""StringEquals": {"aws:FederatedProvider": "bob"}"#))),
      \(role("d", trust("role/b", #""StringEquals": {"aws:FederatedProvider": "ann"}"#))),
      \(role(
        "e", trust("root", #""StringEquals": {"sts:ExternalId": ["one-secret", "two-secret"]}"#),
        allows: may(#""NumericLessThan": {"aws:MultiFactorAuthAge": "300"}"#))),
      \(role("f", trust("root"), allows: may(#""StringEquals": {"sts:ExternalId": "two-secret"}"#))),
      \(role("g", trust("root"), allows: may(#""StringEquals": {"sts:ExternalId": "other-secret"}"#))),
      \(role("h", trust("role/a", #""StringLike": {"sts:ExternalId": "two-*"}"#))),
      \(role("i", trust("root", #""NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]}"#),
        allows: may(#""DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}"#))),
      \(role("j", trust("root", #""ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a/r-b/*"}"#),
        allows: may(#""StringNotLike": {"aws:PrincipalTag/x": ["a*", "b?"]}"#)))
    ]}
    """

  private static func arn(_ name: String) -> String { "arn:aws:iam::\(account):role/\(name)" }

  @Test func contradictionsAreNoticed() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.estate, to: "estate.json")
    let questions = [
      ["why", "roles", "roles"], ["paths", "roles", "roles"], ["can-reach", Self.account],
      ["paths", "tag:tier=a", "tag:TIER=d", "--all"], ["who-can-assume", Self.arn("e")],
      ["why", "outside", Self.arn("e")], ["can-reach", Self.arn("a"), "--max-hops=-1"],
      ["paths", Self.arn("a"), Self.arn("d"), "--all", "--max-hops=1"],
      ["paths", Self.arn("a"), Self.arn("d"), "--all", "--max-hops", "\(Int.max)"],
    ]
    try compare(path, questions)
    let question = ["query", "paths", Self.arn("a")]
    let none = try Program.run(question + [Self.arn("c"), path])
    #expect(none.outputText.isEmpty)
    let some = try Program.run(question + [Self.arn("d"), path])
    #expect(!some.outputText.isEmpty)
    let wrong = try Program.run(["query", "why", Self.arn("g"), Self.arn("e"), path])
    #expect(wrong.outputText.isEmpty)
    let right = try Program.run(["query", "why", Self.arn("f"), Self.arn("e"), path])
    #expect(right.outputText.contains("ExternalId#"))
  }

  /// No secret is in the file, in whatever form.
  @Test func nothingKeptIsSecret() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.estate, to: "estate.json")
    let database = folder.url.appending(path: "trust.db").path
    _ = try Program.run(["scan", path, "-q", "-o", "json=/dev/null", "--database", database])
    let bytes = try Data(contentsOf: URL(filePath: database))
    for secret in ["one-secret", "two-secret", "other-secret", "two-*"] {
      #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)")
    }
  }
}
