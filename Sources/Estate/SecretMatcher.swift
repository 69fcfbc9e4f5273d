/// Finds any of many values in a text (Wu and Manber's algorithm with blocks of three bytes).
///
/// A reference, so that a search counts one reference and not one for each table.
final class SecretMatcher: Sendable {
  /// Shortest value that it finds, in bytes.
  static let shortest = 6
  /// Longest window: further on, hardly any block is in no value.
  private static let longest = 32

  /// How many bytes of the text are looked at together: as many as every value has.
  private let window: Int
  /// How far the window may move, by its last block; empty when there is nothing to find.
  private let shifts: [UInt8]
  /// Values by their first bytes, longest first.
  private let candidates: [UInt64: [Int]]
  /// A bit for each key's hash, so that most windows that start no value cost no lookup.
  private let filter: [UInt64]
  private let values: [[UInt8]]

  /// Prepares the search; every value must be at least `shortest` bytes long.
  init(_ values: [[UInt8]]) {
    self.values = values
    let window = min(values.map(\.count).min() ?? Self.shortest, Self.longest)
    self.window = window
    guard !values.isEmpty else {
      shifts = []
      candidates = [:]
      filter = []
      return
    }
    var shifts = [UInt8](repeating: UInt8(window - Self.blockSize + 1), count: Self.blocks)
    var candidates: [UInt64: [Int]] = [:]
    var filter = [UInt64](repeating: 0, count: 1 << 10)
    for (index, value) in values.enumerated() {
      for last in Self.blockSize - 1..<window {
        let block = Self.block(value[last - 2], value[last - 1], value[last])
        shifts[block] = min(shifts[block], UInt8(window - 1 - last))
      }
      let key = Self.key(value[..<Self.shortest])
      candidates[key, default: []].append(index)
      filter[Self.bit(of: key) >> 6] |= 1 << UInt64(Self.bit(of: key) & 63)
    }
    self.filter = filter
    self.shifts = shifts
    self.candidates = candidates.mapValues { $0.sorted { values[$0].count > values[$1].count } }
  }

  private static let blockSize = 3
  private static let blocks = 1 << 16

  /// Blocks that share a number share the smaller shift; ASCII differs in its low bits.
  @inline(__always)
  private static func block(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    (Int(first) << 10 ^ Int(second) << 5 ^ Int(third)) & (blocks - 1)
  }

  private static func key(_ start: some Sequence<UInt8>) -> UInt64 {
    start.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// 16 bits of a multiplicative hash.
  private static func bit(of key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> 48) }

  /// The leftmost match at or after an offset, the longest of those that start there.
  func firstMatch(
    in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (range: Range<Int>, index: Int)? {
    guard !shifts.isEmpty else { return nil }
    var last = start + window - 1
    while last < text.count {
      let shift = shifts[Self.block(text[last - 2], text[last - 1], text[last])]
      guard shift == 0 else {
        last += Int(shift)
        continue
      }
      let first = last - window + 1
      var key: UInt64 = 0
      for index in first..<first + Self.shortest { key = key << 8 | UInt64(text[index]) }
      if filter[Self.bit(of: key) >> 6] >> UInt64(Self.bit(of: key) & 63) & 1 == 1 {
        for index in candidates[key, default: []] where text[first...].starts(with: values[index]) {
          return (first..<first + values[index].count, index)
        }
      }
      last += 1
    }
    return nil
  }
}
