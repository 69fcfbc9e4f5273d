import Findings

/// docs/facts.md: the tables that rules can ask.
enum FactsPage {
  static var text: String {
    """
    # Facts

    The tables that rules ask, in SQLite; version \(FactStore.schemaVersion). This page is written from
    `Sources/Findings/Tables`.

    A **total** column is always known. A **maybe** column is NULL where nobody knows: a template
    parameter hides it, an export is missing, or a construct is not understood. NULL runs through
    `AND`, `OR`, `NOT` and comparisons as "unknown" (strong Kleene logic), and `violated` NULL is a
    review. Therefore `WHERE` and `JOIN … ON` may use total columns only; `any_true(x)` and
    `all_true(x)` are aggregates that keep NULL, which `EXISTS` and `MAX` lose. A **place** is an opaque
    number that becomes file, line and column when a query returns it as `at`.

    Severities by exposure and reach are computed once: exposure 0 is one own principal, 1 the whole
    own account, 2 the own organisation, 3 one named outside identity, 4 a whole outside party, 5
    anyone; reach 0 is nothing, 1 reads, 2 writes, 3 identities, secrets, keys or another account, 4
    everything.

    \(FactTables.all.map(section).joined(separator: "\n"))
    """
  }

  private static func section(_ table: FactTable) -> String {
    let rows = table.columns.map { column in
      "| \(column.name) | \(column.kind.rawValue) | \(column.isTotal ? "total" : "maybe") | "
        + "\(column.documentation) |"
    }
    return """
      ## \(table.name)

      \(table.documentation)

      | column | holds | known | meaning |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }
}
