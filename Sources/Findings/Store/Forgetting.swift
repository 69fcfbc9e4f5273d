/// A finding that vanishes when a fact is forgotten: the rule is unsound.
public struct HiddenSubject: Hashable, Sendable {
  /// `table.column`.
  public let column: String
  /// The subject that the rule no longer reports.
  public let subject: String
}

extension FactStore {
  /// Forgets each value of each column that may be unknown, one at a time, and tells which subjects
  /// a rule then passes over in silence.
  ///
  /// - Complexity: one run of the rule for each cell of the tables that its query names.
  public func subjectsHiddenByForgetting(
    columnsOf tables: [FactTable], in rule: Rule, _ facts: Facts
  ) throws -> [HiddenSubject] {
    let before = try reported(by: rule, facts)
    var hidden: [HiddenSubject] = []
    for table in tables where rule.query.contains(table.name) {
      guard let open = self.table(table.name) else { continue }
      for (number, column) in table.columns.enumerated()
      where !column.isTotal && rule.query.contains(column.name) {
        for row in 0..<open.count {
          let after = try forgetting(row, column: number, of: open) {
            try reported(by: rule, facts)
          }
          hidden += before.subtracting(after).sorted().map {
            HiddenSubject(column: "\(table.name).\(column.name)", subject: $0)
          }
        }
      }
    }
    return hidden
  }

  private func reported(by rule: Rule, _ facts: Facts) throws -> Set<String> {
    Set(try RuleRun(self, facts).run(rule).findings.map(\.subject))
  }

  /// Calls the body while a cell is NULL; an index of before still leads to its row, where SQLite
  /// looks again.
  private func forgetting<Result>(
    _ row: Int, column: Int, of table: OpenTable, _ body: () throws -> Result
  ) rethrows -> Result {
    let cells = table.cells(ofColumn: column)
    let value = cells.forget(row)
    defer {
      cells.recall(row, value)
      // One that was built meanwhile does not lead to the row.
      table.removeIndex(column)
      closeConnections()
    }
    return try body()
  }
}
