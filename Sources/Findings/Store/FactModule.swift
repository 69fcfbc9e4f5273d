import GRDBSQLite

/// Fact tables as virtual tables of SQLite, which exist without being created and are read in place.
///
/// SQLite asks for a table's columns when a query first names it.
enum FactModule {
  /// Makes a table known to a connection, which keeps it until it is closed.
  ///
  /// - Throws: `FactError`.
  static func register(_ table: TableReader, on connection: OpaquePointer) throws {
    let result = sqlite3_create_module_v2(
      connection, table.open.table.name, module, Unmanaged.passRetained(table).toOpaque(),
      { table in table.map { Unmanaged<TableReader>.fromOpaque($0).release() } })
    guard result == SQLITE_OK else { throw FactError.notStored(code: Int(result)) }
  }

  /// Never changed and never freed, as SQLite demands.
  nonisolated(unsafe) private static let module: UnsafeMutablePointer<sqlite3_module> = {
    var module = sqlite3_module()
    module.xConnect = { connection, table, _, _, result, _ in
      FactModule.connect(connection, table, result)
    }
    module.xDisconnect = { table in
      table?.withMemoryRebound(to: ConnectedTable.self, capacity: 1) { $0.deallocate() }
      return SQLITE_OK
    }
    module.xBestIndex = { table, info in
      guard let table = FactModule.table(table), let info else { return SQLITE_ERROR }
      FactPlan.choose(&info.pointee, for: table.takeUnretainedValue().open.table)
      return SQLITE_OK
    }
    module.xOpen = { table, result in FactModule.open(table, result) }
    module.xClose = { cursor in
      FactModule.cursor(cursor)?.deallocate()
      return SQLITE_OK
    }
    module.xFilter = { cursor, plan, _, _, values in
      guard let cursor = FactModule.cursor(cursor) else { return SQLITE_ERROR }
      cursor.pointee.start(column: Int(plan) - 1, value: plan > 0 ? values?[0] : nil)
      let budget = cursor.pointee.table.takeUnretainedValue().budget
      return budget.isSpent ? SQLITE_INTERRUPT : SQLITE_OK
    }
    module.xNext = { cursor in
      FactModule.cursor(cursor)?.pointee.advance()
      return SQLITE_OK
    }
    module.xEof = { cursor in FactModule.cursor(cursor)?.pointee.isAtEnd == false ? 0 : 1 }
    module.xColumn = { cursor, context, column in
      guard let cursor = FactModule.cursor(cursor), let context else { return SQLITE_ERROR }
      let cells = cursor.pointee.cells + Int(column)
      if cells.pointee.isUnread { cursor.pointee.table.takeUnretainedValue().read(Int(column)) }
      cells.pointee.answer(context, row: cursor.pointee.row)
      return SQLITE_OK
    }
    module.xRowid = { cursor, number in
      number?.pointee = Int64(FactModule.cursor(cursor)?.pointee.row ?? 0)
      return SQLITE_OK
    }
    let address = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    address.initialize(to: module)
    return address
  }()

  private static func connect(
    _ connection: OpaquePointer?, _ table: UnsafeMutableRawPointer?,
    _ result: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?
  ) -> Int32 {
    guard let connection, let table else { return SQLITE_ERROR }
    let reader = Unmanaged<TableReader>.fromOpaque(table)
    let code = reader.takeUnretainedValue().declare(on: connection)
    guard code == SQLITE_OK else { return code }
    let connected = UnsafeMutablePointer<ConnectedTable>.allocate(capacity: 1)
    connected.initialize(to: ConnectedTable(table: reader))
    result?.pointee = UnsafeMutableRawPointer(connected).assumingMemoryBound(to: sqlite3_vtab.self)
    return SQLITE_OK
  }

  private static func open(
    _ table: UnsafeMutablePointer<sqlite3_vtab>?,
    _ result: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab_cursor>?>?
  ) -> Int32 {
    guard let table = Self.table(table) else { return SQLITE_ERROR }
    let cursor = UnsafeMutablePointer<FactCursor>.allocate(capacity: 1)
    cursor.initialize(to: FactCursor(table))
    result?.pointee = UnsafeMutableRawPointer(cursor)
      .assumingMemoryBound(to: sqlite3_vtab_cursor.self)
    return SQLITE_OK
  }

  private static func table(
    _ table: UnsafeMutablePointer<sqlite3_vtab>?
  ) -> Unmanaged<TableReader>? {
    UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: ConnectedTable.self).pointee.table
  }

  private static func cursor(
    _ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?
  ) -> UnsafeMutablePointer<FactCursor>? {
    UnsafeMutableRawPointer(cursor)?.assumingMemoryBound(to: FactCursor.self)
  }
}
