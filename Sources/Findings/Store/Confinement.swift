import GRDBSQLite

/// Lets rules read and compute, and nothing else: a rule pack is somebody else's code.
final class Confinement {
  /// Whether SQLite is being told the columns of a fact table, which it does by writing its schema.
  private var isDeclaring = false

  /// The longest text that a rule may make, in bytes; those of facts are shorter.
  private static let longestText: Int32 = 16 << 20
  /// The longest pattern of `LIKE` and `GLOB`, whose time is the product of pattern and text.
  private static let longestPattern: Int32 = 256

  /// What takes time and memory in proportion to its arguments: `instr`, `replace`, `printf` and
  /// their like can take hours or gigabytes within one step, which no budget sees.
  private static let functions: Set<String> = [
    "abs", "all_true", "any_true", "avg", "char", "coalesce", "count", "glob", "group_concat",
    "ifnull", "iif", "length", "like", "likelihood", "likely", "lower", "ltrim", "max", "min",
    "nullif", "round", "row_number", "rtrim", "sign", "string_agg", "substr", "substring", "sum",
    "total", "trim", "typeof", "unicode", "unlikely", "upper",
  ]

  /// Confines a connection, which must not outlive the confinement.
  func confine(_ connection: OpaquePointer) {
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, Self.longestText)
    sqlite3_limit(connection, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, Self.longestPattern)
    // A name in double quotes that is no column would be taken for a text.
    _disableDoubleQuotedStringLiterals(connection)
    sqlite3_exec(connection, "PRAGMA query_only = 1", nil, nil, nil)
    sqlite3_set_authorizer(
      connection,
      { confinement, action, _, name, _, _ in
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
        case SQLITE_FUNCTION:
          let isKnown = name.map { Confinement.functions.contains(String(cString: $0)) } ?? false
          return isKnown ? SQLITE_OK : SQLITE_DENY
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
