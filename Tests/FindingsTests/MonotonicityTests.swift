import Findings
import Testing

/// Forgetting a fact may turn a finding into a review, and a pass into a review, but never a
/// finding into silence: that is what lets NULL stand for what nobody knows.
@Suite struct MonotonicityTests {
  @Test(arguments: TestRules.examples.filter { $0.expect == "fail" || $0.expect == "review" })
  func forgettingAFactHidesNothing(_ example: RuleExample) throws {
    let rule = try #require(TestRules.pack.rules.first { $0.id == example.rule })
    let run = try TestRun(example.input)
    let hidden = try run.store.subjectsHiddenByForgetting(
      columnsOf: FactTables.all, in: rule, run.facts)
    #expect(hidden == [])
  }

  @Test func aRuleThatFiltersByAnUnsureColumnIsCaught() throws {
    var pack = RulePack()
    pack.add(
      path: "bad.yaml",
      text: """
        id: BAD-001
        title: Filters by a column that may be unknown
        severity: low
        facts: 1
        query: |
          SELECT p.arn AS subject, 1 AS violated
          FROM trust t JOIN principal p ON p.id = t.role
          WHERE t.outside
        message: "{subject}"
        why: why
        fix: fix

        """)
    let rule = try #require(pack.rules.first)
    let run = try TestRun(.sample("samples/vendor-externalid/repaired/account"))
    let hidden = try run.store.subjectsHiddenByForgetting(
      columnsOf: FactTables.all, in: rule, run.facts)
    #expect(hidden.contains { $0.column == "trust.outside" })
  }
}
