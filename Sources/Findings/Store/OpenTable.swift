import GRDBSQLite
import Text

/// A fact table of one run: rows, cells and indexes are computed when a query first asks for them.
final class OpenTable {
  let table: FactTable
  let budget: QueryBudget
  /// One for each column, at an address that does not change.
  let cells: UnsafeMutablePointer<FactCells>

  private let confinement: Confinement
  private let number: Int
  private let facts: Facts
  private var knownRows: (any FactRows)?
  var indexes: [Int: FactIndex] = [:]

  /// - Parameter number: The table's position, which the numbers of its places begin with.
  init(
    _ table: FactTable, number: Int, _ facts: Facts, budget: QueryBudget, confinement: Confinement
  ) {
    self.table = table
    self.confinement = confinement
    self.number = number
    self.facts = facts
    self.budget = budget
    cells = .allocate(capacity: table.columns.count)
    for column in table.columns.indices { (cells + column).initialize(to: FactCells()) }
  }

  deinit {
    cells.deinitialize(count: table.columns.count)
    cells.deallocate()
  }

  /// Tells SQLite the columns.
  func declare(on connection: OpaquePointer) -> Int32 {
    confinement.declare(table, on: connection)
  }

  /// The rows, computed now unless they are known.
  private var rows: any FactRows {
    if let knownRows { return knownRows }
    let rows = table.rows(facts)
    knownRows = rows
    return rows
  }

  var count: Int { rows.count }

  /// Computes the cells of a column unless they are known.
  func read(_ column: Int) {
    guard cells[column].isUnread else { return }
    cells[column] = rows.cells(
      ofColumn: column, from: PlaceNumber(table: number, row: 0, column: column))
  }

  /// The rows where a column has a value; nil when SQLite has to look at every row.
  ///
  /// Only a number asked of numbers and a text asked of texts is told here: for all other pairs
  /// SQLite converts before it compares.
  func rows(
    whereColumn column: Int, is value: OpaquePointer
  ) -> (first: Int, following: UnsafePointer<Int>?)? {
    let isText = table.columns[column].kind == .text
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
    read(column)
    let index = FactIndex(cells[column], count: count)
    indexes[column] = index
    return index
  }

  /// Where a cell points, for a number that a query returned.
  func place(_ place: PlaceNumber) -> SourceRange? {
    knownRows?.place(ofRow: place.row, column: place.column)
  }
}
