import GRDBSQLite

/// Stops a query that runs away: a rule pack is somebody else's code.
///
/// Steps of the virtual machine count, each of which takes fact tables a bounded time; what takes
/// longer is charged for.
public final class QueryBudget {
  /// Two thousand million steps, ten to thirty seconds.
  public static let defaultSteps = 2_000_000_000

  /// Virtual machine steps between two looks at the budget.
  private static let stride: Int32 = 10_000
  /// Bytes that are read in the time of a step.
  private static let bytesPerStep = 16

  private let steps: Int
  private var remaining = 0

  init(steps: Int) { self.steps = steps }

  /// Whether the query has to stop.
  var isSpent: Bool { remaining < 0 }

  /// Starts anew for the next query.
  func renew() { remaining = steps }

  /// Steps that a row takes which is kept until the findings are made.
  private static let stepsPerRow = 200

  /// Charges for a row that is kept, with texts of so many bytes.
  func spend(rowOf bytes: Int) { remaining -= Self.stepsPerRow + bytes / Self.bytesPerStep }

  /// Charges for bytes that had to be read.
  func spend(bytes: Int) { remaining -= bytes / Self.bytesPerStep }

  /// Counts the steps of a connection, which must not outlive the budget.
  func watch(_ connection: OpaquePointer) {
    sqlite3_progress_handler(
      connection, Self.stride,
      { context in
        guard let context else { return 0 }
        let budget = Unmanaged<QueryBudget>.fromOpaque(context).takeUnretainedValue()
        budget.remaining -= Int(QueryBudget.stride)
        return budget.isSpent ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
