/// Finds any of many values in a text (Wu and Manber's algorithm with blocks of two bytes).
struct SecretMatcher: Sendable {
  /// Shortest value that it finds, in bytes.
  static let window = 6

  /// How far the window may move, by its last two bytes; empty when there is nothing to find.
  private let shifts: [UInt8]
  /// Values that start with a window, longest first.
  private let candidates: [UInt64: [Int]]
  /// A bit for each window's hash, so that most windows that start no value cost no lookup.
  private let filter: [UInt64]
  private let values: [[UInt8]]

  /// Prepares the search; every value must be at least `window` bytes long.
  init(_ values: [[UInt8]]) {
    self.values = values
    guard !values.isEmpty else {
      shifts = []
      candidates = [:]
      filter = []
      return
    }
    var shifts = [UInt8](repeating: UInt8(Self.window - 1), count: 65_536)
    var candidates: [UInt64: [Int]] = [:]
    var filter = [UInt64](repeating: 0, count: 1 << 10)
    for (index, value) in values.enumerated() {
      for last in 1..<Self.window {
        let block = Int(value[last - 1]) << 8 | Int(value[last])
        shifts[block] = min(shifts[block], UInt8(Self.window - 1 - last))
      }
      let key = Self.key(value[..<Self.window])
      candidates[key, default: []].append(index)
      filter[Self.bit(of: key) >> 6] |= 1 << UInt64(Self.bit(of: key) & 63)
    }
    self.filter = filter
    self.shifts = shifts
    self.candidates = candidates.mapValues { $0.sorted { values[$0].count > values[$1].count } }
  }

  private static func key(_ window: some Sequence<UInt8>) -> UInt64 {
    window.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// 16 bits of a multiplicative hash.
  private static func bit(of key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> 48) }

  /// The leftmost match at or after an offset, the longest of those that start there.
  func firstMatch(
    in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (range: Range<Int>, index: Int)? {
    guard !shifts.isEmpty else { return nil }
    var last = start + Self.window - 1
    while last < text.count {
      let shift = shifts[Int(text[last - 1]) << 8 | Int(text[last])]
      guard shift == 0 else {
        last += Int(shift)
        continue
      }
      let first = last - Self.window + 1
      var key: UInt64 = 0
      for index in first...last { key = key << 8 | UInt64(text[index]) }
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
