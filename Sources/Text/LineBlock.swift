/// What lies before one block of a file: enough to find lines and columns by reading that block.
struct LineBlock: Sendable {
  /// Bytes in a block; the last one may be shorter.
  static let size = 4096

  /// Line feeds before the block.
  var newlines: UInt32 = 0
  /// Unicode scalars before the block.
  var scalars: UInt32 = 0
  /// Start of the line that the block begins in.
  var lineStart: UInt32 = 0

  /// The blocks of a file, at least one.
  ///
  /// - Complexity: linear in the size of the file, eight bytes in one step.
  static func all(of bytes: SourceBytes) -> [LineBlock] {
    var blocks: [LineBlock] = []
    blocks.reserveCapacity(bytes.count / size + 1)
    var block = LineBlock()
    var start = 0
    repeat {
      blocks.append(block)
      let end = min(start + size, bytes.count)
      block.pass(bytes.base, start..<end)
      start = end
    } while start < bytes.count
    return blocks
  }

  private mutating func pass(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) {
    var newlines = 0
    var continuations = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      // 128 words at most, so that no byte of the sums overflows.
      let words = min((range.upperBound - offset) / 8, 128)
      if words == 0 {
        newlines += base[offset] == 0x0A ? 1 : 0
        continuations += base[offset] & 0xC0 == 0x80 ? 1 : 0
        offset += 1
      } else {
        let counts = Self.count(base + offset, words: words)
        newlines += counts.newlines
        continuations += counts.continuations
        offset += words * 8
      }
    }
    if newlines > 0 {
      var last = range.upperBound - 1
      while base[last] != 0x0A { last -= 1 }
      lineStart = UInt32(last + 1)
    }
    self.newlines += UInt32(newlines)
    scalars += UInt32(range.count - continuations)
  }

  /// Counts in the eight bytes of all words at once, then sums the eight counts.
  private static func count(
    _ base: UnsafePointer<UInt8>, words: Int
  ) -> (newlines: Int, continuations: Int) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var newlines: UInt64 = 0
    var continuations: UInt64 = 0
    let base = UnsafeRawPointer(base)
    for index in 0..<words {
      let word = base.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self)
      let other = word ^ 0x0A0A_0A0A_0A0A_0A0A
      newlines &+= ~((other & low) &+ low | other) &>> 7 & ones
      continuations &+= word &>> 7 & ~(word &>> 6) & ones
    }
    return (sum(newlines), sum(continuations))
  }

  /// The sum of the eight bytes of a word.
  private static func sum(_ counts: UInt64) -> Int {
    let pairs = counts & 0x00FF_00FF_00FF_00FF &+ counts &>> 8 & 0x00FF_00FF_00FF_00FF
    return Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
  }
}
