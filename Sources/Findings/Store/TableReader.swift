import GRDBSQLite

/// A fact table as one connection reads it: what it has asked for before is at hand without a lock.
final class TableReader {
  let open: OpenTable
  let budget: QueryBudget
  /// One for each column, at an address that does not change.
  let cells: UnsafeMutablePointer<FactCells>
  /// The number of rows, which are computed for it.
  private(set) lazy var count = open.count

  private let confinement: Confinement
  private var indexes: [Int: FactIndex] = [:]

  init(_ open: OpenTable, budget: QueryBudget, confinement: Confinement) {
    self.open = open
    self.budget = budget
    self.confinement = confinement
    cells = .allocate(capacity: open.table.columns.count)
    cells.initialize(repeating: FactCells(), count: open.table.columns.count)
  }

  deinit { cells.deallocate() }

  /// Tells SQLite the columns.
  func declare(on connection: OpaquePointer) -> Int32 {
    confinement.declare(open.table, on: connection)
  }

  /// Gets the cells of a column.
  func read(_ column: Int) { cells[column] = open.cells(ofColumn: column) }

  /// The rows where a column has a value; nil when SQLite has to look at every row.
  ///
  /// Only a number asked of numbers and a text asked of texts is told here: for all other pairs
  /// SQLite converts before it compares.
  func rows(
    whereColumn column: Int, is value: OpaquePointer
  ) -> (first: Int, following: UnsafePointer<Int>?)? {
    let isText = open.table.columns[column].kind == .text
    switch sqlite3_value_type(value) {
    case SQLITE_NULL: return (FactIndex.end, nil)
    case SQLITE_INTEGER where !isText:
      return index(column).rows(Int(sqlite3_value_int64(value)))
    case SQLITE_TEXT where isText:
      let length = Int(sqlite3_value_bytes(value))
      budget.spend(bytes: length)
      let text = UnsafeRawBufferPointer(start: sqlite3_value_text(value), count: length)
      return index(column).rows(FactCells.key(text))
    default: return nil
    }
  }

  private func index(_ column: Int) -> FactIndex {
    if let known = indexes[column] { return known }
    let index = open.index(column)
    indexes[column] = index
    return index
  }
}
