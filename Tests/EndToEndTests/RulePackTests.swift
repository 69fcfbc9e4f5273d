import Foundation
import Testing

/// `--rules FOLDER`: rules of one's own judge beside those that the program carries.
@Suite struct RulePackTests {
  private static let sample = "samples/irsa-cross-account/repaired"
  private static let rule = """
    id: OWN-001
    title: Role without a path
    severity: high
    facts: 1
    evidence: statement
    query: |
      SELECT p.arn AS subject, p.account AS account, p.at AS at,
             p.arn LIKE '%role/account-a-role' AS violated
      FROM principal p
      WHERE p.kind = 'role'
    message: "{subject} has no path"
    why: Paths sort roles.
    fix: Give it a path.
    references:
      - https://example.org/paths
    compliance:
      - {framework: SOC-2, id: "CC6.1", provenance: own}
    """

  @Test func ownRuleJudges() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.rule, to: "rules/own-001.yaml")
    _ = try folder.write("not a rule", to: "rules/README.md")
    let scan = try Scan(Self.sample, "--rules", folder.url.path + "/rules")
    #expect(scan.run.exitCode == 1)
    let findings = scan.report.findings.filter { $0.rule == "OWN-001" }
    #expect(findings.map(\.subject) == ["arn:aws:iam::111122223333:role/account-a-role"])
  }

  struct Bad: CustomTestStringConvertible {
    var name: String
    var text: String?
    var told: String
    var testDescription: String { name }
  }

  static let bad = [
    Bad(
      name: "query that does not run",
      text: rule.replacing("FROM principal", with: "FROM nothing"), told: "[rule-query]"),
    Bad(
      name: "query that would write", text: rule.replacing("SELECT", with: "DELETE"),
      told: "[rule-query]"),
    Bad(
      name: "id of a rule that the program carries",
      text: rule.replacing("OWN-001", with: "TRUST-001"), told: "[rule-duplicate]"),
    Bad(name: "folder without rules", text: nil, told: "[rule-unreadable]"),
  ]

  @Test(arguments: bad) func wrongRuleStopsTheRun(bad: Bad) throws {
    let folder = try TemporaryFolder()
    if let text = bad.text { _ = try folder.write(text, to: "own.yaml") }
    let run = try Program.run(["scan", Self.sample, "--rules", folder.url.path])
    #expect(run.exitCode == 4)
    #expect(run.errorText.contains(bad.told), "\(run.errorText)")
    #expect(run.errorText.contains(folder.url.path), "the file is named")
  }

  @Test func missingFolderStopsTheRun() throws {
    let run = try Program.run(["scan", Self.sample, "--rules", "samples/no-such-folder"])
    #expect(run.exitCode == 4)
    #expect(run.errorText.contains("samples/no-such-folder: error: cannot read"))
  }
}
