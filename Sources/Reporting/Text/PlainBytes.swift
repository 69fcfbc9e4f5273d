/// Bytes that a format copies as they are: printable ASCII but for the marks that it escapes.
struct PlainBytes: Sendable {
  private typealias Block = SIMD16<UInt8>

  private let marks: (UInt8, UInt8, UInt8, UInt8)

  /// All of printable ASCII.
  static let all = PlainBytes(escaping: 0, 0, 0, 0)

  /// Every format escapes four characters at most.
  init(escaping first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
    marks = (first, second, third, fourth)
  }

  /// Where the first other byte stands, at or after an offset; the end if there is none.
  func end(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let bytes = UnsafeRawBufferPointer(text)
    var index = start
    while index + Block.scalarCount <= bytes.count,
      isPlain(bytes.loadUnaligned(fromByteOffset: index, as: Block.self))
    {
      index += Block.scalarCount
    }
    if isPlainToEnd(bytes, from: index, known: start) { return bytes.count }
    while index < bytes.count, isPlain(bytes[index]) { index += 1 }
    return index
  }

  /// Whether the bytes behind the last whole block are plain, which most are: looked at in one step
  /// with bytes before them, of which those from `known` on are plain.
  private func isPlainToEnd(_ bytes: UnsafeRawBufferPointer, from index: Int, known: Int) -> Bool {
    let count = bytes.count - known
    guard bytes.count - index < Block.scalarCount else { return false }
    if count >= Block.scalarCount {
      let last = bytes.count - Block.scalarCount
      return isPlain(bytes.loadUnaligned(fromByteOffset: last, as: Block.self))
    }
    guard count >= 8 else { return false }
    let halves = SIMD2(
      bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
    return isPlain(unsafeBitCast(halves, to: Block.self))
  }

  @inline(__always)
  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != marks.0 && byte != marks.1 && byte != marks.2
      && byte != marks.3
  }

  /// Whether all bytes of a block are plain.
  ///
  /// The compiler makes vector instructions of sums, not of comparisons. The highest bit of a byte
  /// that is no ASCII is set; of one that is, so is that of `byte - 0x20` below a space, of
  /// `byte + 1` for a delete, and of `(byte ^ mark) - 1` for a mark.
  @inline(__always)
  private func isPlain(_ block: Block) -> Bool {
    let found =
      block | (block &- 0x20) | (block &+ 1) | ((block ^ Block(repeating: marks.0)) &- 1)
      | ((block ^ Block(repeating: marks.1)) &- 1) | ((block ^ Block(repeating: marks.2)) &- 1)
      | ((block ^ Block(repeating: marks.3)) &- 1)
    let halves = unsafeBitCast(found, to: SIMD2<UInt64>.self)
    return (halves.x | halves.y) & 0x8080_8080_8080_8080 == 0
  }
}
