import GRDBSQLite
import Text

/// The facts of a run as tables of an in-memory SQLite database that rules may only read.
///
/// The tables are virtual: nothing is copied, and what no rule asks for is not computed. Rules are
/// confined by an authorizer that lets them read and compute, by `query_only`, by an attach limit of
/// 0, by accepting one SELECT only, and by a budget of virtual machine steps.
public final class FactStore {
  /// Version of the table schema; rules state the version that they were written for.
  public static let schemaVersion = 1

  private let connection: OpaquePointer
  private let tables: [OpenTable]
  private let budget: QueryBudget
  private let confinement = Confinement()

  /// Opens all tables.
  ///
  /// - Parameter steps: Virtual machine steps after which a query is stopped.
  /// - Throws: `FactError`.
  public init(
    _ facts: Facts, tables: [FactTable] = FactTables.all, steps: Int = QueryBudget.defaultSteps
  ) throws {
    let budget = QueryBudget(steps: steps)
    self.budget = budget
    let confinement = confinement
    self.tables = tables.enumerated().map { number, table in
      OpenTable(table, number: number, facts, budget: budget, confinement: confinement)
    }
    connection = try Self.open()
    for table in self.tables { try FactModule.register(table, on: connection) }
    try KleeneAggregate.register(on: connection)
    confinement.confine(connection)
    budget.watch(connection)
  }

  deinit { sqlite3_close_v2(connection) }

  /// Where the number of a place points; nil for a number that no place has.
  func place(_ number: Int64) -> SourceRange? {
    let place = PlaceNumber(number)
    return tables.indices.contains(place.table) ? tables[place.table].place(place) : nil
  }

  /// Compiles a query and calls the body with it, within a budget of its own.
  func query<Result>(
    _ text: String, _ body: (borrowing PreparedQuery) throws -> Result
  ) throws -> Result {
    budget.renew()
    return try body(PreparedQuery(text, on: connection))
  }

  /// Charges the query for a row that outlives it.
  func keep(_ row: RuleRow) {
    let texts = row.message.utf8.count + row.subject.utf8.count + row.target.utf8.count
    budget.spend(rowOf: texts)
  }

  /// A table by its name.
  func table(_ name: String) -> OpenTable? { tables.first { $0.table.name == name } }

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

/// Why facts cannot be asked: a defect of the program, never of an input.
public enum FactError: Error, Hashable, Sendable {
  /// SQLite refused a table or a function.
  case notStored(code: Int)
  /// SQLite could not be set up.
  case noDatabase(code: Int)
}
