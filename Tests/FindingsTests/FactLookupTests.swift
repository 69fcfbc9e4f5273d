import Findings
import Testing

/// Rows that are found by an index are those that a look at every row finds: SQLite's rules for
/// comparing numbers, texts and NULL hold in fact tables as in its own.
@Suite struct FactLookupTests {
  static let facts = try? TestRun(.sample("samples")).facts

  static let columns = FactTables.all.flatMap { table in
    table.columns.map { "\(table.name).\($0.name)" }
  }

  static let probes = [
    "1", "0", "-1", "2.0", "1.5", "'1'", "'2.0'", "'01'", "' 3'", "x'31'", "NULL", "''", "'aws'",
    "'role'", "9223372036854775807", "9.3e18", "'x'",
  ]

  @Test(arguments: columns) func equalityFindsWhatComparingFinds(column: String) throws {
    let run = try rules()
    let own = probe(of: column)
    for probe in Self.probes + [own] {
      try expectSame(run, column, "= \(probe)", "BETWEEN \(probe) AND \(probe)")
    }
    try expectSame(
      run, column, "= upper(\(own)) COLLATE NOCASE",
      "BETWEEN upper(\(own)) COLLATE NOCASE AND upper(\(own)) COLLATE NOCASE")
    let list = ["1", "'aws'", "'role'", own, "NULL", "'1'"]
    try expectSame(
      run, column, "IN (\(list.joined(separator: ", ")))",
      list.map { "BETWEEN \($0) AND \($0)" }.joined(separator: " OR \(column) "))
  }

  /// Columns of two tables, each of which may be the one that is looked up in.
  @Test(arguments: columns.filter { $0.hasPrefix("trust.") })
  func joinFindsWhatComparingFinds(column: String) throws {
    let run = try rules()
    for other in ["principal.id", "principal.name", "principal.account_id", "principal.reach"] {
      try expectSame(
        run, column, "= \(other)", "BETWEEN \(other) AND \(other)", joined: ", principal")
    }
  }

  @Test(arguments: FactTables.all.filter { $0.columns.contains { $0.name == "id" } }.map(\.name))
  func idsAreUnique(table: String) throws {
    let rule = try TestQuery.rule(
      "SELECT id AS subject, 1 AS violated FROM \(table) GROUP BY id HAVING count(*) > 1")
    #expect(try rules().run(rule).check.subjects == 0)
  }

  private func rules() throws -> RuleRun {
    let facts = try #require(Self.facts)
    return RuleRun(try FactStore(facts), facts)
  }

  /// A value that the column holds.
  private func probe(of column: String) -> String {
    "(SELECT max(\(column)) FROM \(table(of: column)))"
  }

  private func table(of column: String) -> Substring { column.prefix { $0 != "." } }

  private func expectSame(
    _ run: RuleRun, _ column: String, _ left: String, _ right: String, joined: String = ""
  ) throws {
    let found = try subjects(run, column, left, joined)
    let expected = try subjects(run, column, right, joined)
    #expect(found == expected, "\(column) \(left)")
  }

  /// The rows where the column meets a condition.
  private func subjects(
    _ run: RuleRun, _ column: String, _ condition: String, _ joined: String
  ) throws -> [String] {
    let table = table(of: column)
    let rule = try TestQuery.rule(
      """
      SELECT \(table).rowid AS subject, 1 AS violated FROM \(table)\(joined)
      WHERE \(column) \(condition)
      """)
    return try run.run(rule).findings.map(\.subject).sorted()
  }
}
