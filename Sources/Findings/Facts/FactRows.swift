import Text

/// The rows of a fact table, whatever their type.
protocol FactRows: Sendable {
  /// How many there are.
  var count: Int { get }
  /// The cells of a column; `place` is the number of the first row's place in it.
  func cells(ofColumn column: Int, from place: PlaceNumber) -> FactCells
  /// Where a cell points; nil for cells that hold no place.
  func place(ofRow row: Int, column: Int) -> SourceRange?
}

/// Rows of one type, with the columns that read them.
struct TypedFactRows<Row: Sendable>: FactRows {
  let rows: [Row]
  let columns: [FactColumn<Row>]

  var count: Int { rows.count }

  func cells(ofColumn column: Int, from place: PlaceNumber) -> FactCells {
    columns[column].cells(rows, place)
  }

  func place(ofRow row: Int, column: Int) -> SourceRange? {
    guard rows.indices.contains(row), columns.indices.contains(column) else { return nil }
    return columns[column].place?(rows[row])
  }
}
