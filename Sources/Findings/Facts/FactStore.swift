import GRDB
import GRDBSQLite
public import Text

/// The facts of a run in an in-memory SQLite database that rules may only read.
///
/// Rules are confined by an authorizer that lets them read and compute, by `query_only`, by an attach
/// limit of 0, by accepting one SELECT only, and by a budget of virtual machine steps.
public final class FactStore: Sendable {
  /// Version of the table schema; rules state the version that they were written for.
  public static let schemaVersion = 1

  /// Where the numbers of place columns point; a number is an index plus 1.
  public let places: [SourceRange]
  let queue: DatabaseQueue

  /// Loads all tables.
  ///
  /// - Throws: `FactError`.
  public init(_ facts: Facts, tables: [FactTable] = FactTables.all) throws {
    let queue = try Self.open()
    places = try queue.inDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
      var places: [SourceRange] = []
      for table in tables {
        for statement in table.createStatements { try database.execute(sql: statement) }
        places = try Self.load(table, from: facts, into: database, places: places)
      }
      try database.execute(sql: "COMMIT; PRAGMA query_only = 1")
      return places
    }
    self.queue = queue
  }

  /// The number of a place: what place columns hold and rules pass on.
  func place(_ number: Int64) -> SourceRange? {
    let index = Int(clamping: number) &- 1
    return places.indices.contains(index) ? places[index] : nil
  }

  /// Calls the body with SQLite's own handle, alone on the database and confined to reading.
  func withConnection<Result>(_ body: (OpaquePointer) throws -> Result) throws -> Result {
    try queue.inDatabase { database in
      guard let connection = database.sqliteConnection else {
        throw FactError.noDatabase("the connection is closed")
      }
      Self.confine(connection)
      defer { sqlite3_set_authorizer(connection, nil, nil) }
      return try body(connection)
    }
  }

  /// Replaces GRDB's authorizer, whose bookkeeping of what a statement reads nobody needs here.
  private static func confine(_ connection: OpaquePointer) {
    sqlite3_set_authorizer(
      connection,
      { _, action, _, _, _, _ in
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE: SQLITE_OK
        default: SQLITE_DENY
        }
      }, nil)
  }

  private static func open() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      database.add(
        function: DatabaseFunction("any_true", argumentCount: 1, aggregate: AnyTrue.self))
      database.add(
        function: DatabaseFunction("all_true", argumentCount: 1, aggregate: AllTrue.self))
      if let connection = database.sqliteConnection {
        sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
      }
    }
    return try DatabaseQueue(configuration: configuration)
  }

  private static func load(
    _ table: FactTable, from facts: Facts, into database: Database, places: [SourceRange]
  ) throws -> [SourceRange] {
    let insert = try database.makeStatement(sql: table.insertStatement)
    return try withExtendedLifetime(insert) {
      var writer = RowWriter(insert.sqliteStatement, places: places)
      try table.load(facts, &writer)
      return writer.places
    }
  }
}
