internal import Text

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Strict JSON (ECMA-404) to tokens, one value at a time.
///
/// This and its extensions are the hot path: eight bytes are looked at in one step, which the zero
/// bytes behind every `SourceBytes` make safe, and nothing is copied, decoded or converted.
struct JSONScanner: ~Copyable {
  // INVARIANT: `base[count..<count + 64]` is zero; `offset <= count` between steps; `open` has room
  // for `Limits.nesting` entries, of which `depth` are in use.
  let base: UnsafePointer<UInt8>
  let count: Int
  var offset = 0
  private(set) var tokens: UnsafeMutablePointer<Token>
  private(set) var tokenCount = 0
  private var capacity: Int
  private let open: UnsafeMutablePointer<OpenCollection>
  private var depth = 0
  /// High bits of all bytes seen in strings.
  private var high: UInt64 = 0
  private(set) var duplicates: [RawDuplicate] = []

  init(_ bytes: SourceBytes) {
    base = bytes.base
    count = bytes.count
    capacity = max(count / 24, 64)
    tokens = allocateTokens(nil, capacity: capacity)
    open = .allocate(capacity: Limits.nesting)
  }

  deinit { open.deallocate() }

  /// Frees the tokens, unless a tape has adopted them.
  mutating func discardTokens() { free(tokens) }

  /// Forgets what was read of a value that turned out to be bad.
  mutating func rewind(tokens: Int, duplicates: Int) {
    tokenCount = tokens
    self.duplicates.removeSubrange(duplicates...)
  }

  /// Whether the text begins with a UTF-8 byte order mark.
  var startsWithByteOrderMark: Bool { base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF }

  /// Whether an object or an array begins here.
  var isAtCollection: Bool {
    base[offset] == UInt8(ascii: "{") || base[offset] == UInt8(ascii: "[")
  }

  /// Reads one value; `offset` is behind it afterwards.
  mutating func scanValue() throws(JSONError) {
    let start = offset
    depth = 0
    high = 0
    try beginValue()
    while depth > 0 { try step() }
    if high & 0x8080_8080_8080_8080 != 0 { try validateUTF8(from: start) }
  }

  /// One member or element of the innermost open collection, or its end.
  @inline(__always)
  private mutating func step() throws(JSONError) {
    skipSpace()
    let isMapping = open[depth - 1].isMapping
    let byte = base[offset]
    let closer = isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")
    if byte == closer {
      close()
      return
    }
    if open[depth - 1].children > 0 {
      guard byte == UInt8(ascii: ",") else {
        throw unexpected(isMapping ? "`,` or `}`" : "`,` or `]`")
      }
      offset += 1
      skipSpace()
    }
    open[depth - 1].children += 1
    if isMapping { try scanKey() }
    try beginValue()
  }

  @inline(__always)
  private mutating func scanKey() throws(JSONError) {
    guard base[offset] == UInt8(ascii: "\"") else {
      throw unexpected(open[depth - 1].children > 1 ? "a key in `\"`" : "a key in `\"` or `}`")
    }
    try scanString()
    let key = tokens[tokenCount - 1]
    open[depth - 1].see(key, base)
    skipSpace()
    guard base[offset] == UInt8(ascii: ":") else { throw unexpected("`:`") }
    offset += 1
    skipSpace()
  }

  /// A scalar, or the start of a collection.
  @inline(__always)
  private mutating func beginValue() throws(JSONError) {
    switch base[offset] {
    case UInt8(ascii: "\""): try scanString()
    case UInt8(ascii: "{"): try push(Token.Tag.mapping)
    case UInt8(ascii: "["): try push(Token.Tag.sequence)
    default: try scanBareValue()
    }
  }

  @inline(__always)
  private mutating func push(_ tag: UInt32) throws(JSONError) {
    guard depth < Limits.nesting else { throw JSONError(.nesting, offset, offset + 1) }
    open[depth] = OpenCollection(token: tokenCount, isMapping: tag == Token.Tag.mapping)
    depth += 1
    append(Token(offset: UInt32(truncatingIfNeeded: offset), tag: tag, length: 0))
    offset += 1
  }

  @inline(__always)
  private mutating func close() {
    let collection = open[depth - 1]
    append(
      Token(
        offset: UInt32(truncatingIfNeeded: offset), tag: Token.Tag.other,
        length: collection.children))
    offset += 1
    depth -= 1
    let start = tokens[collection.token]
    let length = tokenCount - collection.token
    tokens[collection.token] = Token(
      offset: start.offset, tag: start.tag,
      length: UInt32(truncatingIfNeeded: min(length, Limits.tokens)))
    if collection.mayRepeat {
      duplicates += RawDuplicate.all(in: tokens, of: collection.token, base)
    }
  }

  /// A string; its token points at the text between the quotes.
  @inline(__always)
  private mutating func scanString() throws(JSONError) {
    let start = offset + 1
    var index = start
    var tag = Token.Tag.string
    while true {
      let word = load(index)
      high |= word
      let hits = Self.stringEnds(word)
      if hits == 0 {
        index &+= 8
        continue
      }
      index &+= hits.trailingZeroBitCount &>> 3
      let byte = base[index]
      if byte == UInt8(ascii: "\"") { break }
      guard byte == UInt8(ascii: "\\") else { throw badStringByte(at: index, from: start) }
      tag = Token.Tag.escaped
      index = try escapeEnd(at: index)
    }
    guard index - start <= Limits.string else { throw JSONError(.string, start - 1, start) }
    append(
      Token(
        offset: UInt32(truncatingIfNeeded: start), tag: tag,
        length: UInt32(truncatingIfNeeded: index - start)))
    offset = index + 1
  }

  /// The high bit of every byte that is `"`, `\` or a control character; exact for the lowest.
  @inline(__always)
  private static func stringEnds(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ 0x2222_2222_2222_2222
    let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
    let hits =
      (quote &- ones) & ~quote | (slash &- ones) & ~slash
      | (word &- 0x2020_2020_2020_2020) & ~word
    return hits & 0x8080_8080_8080_8080
  }

  @inline(__always)
  private func load(_ index: Int) -> UInt64 {
    UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }

  /// Moves to the next byte that is not white space, or to the end.
  @inline(__always)
  mutating func skipSpace() {
    guard base[offset] <= 0x20 else { return }
    skipSpaceRun()
  }

  @inline(__always)
  private mutating func skipSpaceRun() {
    var index = offset
    while true {
      switch base[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index &+= 1
      default:
        offset = index
        return
      }
      while true {
        let word = load(index) ^ 0x2020_2020_2020_2020
        if word == 0 {
          index &+= 8
          continue
        }
        index &+= word.trailingZeroBitCount &>> 3
        break
      }
    }
  }

  @inline(__always)
  mutating func append(_ token: Token) {
    if tokenCount == capacity {
      tokens = allocateTokens(tokens, capacity: capacity * 2)
      capacity *= 2
    }
    tokens[tokenCount] = token
    tokenCount &+= 1
  }

  /// The innermost collection that is still open.
  var innermost: Int? {
    depth > 0 ? Int(tokens[open[depth - 1].token].offset) : nil
  }
}
