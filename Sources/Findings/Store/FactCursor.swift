import GRDBSQLite

/// A walk over rows of a fact table; SQLite knows it by its first field.
struct FactCursor {
  var base = sqlite3_vtab_cursor()
  let table: Unmanaged<TableReader>
  /// The table's cells, by column.
  let cells: UnsafeMutablePointer<FactCells>
  /// The current row.
  private(set) var row = 0
  /// Where a walk in the order of rows ends.
  private var end = 0
  /// The row after each row, where the walk follows an index.
  private var following: UnsafePointer<Int>?

  init(_ table: Unmanaged<TableReader>) {
    self.table = table
    cells = table.takeUnretainedValue().cells
  }

  var isAtEnd: Bool { row >= end }

  /// Starts at the first of all rows, or of those where a column has a value.
  mutating func start(column: Int, value: OpaquePointer?) {
    let table = table.takeUnretainedValue()
    row = 0
    end = table.count
    following = nil
    guard let value, let found = table.rows(whereColumn: column, is: value) else { return }
    follow(found.first, found.following)
  }

  /// Moves on.
  mutating func advance() {
    if let following { follow(following[row], following) } else { row += 1 }
  }

  private mutating func follow(_ next: Int, _ following: UnsafePointer<Int>?) {
    self.following = following
    row = max(next, 0)
    end = next == FactIndex.end ? 0 : next + 1
  }
}

/// A fact table as one connection sees it; SQLite knows it by its first field.
struct ConnectedTable {
  var base = sqlite3_vtab()
  let table: Unmanaged<TableReader>
}
