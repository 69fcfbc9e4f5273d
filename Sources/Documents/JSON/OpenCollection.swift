/// A collection whose end has not been read yet.
struct OpenCollection {
  /// Index of its first token.
  let token: Int
  let isMapping: Bool
  /// The byte that ends it.
  let closer: UInt8
  var children: UInt32 = 0
  /// Whether two keys may be equal: two fell on the same bit of `seen`, or one has escapes.
  var mayRepeat = false
  private var seen: UInt64 = 0

  @inline(__always)
  init(token: Int, isMapping: Bool) {
    self.token = token
    self.isMapping = isMapping
    closer = isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")
  }

  /// Notes a key by one bit of a 64-bit filter, so that only suspects are compared at the end.
  @inline(__always)
  mutating func see(_ key: Token, _ base: UnsafePointer<UInt8>) {
    let bit = 1 as UInt64 &<< (Self.hash(key, base) &>> 58)
    mayRepeat = mayRepeat || seen & bit != 0 || key.tag == Token.Tag.escaped
    seen |= bit
  }

  /// A hash of the length and of the first and last eight bytes.
  @inline(__always)
  static func hash(_ key: Token, _ base: UnsafePointer<UInt8>) -> UInt64 {
    let text = UnsafeRawPointer(base + Int(key.offset))
    let first = text.loadUnaligned(as: UInt64.self)
    let length = Int(key.length)
    let mixed: UInt64
    if length >= 8 {
      mixed = first ^ text.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self) &* 31
    } else {
      mixed = first & (1 &<< (UInt64(length) &* 8) &- 1)
    }
    return (mixed ^ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
  }
}

/// Two occurrences of one key in one mapping, by token index.
struct RawDuplicate: Hashable {
  let first: UInt32
  let last: UInt32

  /// The keys that a finished mapping has more than once.
  ///
  /// - Complexity: linear in the number of tokens of the mapping.
  @inline(never)
  static func all(
    in tokens: UnsafeMutablePointer<Token>, of mapping: Int, _ base: UnsafePointer<UInt8>
  ) -> [RawDuplicate] {
    guard !areClearlyDistinct(in: tokens, of: mapping, base) else { return [] }
    var occurrences: [[UInt8]: RawDuplicate] = [:]
    forEachKey(in: tokens, of: mapping) { index in
      let key = decoded(tokens[index], base)
      let first = occurrences[key]?.first ?? UInt32(index)
      occurrences[key] = RawDuplicate(first: first, last: UInt32(index))
    }
    return occurrences.values.filter { $0.first != $0.last }.sorted { $0.last < $1.last }
  }

  /// Whether the keys are few, without escapes, and all of another hash: the usual case.
  private static func areClearlyDistinct(
    in tokens: UnsafeMutablePointer<Token>, of mapping: Int, _ base: UnsafePointer<UInt8>
  ) -> Bool {
    let end = tokens[mapping + Int(tokens[mapping].length) - 1]
    let capacity = Int(end.length)
    guard capacity <= 64 else { return false }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: capacity) { hashes in
      var count = 0
      var isDistinct = true
      forEachKey(in: tokens, of: mapping) { index in
        let key = tokens[index]
        let hash = OpenCollection.hash(key, base)
        isDistinct = isDistinct && key.tag == Token.Tag.string
        for other in hashes[..<count] where other == hash { isDistinct = false }
        hashes.initializeElement(at: count, to: hash)
        count += 1
      }
      return isDistinct
    }
  }

  @inline(__always)
  private static func forEachKey(
    in tokens: UnsafeMutablePointer<Token>, of mapping: Int, _ body: (Int) -> Void
  ) {
    let end = mapping + Int(tokens[mapping].length) - 1
    var index = mapping + 1
    while index < end {
      body(index)
      index += 1
      index += Int(tokens[index].span)
    }
  }

  private static func decoded(_ key: Token, _ base: UnsafePointer<UInt8>) -> [UInt8] {
    let raw = UnsafeRawBufferPointer(start: base + Int(key.offset), count: Int(key.length))
    guard key.tag == Token.Tag.escaped else { return Array(raw) }
    return [UInt8](unsafeUninitializedCapacity: raw.count) { buffer, count in
      count = JSONText.unescape(raw, into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}
