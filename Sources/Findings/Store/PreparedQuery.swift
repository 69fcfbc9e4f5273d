import GRDBSQLite

/// One SELECT, compiled and stepped through without any object per row.
///
/// SQLite is asked directly because a pass row must cost nothing but a look at one cell, and
/// because a syntax error's byte offset is lost in GRDB's own errors.
struct PreparedQuery: ~Copyable {
  /// Why a query does not run.
  struct Failure: Error, Hashable {
    /// What SQLite says.
    var message: String
    /// Byte offset into the query, if it is about a place.
    var offset: Int?
  }

  private let statement: OpaquePointer
  private let connection: OpaquePointer
  /// Names of the result columns.
  let columns: [String]

  init(_ query: String, on connection: OpaquePointer) throws(Failure) {
    guard Self.isSelect(query) else {
      throw Failure(message: "a rule's query is one SELECT", offset: 0)
    }
    var statement: OpaquePointer?
    var consumed = 0
    let result = query.withCString { text in
      var tail: UnsafePointer<CChar>?
      let result = sqlite3_prepare_v2(connection, text, -1, &statement, &tail)
      consumed = tail.map { $0 - text } ?? 0
      return result
    }
    guard result == SQLITE_OK, let statement else { throw Self.failure(connection) }
    let rest = query.utf8.dropFirst(consumed)
    guard rest.allSatisfy({ [0x20, 0x0A, 0x09, 0x3B].contains($0) }) else {
      sqlite3_finalize(statement)
      throw Failure(message: "a rule's query is one SELECT", offset: consumed)
    }
    self.statement = statement
    self.connection = connection
    columns = (0..<sqlite3_column_count(statement)).map { index in
      sqlite3_column_name(statement, index).map { String(cString: $0) } ?? ""
    }
  }

  deinit { sqlite3_finalize(statement) }

  /// Whether the query starts with SELECT or WITH; a PRAGMA would act while it is compiled.
  private static func isSelect(_ query: String) -> Bool {
    let first = query.drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased()
    return first == "SELECT" || first == "WITH"
  }

  private static func failure(_ connection: OpaquePointer) -> Failure {
    let offset = sqlite3_error_offset(connection)
    return Failure(
      message: String(cString: sqlite3_errmsg(connection)), offset: offset < 0 ? nil : Int(offset))
  }

  /// Moves to the next row; false after the last.
  borrowing func step() throws(Failure) -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    case SQLITE_INTERRUPT:
      throw Failure(message: "the query takes too long: it is stopped", offset: nil)
    default: throw Self.failure(connection)
    }
  }

  /// The number in a cell; nil for NULL.
  borrowing func number(_ column: Int) -> Int64? {
    let column = Int32(clamping: column)
    guard sqlite3_column_type(statement, column) != SQLITE_NULL else { return nil }
    return sqlite3_column_int64(statement, column)
  }

  /// The text of a cell; nil for NULL.
  borrowing func text(_ column: Int) -> String? {
    sqlite3_column_text(statement, Int32(clamping: column)).map { String(cString: $0) }
  }
}
