import GRDBSQLite
import Logic
import Text

/// The cells of one column, computed once and packed: SQLite gets texts by address, without a copy.
///
/// Whoever makes them calls `deallocate`; copies read the same memory.
struct FactCells: @unchecked Sendable {
  // INVARIANT: the memory is written before `init` returns, and by `forget` and `recall`, while no
  // query runs.
  /// How cells lie in memory; each layout has a value of its own for NULL.
  private enum Storage {
    case unread
    case truths(UnsafeMutablePointer<Int8>)
    case numbers(UnsafeMutablePointer<Int>)
    case texts(starts: UnsafeMutablePointer<Int>, bytes: UnsafeMutablePointer<UInt8>)
    case places(UnsafeMutablePointer<Int8>, first: Int64)
  }

  private static let noTruth: Int8 = -1
  private static let noNumber = Int.min
  private static let noText = -1
  private static let longestText = 1 << 20

  private let storage: Storage

  /// Whether nobody has asked for the column yet.
  var isUnread: Bool { if case .unread = storage { true } else { false } }

  /// A column that nobody has asked for.
  init() { storage = .unread }

  @inline(__always)
  init<Row>(truths rows: [Row], _ value: (Row) -> Truth) {
    storage = .truths(
      Self.pack(rows) { row in
        switch value(row) {
        case .yes: 1
        case .no: 0
        case .unknown: Self.noTruth
        }
      })
  }

  @inline(__always)
  init<Row>(numbers rows: [Row], _ value: (Row) -> Int?) {
    storage = .numbers(Self.pack(rows) { value($0) ?? Self.noNumber })
  }

  @inline(__always)
  init<Row>(texts rows: [Row], _ value: (Row) -> String?) {
    var arena = TextArena(remembering: 1)
    let starts = Self.pack(rows) { row in
      guard var text = value(row) else { return Self.noText }
      return text.withUTF8 { arena.add(Self.shortened($0)) }
    }
    storage = .texts(starts: starts, bytes: arena.packed())
  }

  @inline(__always)
  init<Row>(words rows: [Row], _ value: (Row) -> StaticString?) {
    var arena = TextArena(remembering: 32)
    let starts = Self.pack(rows) { row in
      value(row).map { $0.withUTF8Buffer { arena.add($0) } } ?? Self.noText
    }
    storage = .texts(starts: starts, bytes: arena.packed())
  }

  @inline(__always)
  init<Row>(places rows: [Row], from first: PlaceNumber, _ value: (Row) -> SourceRange?) {
    storage = .places(
      Self.pack(rows) { value($0) == nil ? Self.noTruth : 1 }, first: first.number)
  }

  /// A text that no name or ARN has the length of, cut where a scalar begins: SQLite's own limit
  /// would stop the rule for it, and every finding with it.
  private static func shortened(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    guard text.count > longestText else { return text }
    var end = longestText
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return UnsafeBufferPointer(rebasing: text[..<end])
  }

  /// Gives back the memory, which nobody reads any more.
  func deallocate() {
    switch storage {
    case .unread: break
    case .truths(let cells): cells.deallocate()
    case .numbers(let cells): cells.deallocate()
    case .texts(let starts, let bytes):
      starts.deallocate()
      bytes.deallocate()
    case .places(let cells, _): cells.deallocate()
    }
  }

  /// Inlined down to the closure that reads the row, as a row handed on is a row copied.
  @inline(__always)
  private static func pack<Row, Cell: BitwiseCopyable>(
    _ rows: [Row], _ cell: (Row) -> Cell
  ) -> UnsafeMutablePointer<Cell> {
    let cells = UnsafeMutablePointer<Cell>.allocate(capacity: rows.count)
    for index in rows.indices { (cells + index).initialize(to: cell(rows[index])) }
    return cells
  }

  /// Hands a cell to SQLite, where NULL is what nobody sets.
  func answer(_ context: OpaquePointer, row: Int) {
    switch storage {
    case .unread: break
    case .truths(let cells):
      if cells[row] != Self.noTruth { sqlite3_result_int(context, Int32(cells[row])) }
    case .numbers(let cells):
      if cells[row] != Self.noNumber { sqlite3_result_int64(context, Int64(cells[row])) }
    case .texts(let starts, let bytes):
      guard starts[row] != Self.noText else { break }
      let text = Self.text(bytes, at: starts[row])
      // The cells outlive every query, so that SQLite needs no copy of its own.
      sqlite3_result_text(
        context, UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self),
        Int32(clamping: text.count), nil)
    case .places(let cells, let first):
      guard cells[row] != Self.noTruth else { break }
      sqlite3_result_int64(context, first + Int64(row) * PlaceNumber.stride)
    }
  }

  private static func text(
    _ bytes: UnsafeMutablePointer<UInt8>, at start: Int
  ) -> UnsafeBufferPointer<UInt8> {
    let header = UnsafeRawPointer(bytes + start)
    return UnsafeBufferPointer(
      start: bytes + start + TextArena.headerSize,
      count: Int(header.loadUnaligned(as: UInt32.self)))
  }

  /// What an index finds a cell by; nil for NULL, which equals nothing.
  func key(ofRow row: Int) -> Int? {
    switch storage {
    case .unread: nil
    case .truths(let cells): cells[row] == Self.noTruth ? nil : Int(cells[row])
    case .numbers(let cells): cells[row] == Self.noNumber ? nil : cells[row]
    case .texts(let starts, let bytes):
      starts[row] == Self.noText
        ? nil : Self.key(UnsafeRawBufferPointer(Self.text(bytes, at: starts[row])))
    case .places(let cells, let first):
      cells[row] == Self.noTruth ? nil : Int(first) + row * Int(PlaceNumber.stride)
    }
  }

  /// What an index finds a text by: equal texts have equal keys, and few others have.
  static func key(_ text: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: text)
    return hasher.finalize()
  }
}

extension FactCells {
  /// Makes a cell NULL, and returns what `recall` puts back.
  func forget(_ row: Int) -> Int {
    switch storage {
    case .unread: return 0
    case .truths(let cells), .places(let cells, _):
      defer { cells[row] = Self.noTruth }
      return Int(cells[row])
    case .numbers(let cells):
      defer { cells[row] = Self.noNumber }
      return cells[row]
    case .texts(let starts, _):
      defer { starts[row] = Self.noText }
      return starts[row]
    }
  }

  /// Puts back what `forget` returned.
  func recall(_ row: Int, _ value: Int) {
    switch storage {
    case .unread: break
    case .truths(let cells), .places(let cells, _): cells[row] = Int8(truncatingIfNeeded: value)
    case .numbers(let cells): cells[row] = value
    case .texts(let starts, _): starts[row] = value
    }
  }
}
