import Synchronization

/// Texts by their bytes, each kept once, with a small number for each.
///
/// Any number of threads may add and read; which number a text gets depends on who comes first, so
/// numbers are for looking up, never for order.
public final class TextTable: Sendable {
  private let texts = Mutex(DistinctBytes())

  /// Makes an empty table.
  public init() {}

  /// How many texts there are; numbers count from 0.
  public var count: Int { texts.withLock { $0.count } }

  /// The text of a number that `number(of:)` gave.
  public subscript(number: Int) -> String {
    texts.withLock { texts in
      texts.withBytes(of: number) { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The number of a text; equal bytes have equal numbers.
  func number(of bytes: UnsafeRawBufferPointer) -> Int {
    texts.withLock { $0.number(of: bytes) }
  }
}
