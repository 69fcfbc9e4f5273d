import Findings
import Testing
import Text

/// What rules say does not depend on how many of them run side by side.
@Suite struct ParallelRulesTests {
  @Test(arguments: [2, 7])
  func threadsDoNotMatter(threads: Int) throws {
    let run = try TestRun(.sample("samples/eks-full-chain"))
    let rules = TestRules.pack.rules
    // Tables are computed by whoever asks first: both runs have tables of their own.
    let alone = try RuleRun(FactStore(run.facts), run.facts).run(rules)
    let together = try RuleRun(FactStore(run.facts), run.facts).run(rules, by: Parallelism(threads))
    #expect(alone.findings.count > 10)
    #expect(together.checks == alone.checks)
    #expect(together.findings.map(Self.line) == alone.findings.map(Self.line))
  }

  /// Two rules do not run: the first of them is told, though the other fails sooner.
  @Test(arguments: [1, 7])
  func firstFailureIsTold(threads: Int) throws {
    let facts = try TestRun(.sample("samples/vendor-externalid")).facts
    let slow = """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
      SELECT i AS subject, 0 AS violated FROM n
      """
    let rules = try [
      "SELECT 'x' AS subject, 0 AS violated", slow, "SELECT nothing", "SELECT 'x' AS subject",
    ].map { try TestQuery.rule($0) }
    let failure = #expect(throws: RuleRun.Failure.self) {
      try RuleRun(FactStore(facts, steps: 1_000_000), facts).run(rules, by: Parallelism(threads))
    }
    #expect(failure?.diagnostic.message.contains("takes too long") == true)
  }

  private static func line(_ finding: Finding) -> String {
    "\(finding.fingerprint) \(finding.status) \(finding.severity) \(finding.message) "
      + "\(finding.reasons) \(finding.path.map(\.to)) \(finding.witness?.commands ?? [])"
  }
}
