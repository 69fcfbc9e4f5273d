import Estate
import Findings
import Testing
import Text

/// Every rule file's examples, through the real readers, graph and facts.
@Suite struct RuleExampleTests {
  static let pack = TestRules.pack

  @Test func everyRuleFileIsUnderstood() {
    let problems = Self.pack.diagnostics.items.map { item in
      "\(item.range.map { TestRules.position($0, Self.pack.files) } ?? "?"): \(item.message)"
    }
    #expect(problems == [])
    #expect(Self.pack.rules.count >= 30)
  }

  @Test(arguments: TestRules.examples)
  func example(_ example: RuleExample) throws {
    let rule = try #require(Self.pack.rules.first { $0.id == example.rule })
    let run = try TestRun(example.input)
    let (check, findings) = try run.findings(of: rule)
    let verdict =
      findings.contains { $0.status == .fail }
      ? "fail" : findings.isEmpty ? check.subjects > 0 ? "pass" : "none" : "review"
    #expect(verdict == example.expect, "\(findings.map(\.message))")
    for finding in findings {
      let words = finding.message.split(separator: " ", omittingEmptySubsequences: false)
      #expect(!words.contains(""), "a value is missing: \(finding.message)")
    }
    if let at = example.at {
      #expect(
        findings.map { run.position(of: $0) }.contains(at),
        "\(findings.map { run.position(of: $0) })")
    }
    if let severity = example.severity {
      #expect(findings.map(\.severity).max()?.rawValue == severity)
    }
  }

  @Test(arguments: pack.rules.map(\.id))
  func everyRuleHasAnExampleThatFails(_ id: String) {
    let expectations = TestRules.examples.filter { $0.rule == id }.map(\.expect)
    #expect(expectations.contains("fail") || expectations.contains("review"))
    #expect(
      expectations.contains("pass") || expectations.contains("none"),
      "nothing shows what the rule is silent about")
  }
}
