import GRDBSQLite

/// `any_true(x)`: 1 when one value is true, else NULL when one is unknown, else 0; and `all_true(x)`:
/// 0 when one is false, else NULL when one is unknown, else 1.
///
/// `EXISTS` and `MAX` drop NULL, and with it a subject that nobody has decided about.
enum KleeneAggregate {
  /// What the values so far lead to; SQLite starts an aggregate with zeros.
  private enum State: UInt8 {
    /// No value decides.
    case open = 0
    /// A value is unknown, and none decides.
    case unknown = 1
    /// A value decides whatever the others are.
    case decided = 2
  }

  /// Adds both to a connection.
  ///
  /// - Throws: `FactError`.
  static func register(on connection: OpaquePointer) throws {
    try add(
      "any_true", connection,
      { context, _, values in KleeneAggregate.step(context, values, decidedBy: true) },
      { context in KleeneAggregate.finish(context, decided: 1) })
    try add(
      "all_true", connection,
      { context, _, values in KleeneAggregate.step(context, values, decidedBy: false) },
      { context in KleeneAggregate.finish(context, decided: 0) })
  }

  private static func add(
    _ name: String, _ connection: OpaquePointer,
    _ step:
      @escaping @convention(c) (
        OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?
      ) -> Void,
    _ finish: @escaping @convention(c) (OpaquePointer?) -> Void
  ) throws {
    let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC
    let result = sqlite3_create_function_v2(
      connection, name, 1, flags, nil, nil, step, finish, nil)
    guard result == SQLITE_OK else { throw FactError.notStored(code: Int(result)) }
  }

  private static func step(
    _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?,
    decidedBy decisive: Bool
  ) {
    guard let memory = sqlite3_aggregate_context(context, 1), let value = values?[0] else { return }
    let state: State =
      switch truth(value) {
      case nil: .unknown
      case decisive: .decided
      default: .open
      }
    let known = memory.load(as: UInt8.self)
    memory.storeBytes(of: max(known, state.rawValue), as: UInt8.self)
  }

  private static func truth(_ value: OpaquePointer) -> Bool? {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: sqlite3_value_int64(value) != 0
    case SQLITE_FLOAT: sqlite3_value_double(value) != 0
    default: nil
    }
  }

  private static func finish(_ context: OpaquePointer?, decided: Int32) {
    let memory = sqlite3_aggregate_context(context, 0)
    switch memory.flatMap({ State(rawValue: $0.load(as: UInt8.self)) }) ?? .open {
    case .open: sqlite3_result_int(context, 1 - decided)
    case .unknown: sqlite3_result_null(context)
    case .decided: sqlite3_result_int(context, decided)
    }
  }
}
