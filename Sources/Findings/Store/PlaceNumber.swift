/// The number that a cell with a place holds: which column of which row of which table.
///
/// Numbers are ordered by table, row and column, and no array of places has to be kept.
struct PlaceNumber {
  private static let columnBits = 8
  private static let rowBits = 40

  /// Position among the tables.
  let table: Int
  /// Position among the rows.
  let row: Int
  /// Position among the columns.
  let column: Int

  init(table: Int, row: Int, column: Int) {
    self.table = table
    self.row = row
    self.column = column
  }

  /// Takes a number apart, which may be any: a rule returns what it likes.
  init(_ number: Int64) {
    let number = Int(number)
    column = number & (1 << Self.columnBits - 1)
    row = number >> Self.columnBits & (1 << Self.rowBits - 1)
    table = number >> (Self.columnBits + Self.rowBits)
  }

  /// The number in the cell.
  var number: Int64 {
    Int64(table << (Self.columnBits + Self.rowBits) | row << Self.columnBits | column)
  }

  /// What the number grows by from row to row.
  static let stride: Int64 = 1 << columnBits
}
