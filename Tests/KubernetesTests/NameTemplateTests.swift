import Kubernetes
import Testing

/// Source: aws-iam-authenticator README and its server's renderer.
@Suite struct NameTemplateTests {
  private static let alice = CallerIdentity("arn:aws:sts::111122223333:assumed-role/Admin/al@ice")
  private static let node = CallerIdentity(
    "arn:aws:sts::111122223333:assumed-role/Node/i-0123456789abcdef0")

  @Test(arguments: [
    ("plain", "plain"), ("a:{{SessionName}}", "a:al-ice"), ("a:{{SessionNameRaw}}", "a:al@ice"),
    ("{{AccountID}}", "111122223333"), ("{{Session}}", "{{Session}}"),
    ("{{SessionName}}{{SessionName}}", "al-iceal-ice"),
  ])
  func rendering(template: String, expected: String) throws {
    let caller = try #require(Self.alice)
    #expect(NameTemplate(template).rendered(for: caller) == .text(expected))
  }

  @Test func aRoleWithoutSessionLeavesTheNameOpen() throws {
    let role = try #require(CallerIdentity("arn:aws:iam::111122223333:role/team/Admin"))
    #expect(role.canonicalARN == "arn:aws:iam::111122223333:role/Admin")
    #expect(NameTemplate("a:{{SessionName}}").rendered(for: role) == .open("a:{{SessionName}}"))
    #expect(NameTemplate("{{AccountID}}").rendered(for: role) == .text("111122223333"))
  }

  @Test func instanceNamesNeedAnInstance() throws {
    let template = NameTemplate("system:node:{{EC2PrivateDNSName}}")
    #expect(template.rendered(for: try #require(Self.alice)) == .fails)
    #expect(
      template.rendered(for: try #require(Self.node)) == .open("system:node:{{EC2PrivateDNSName}}"))
  }

  /// A role session name is `[\w+=,.@-]{2,64}`: it has no colon (IAM API reference).
  @Test(arguments: [
    ("{{SessionName}}", "bob", true), ("{{SessionName}}", "system:masters", false),
    ("system:{{SessionName}}", "system:masters", true), ("{{SessionName}}", "b", false),
    ("x:{{SessionName}}", "x:a@b", false), ("x:{{SessionNameRaw}}", "x:a@b", true),
    ("{{AccountID}}-x", "111122223333-x", true), ("{{AccountID}}-x", "222-x", false),
    ("{{SessionName}}-{{SessionName}}", "ab-ab", true),
    ("{{SessionName}}-{{SessionName}}", "ab-cd", false), ("fixed", "fixed", true),
    ("n:{{AccessKeyID}}", "n:anything", true), ("n:{{AccessKeyID}}", "m:anything", false),
  ])
  func becoming(template: String, name: String, expected: Bool) {
    #expect(NameTemplate(template).canBecome(name, account: "111122223333") == expected)
  }
}
