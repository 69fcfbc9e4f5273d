/// Texts by their bytes, each kept once, with a small number for each.
///
/// Grows only while inputs are read, which one thread does; from then on everybody may read it.
public final class TextTable: @unchecked Sendable {
  /// One value, since every access to a property of an object is checked at run time.
  private var texts = DistinctBytes()

  /// Makes an empty table.
  public init() {}

  /// How many texts there are; numbers count from 0.
  public var count: Int { texts.count }

  /// The text of a number that `number(of:)` gave.
  public subscript(number: Int) -> String {
    withBytes(of: number) { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls the body with the bytes of a text.
  public func withBytes<Result>(
    of number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    texts.withBytes(of: number, body)
  }

  /// The number of a text; equal bytes have equal numbers.
  func number(of bytes: UnsafeRawBufferPointer) -> Int { texts.number(of: bytes) }
}
