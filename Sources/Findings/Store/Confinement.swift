import GRDBSQLite

/// Lets rules read and compute, and nothing else: a rule pack is somebody else's code.
final class Confinement {
  /// Whether SQLite is being told the columns of a fact table, which it does by writing its schema.
  private var isDeclaring = false

  /// Confines a connection, which must not outlive the confinement.
  func confine(_ connection: OpaquePointer) {
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
    // A name in double quotes that is no column would be taken for a text.
    _disableDoubleQuotedStringLiterals(connection)
    sqlite3_exec(connection, "PRAGMA query_only = 1", nil, nil, nil)
    sqlite3_set_authorizer(
      connection,
      { confinement, action, _, _, _, _ in
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE: return SQLITE_OK
        default:
          guard let confinement else { return SQLITE_DENY }
          let known = Unmanaged<Confinement>.fromOpaque(confinement).takeUnretainedValue()
          return known.isDeclaring ? SQLITE_OK : SQLITE_DENY
        }
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Tells SQLite the columns of a virtual table that is being connected.
  func declare(_ table: FactTable, on connection: OpaquePointer) -> Int32 {
    let columns = table.columns.map { "\($0.name) \($0.kind == .text ? "TEXT" : "INTEGER")" }
    isDeclaring = true
    defer { isDeclaring = false }
    return sqlite3_declare_vtab(
      connection, "CREATE TABLE \(table.name) (\(columns.joined(separator: ", ")))")
  }
}
