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
    let last = bytes.count - Block.scalarCount
    // Most texts are plain to their end: their last bytes are one block, too.
    if last >= start, isPlain(bytes.loadUnaligned(fromByteOffset: last, as: Block.self)),
      index > last
    {
      return bytes.count
    }
    while index < bytes.count, isPlain(bytes[index]) { index += 1 }
    return index
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != marks.0 && byte != marks.1 && byte != marks.2
      && byte != marks.3
  }

  /// The compiler makes vector instructions of sums, not of comparisons. The highest bit of a byte
  /// that is no ASCII is set; of one that is, so is that of `byte - 0x20` below a space, of
  /// `byte + 1` for a delete, and of `(byte ^ mark) - 1` for a mark.
  private func isPlain(_ block: Block) -> Bool {
    let found =
      block | (block &- 0x20) | (block &+ 1) | ((block ^ Block(repeating: marks.0)) &- 1)
      | ((block ^ Block(repeating: marks.1)) &- 1) | ((block ^ Block(repeating: marks.2)) &- 1)
      | ((block ^ Block(repeating: marks.3)) &- 1)
    let halves = unsafeBitCast(found, to: SIMD2<UInt64>.self)
    return (halves.x | halves.y) & 0x8080_8080_8080_8080 == 0
  }
}
