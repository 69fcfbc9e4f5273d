import Synchronization

/// The work that one question may cost, in elementary steps of matching and of set algebra.
///
/// Documents of strangers are evaluated: where the effort is spent, what is left is answered with
/// "unknown" instead of with time.
public final class Effort: Sendable {
  @TaskLocal private static var current: Effort?
  private let left: Atomic<Int>
  private let limit: Int

  private init(_ limit: Int) {
    self.limit = limit
    left = Atomic(limit)
  }

  /// Runs the body with a limit on its steps; the steps that it took are at most a little more.
  @discardableResult
  public static func limit<Value>(
    _ steps: Int, _ body: () throws -> Value
  ) rethrows -> (value: Value, steps: Int) {
    let effort = Effort(steps)
    let value = try $current.withValue(effort, operation: body)
    return (value, steps - effort.left.load(ordering: .relaxed))
  }

  /// Runs the body with a limit on its steps unless there is one already.
  public static func ensureLimit<Value>(_ steps: Int, _ body: () throws -> Value) rethrows -> Value
  {
    if current != nil { return try body() }
    return try limit(steps, body).value
  }

  /// Takes some steps; false if there is no effort left for them.
  static func spend(_ steps: Int) -> Bool {
    guard let current else { return true }
    return current.left.subtract(steps, ordering: .relaxed).newValue >= 0
  }

  /// Counts steps that are bounded by the size of the input anyway; only tests ask for their number.
  @inline(__always)
  static func count(_ steps: @autoclosure () -> Int) {
    #if DEBUG
      _ = spend(steps())
    #endif
  }
}
