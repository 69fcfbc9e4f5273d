import GRDBSQLite

/// How SQLite reaches rows of a fact table: all of them, or those where one column has a value.
///
/// The estimates are those that SQLite makes of tables that it knows nothing about. They do not look
/// at the rows, so that a rule is evaluated in the same order whatever the inputs are.
enum FactPlan {
  private static let allRows: (rows: Int64, cost: Double) = (1_048_576, 3_000_000)
  private static let someRows: (rows: Int64, cost: Double) = (10, 30)
  private static let oneRow: (rows: Int64, cost: Double) = (1, 10)

  /// Picks the column to narrow by: the id, a column that is meant for it, any other.
  ///
  /// What SQLite gets for an equality is a superset: it compares every row itself (`omit` is 0).
  static func choose(_ info: inout sqlite3_index_info, for table: FactTable) {
    var best: (index: Int, rank: Int)?
    for index in 0..<Int(info.nConstraint) {
      guard let rank = rank(of: index, in: &info, table), rank < best?.rank ?? .max else {
        continue
      }
      best = (index, rank)
    }
    guard let best else {
      set(allRows, in: &info)
      return
    }
    info.aConstraintUsage[best.index].argvIndex = 1
    info.idxNum = info.aConstraint[best.index].iColumn + 1
    set(best.rank == 0 ? oneRow : someRows, in: &info)
  }

  private static func set(
    _ estimate: (rows: Int64, cost: Double), in info: inout sqlite3_index_info
  ) {
    info.estimatedRows = estimate.rows
    info.estimatedCost = estimate.cost
  }

  /// How well a constraint narrows, 0 best; nil when it cannot be used.
  private static func rank(
    of index: Int, in info: inout sqlite3_index_info, _ table: FactTable
  ) -> Int? {
    let constraint = info.aConstraint[index]
    guard constraint.usable != 0, Int32(constraint.op) == SQLITE_INDEX_CONSTRAINT_EQ,
      table.columns.indices.contains(Int(constraint.iColumn)),
      let collation = sqlite3_vtab_collation(&info, Int32(index)),
      String(cString: collation) == "BINARY"
    else { return nil }
    let name = table.columns[Int(constraint.iColumn)].name
    if name == "id" { return 0 }
    if table.narrowing.contains(name) { return 1 }
    // A list of values would be gone through in its own order instead of the order of the rows.
    return sqlite3_vtab_in(&info, Int32(index), -1) != 0 ? nil : 2
  }
}
