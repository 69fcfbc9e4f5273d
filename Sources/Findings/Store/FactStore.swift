import Synchronization
import Text

/// The facts of a run as tables that rules ask, on as many connections as there are threads.
///
/// The tables are virtual: nothing is copied, what no rule asks for is not computed, and what one
/// asked for serves all.
public final class FactStore: Sendable {
  /// Version of the table schema; rules state the version that they were written for.
  public static let schemaVersion = 1

  private let tables: [OpenTable]
  private let steps: Int
  private let idle: Mutex<[FactConnection]>

  /// Opens all tables.
  ///
  /// - Parameter steps: Virtual machine steps after which a query is stopped.
  /// - Throws: `FactError`.
  public init(
    _ facts: Facts, tables: [FactTable] = FactTables.all, steps: Int = QueryBudget.defaultSteps
  ) throws {
    self.tables = tables.enumerated().map { OpenTable($1, number: $0, facts) }
    self.steps = steps
    idle = Mutex([try FactConnection(self.tables, steps: steps)])
  }

  /// Where the number of a place points; nil for a number that no place has.
  func place(_ number: Int64) -> SourceRange? {
    let place = PlaceNumber(number)
    return tables.indices.contains(place.table) ? tables[place.table].place(place) : nil
  }

  /// Compiles a query and calls the body with it, on a connection that nobody else uses meanwhile and
  /// within a budget of its own.
  func query<Result>(
    _ text: String, _ body: (borrowing PreparedQuery, FactConnection) throws -> Result
  ) throws -> Result {
    let known = idle.withLock { $0.popLast() }
    let connection = try known ?? FactConnection(tables, steps: steps)
    defer { idle.withLock { $0.append(connection) } }
    return try body(connection.query(text), connection)
  }

  /// Makes queries read tables anew, because cells have changed.
  func closeConnections() { idle.withLock { $0 = [] } }

  /// A table by its name.
  func table(_ name: String) -> OpenTable? { tables.first { $0.table.name == name } }
}

/// Why facts cannot be asked: a defect of the program, never of an input.
public enum FactError: Error, Hashable, Sendable {
  /// SQLite refused a table or a function.
  case notStored(code: Int)
  /// SQLite could not be set up.
  case noDatabase(code: Int)
}
