/// A table of facts that rules can ask: Swift computes its cells, SQL states opinions on them.
public struct FactTable: Sendable {
  /// Its name in SQL.
  public let name: String
  /// One sentence: what one row is.
  public let documentation: String
  /// Its columns, in order.
  public let columns: [FactDeclaration]
  /// Columns that rules narrow their rows by.
  let indexes: [[String]]
  let load: @Sendable (Facts, inout RowWriter) throws -> Void

  init<Row>(
    _ name: String, _ documentation: String, indexes: [[String]] = [],
    rows: @escaping @Sendable (Facts) -> [Row], columns: [FactColumn<Row>]
  ) {
    self.name = name
    self.documentation = documentation
    self.indexes = indexes
    self.columns = columns.map(\.declaration)
    let cells = columns.map(\.cell)
    load = { facts, writer in
      for row in rows(facts) {
        for cell in cells { writer.bind(cell(row)) }
        try writer.endRow()
      }
    }
  }

  var createStatements: [String] {
    let list = columns.map { column in
      let type = column.kind == .text ? "TEXT" : "INTEGER"
      return column.name == "id" ? "id INTEGER PRIMARY KEY" : "\(column.name) \(type)"
    }
    return ["CREATE TABLE \(name) (\(list.joined(separator: ", ")))"]
      + indexes.map { index in
        "CREATE INDEX \(name)_\(index.joined(separator: "_")) ON \(name) "
          + "(\(index.joined(separator: ", ")))"
      }
  }

  var insertStatement: String {
    let names = columns.map(\.name).joined(separator: ", ")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(name) (\(names)) VALUES (\(marks))"
  }
}
