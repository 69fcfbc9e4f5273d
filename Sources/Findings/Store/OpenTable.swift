import Synchronization
import Text

/// A fact table of one run: rows, cells and indexes are computed when a query first asks for them, on
/// whatever thread it runs.
final class OpenTable: Sendable {
  /// What has been computed so far.
  private struct Contents {
    var rows: (any FactRows)?
    var cells: [Int: FactCells] = [:]
    var indexes: [Int: FactIndex] = [:]
  }

  let table: FactTable
  private let number: Int
  private let facts: Facts
  private let contents = Mutex(Contents())

  /// - Parameter number: The table's position, which the numbers of its places begin with.
  init(_ table: FactTable, number: Int, _ facts: Facts) {
    self.table = table
    self.number = number
    self.facts = facts
  }

  deinit { contents.withLock { for cells in $0.cells.values { cells.deallocate() } } }

  /// The number of rows.
  var count: Int { contents.withLock { rows(&$0).count } }

  /// The cells of a column, which live as long as the table.
  func cells(ofColumn column: Int) -> FactCells { contents.withLock { cells(column, &$0) } }

  /// Finds rows by a column.
  func index(_ column: Int) -> FactIndex {
    contents.withLock { contents in
      if let known = contents.indexes[column] { return known }
      let index = FactIndex(cells(column, &contents), count: rows(&contents).count)
      contents.indexes[column] = index
      return index
    }
  }

  /// Forgets an index, because cells have changed.
  func removeIndex(_ column: Int) { contents.withLock { $0.indexes[column] = nil } }

  /// Where a cell points, for a number that a query returned.
  func place(_ place: PlaceNumber) -> SourceRange? {
    contents.withLock { $0.rows }?.place(ofRow: place.row, column: place.column)
  }

  private func rows(_ contents: inout Contents) -> any FactRows {
    if let known = contents.rows { return known }
    let rows = table.rows(facts)
    contents.rows = rows
    return rows
  }

  private func cells(_ column: Int, _ contents: inout Contents) -> FactCells {
    if let known = contents.cells[column] { return known }
    let cells = rows(&contents).cells(
      ofColumn: column, from: PlaceNumber(table: number, row: 0, column: column))
    contents.cells[column] = cells
    return cells
  }
}
