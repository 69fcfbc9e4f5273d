import GRDBSQLite

/// A connection to an in-memory SQLite database whose tables are the facts; rules may only read them.
///
/// Rules are confined by an authorizer that lets them read and compute, by `query_only`, by an attach
/// limit of 0, by accepting one SELECT only, and by a budget of virtual machine steps.
final class FactConnection: @unchecked Sendable {
  // INVARIANT: one thread at a time uses it (`FactStore.query`).
  private let connection: OpaquePointer
  private let budget: QueryBudget
  private let confinement = Confinement()

  /// - Parameter steps: Virtual machine steps after which a query is stopped.
  /// - Throws: `FactError`.
  init(_ tables: [OpenTable], steps: Int) throws {
    budget = QueryBudget(steps: steps)
    connection = try Self.open()
    for table in tables {
      let reader = TableReader(table, budget: budget, confinement: confinement)
      try FactModule.register(reader, on: connection)
    }
    try KleeneAggregate.register(on: connection)
    confinement.confine(connection)
    budget.watch(connection)
  }

  deinit { sqlite3_close_v2(connection) }

  /// Compiles a query, which has the whole budget from now on.
  func query(_ text: String) throws -> PreparedQuery {
    budget.renew()
    return try PreparedQuery(text, on: connection)
  }

  /// Charges the query for a row that outlives it.
  func keep(_ row: RuleRow) {
    let texts = row.message.utf8.count + row.subject.utf8.count + row.target.utf8.count
    budget.spend(rowOf: texts)
  }

  private static func open() throws -> OpaquePointer {
    var connection: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
    let result = sqlite3_open_v2(":memory:", &connection, flags, nil)
    guard result == SQLITE_OK, let connection else {
      sqlite3_close_v2(connection)
      throw FactError.noDatabase(code: Int(result))
    }
    return connection
  }
}
