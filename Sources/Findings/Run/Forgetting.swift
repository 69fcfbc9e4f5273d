import GRDB

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
      let ids = try queue.inDatabase {
        try Int64.fetchAll($0, sql: "SELECT rowid FROM \(table.name)")
      }
      for column in table.columns where !column.isTotal && rule.query.contains(column.name) {
        for id in ids {
          let after = try forgetting(column.name, of: table.name, row: id) {
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

  private func forgetting<Result>(
    _ column: String, of table: String, row: Int64, _ body: () throws -> Result
  ) throws -> Result {
    let value = try change { database in
      let value = try DatabaseValue.fetchOne(
        database, sql: "SELECT \(column) FROM \(table) WHERE rowid = ?", arguments: [row])
      try database.execute(
        sql: "UPDATE \(table) SET \(column) = NULL WHERE rowid = ?", arguments: [row])
      return value
    }
    defer {
      // Putting back what was there a moment ago; the next read would show if it failed.
      _ = try? change { database in
        try database.execute(
          sql: "UPDATE \(table) SET \(column) = ? WHERE rowid = ?", arguments: [value, row])
      }
    }
    return try body()
  }

  private func change<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try queue.inDatabase { database in
      try database.execute(sql: "PRAGMA query_only = 0")
      defer { _ = try? database.execute(sql: "PRAGMA query_only = 1") }
      return try body(database)
    }
  }
}
