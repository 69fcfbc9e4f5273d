import Findings
import Testing
import Text

/// A rule pack is somebody else's code: it reads facts and computes, and nothing else.
@Suite struct RuleConfinementTests {
  static let facts = try? TestRun(.sample("samples/vendor-externalid")).facts

  @Test(arguments: [
    "PRAGMA query_only = 0",
    "SELECT 'x' AS subject, name AS violated FROM pragma_database_list",
    "ATTACH 'file.db' AS other",
    "SELECT 'x' AS subject, 1 AS violated; DELETE FROM trust",
    "WITH x AS (SELECT 1) DELETE FROM trust",
    "WITH x AS (SELECT 1) INSERT INTO trust (id) VALUES (1)",
    "WITH x AS (SELECT 1) UPDATE trust SET id = 1",
    "DELETE FROM trust",
    "DROP TABLE trust",
    "CREATE TABLE own (x)",
    "CREATE VIRTUAL TABLE own USING trust",
    "SELECT load_extension('x') AS subject, 1 AS violated",
    "SELECT 'x' AS subject, 1 AS violated FROM trust(1)",
    "SELECT arn AS subject, \"no_such_column\" AS violated FROM principal",
    "SELECT 'x' AS subject, instr(arn, 'x') AS violated FROM principal",
    "SELECT printf('%.*c', 900000000, 'a') AS subject, 1 AS violated",
    "SELECT hex(zeroblob(1000000000)) AS subject, 1 AS violated",
    """
    WITH RECURSIVE n(t) AS (SELECT 'aaaaaaaa' UNION ALL SELECT t || t FROM n)
    SELECT t AS subject, 0 AS violated FROM n
    """,
  ])
  func refused(query: String) throws {
    let facts = try #require(Self.facts)
    let rule = try TestQuery.rule(query)
    #expect(throws: RuleRun.Failure.self) { try RuleRun(FactStore(facts), facts).run(rule) }
  }

  /// Whatever makes a query long: its own recursion, a product of tables, or look-ups of long texts.
  @Test(arguments: [
    """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
    SELECT i AS subject, 0 AS violated FROM n
    """,
    """
    SELECT 'x' AS subject, 0 AS violated
    FROM principal a, principal b, principal c, principal d, trust e, trust f
    """,
    """
    SELECT 'x' AS subject, 0 AS violated
    FROM principal a, principal b, principal c, principal d, principal e, principal f
    WHERE a.id || b.id || c.id || d.id || e.id || f.id = (SELECT max(id) FROM trust)
    """,
    """
    WITH RECURSIVE n(i, t) AS (
      SELECT 1, 'xxxxxxxx' UNION ALL
      SELECT i + 1, iif(i < 18, t || t, t) FROM n LIMIT 100)
    SELECT 'x' AS subject, 0 AS violated FROM n LEFT JOIN principal p ON p.arn = n.t || n.i
    """,
    // Rows that are kept, though few steps make them.
    """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 10000)
    SELECT i AS subject, 1 AS violated FROM n
    """,
  ])
  func runawayIsStopped(query: String) throws {
    let facts = try #require(Self.facts)
    let store = try FactStore(facts, steps: 100_000)
    let rule = try TestQuery.rule(query)
    let failure = #expect(throws: RuleRun.Failure.self) {
      try RuleRun(store, facts).run(rule)
    }
    #expect(failure?.diagnostic.message.contains("takes too long") == true)
  }

  @Test func nextRuleHasABudgetOfItsOwn() throws {
    let facts = try #require(Self.facts)
    let store = try FactStore(facts, steps: 100_000)
    let runaway = try TestQuery.rule(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
      SELECT i AS subject, 0 AS violated FROM n
      """)
    #expect(throws: RuleRun.Failure.self) { try RuleRun(store, facts).run(runaway) }
    let rule = try TestQuery.rule("SELECT arn AS subject, 0 AS violated FROM principal")
    #expect(try RuleRun(store, facts).run(rule).check.pass > 0)
  }

  /// The numbers of places are opaque; a rule that makes one up points nowhere, and breaks nothing.
  @Test(arguments: [
    "0", "-1", "1", "9223372036854775807", "-9223372036854775808", "281474976710656", "'x'", "0.5",
    "1 + max(entry_at)", "256 * 1000000 + max(entry_at)", "min(id)",
  ])
  func madeUpPlaceIsNone(number: String) throws {
    let facts = try #require(Self.facts)
    let rule = try TestQuery.rule(
      "SELECT 'x' AS subject, 1 AS violated, \(number) AS at FROM trust")
    let findings = try RuleRun(FactStore(facts), facts).run(rule).findings
    #expect(findings.map(\.range) == [nil])
  }
}
