/// A table of facts that rules can ask: Swift computes its cells, SQL states opinions on them.
public struct FactTable: Sendable {
  /// Its name in SQL.
  public let name: String
  /// One sentence: what one row is.
  public let documentation: String
  /// Its columns, in order.
  public let columns: [FactDeclaration]
  /// Columns that rules narrow their rows by: where a query asks for equality with several columns,
  /// these come first.
  let narrowing: Set<String>
  /// Computes the rows.
  let rows: @Sendable (Facts) -> any FactRows

  init<Row: Sendable>(
    _ name: String, _ documentation: String, narrowedBy narrowing: Set<String> = [],
    rows: @escaping @Sendable (Facts) -> [Row], columns: [FactColumn<Row>]
  ) {
    self.name = name
    self.documentation = documentation
    self.narrowing = narrowing
    self.columns = columns.map(\.declaration)
    self.rows = { facts in TypedFactRows(rows: rows(facts), columns: columns) }
  }
}
