import GRDBSQLite

/// Stops a query that runs away: a rule pack is somebody else's code.
final class QueryBudget {
  /// Virtual machine steps between two looks at the budget.
  private static let stride: Int32 = 10_000
  /// Looks before the query is stopped: two thousand million steps, some ten seconds.
  private static let looks = 200_000

  private var remaining = QueryBudget.looks

  /// Runs the body with the budget in force on a connection.
  static func limit<Result, Failure: Error>(
    _ connection: OpaquePointer, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let budget = QueryBudget()
    let context = Unmanaged.passUnretained(budget).toOpaque()
    sqlite3_progress_handler(
      connection, stride,
      { context in
        guard let context else { return 0 }
        let budget = Unmanaged<QueryBudget>.fromOpaque(context).takeUnretainedValue()
        budget.remaining -= 1
        return budget.remaining < 0 ? 1 : 0
      }, context)
    defer { sqlite3_progress_handler(connection, 0, nil, nil) }
    return try withExtendedLifetime(budget, body)
  }
}
