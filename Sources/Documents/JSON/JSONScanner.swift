/// Strict JSON (ECMA-404) to tokens, one value at a time.
///
/// This is the hot path: eight bytes are looked at in one step, which the zero bytes behind every
/// `SourceBytes` make safe, and nothing is copied, decoded or converted. While a value is read, the
/// scanner is a local variable of plain words, so that it lives in registers: what is rare is out
/// of line and takes no reference to it.
struct JSONScanner {
  // INVARIANT: `source.base[source.count..<source.count + 64]` is zero; `offset <= source.count`
  // between steps; `outer` has room for `Limits.nesting` entries, of which `depth` are in use.
  let source: JSONSource
  var offset = 0
  private(set) var tokens: UnsafeMutablePointer<Token>
  private(set) var tokenCount = 0
  private var capacity: Int
  private let outer: UnsafeMutablePointer<OpenCollection>
  private var depth = 0
  private var innermost = OpenCollection(token: 0, isMapping: false)
  /// High bits of all bytes seen in strings.
  private var high: UInt64 = 0

  /// Starts at the beginning of a text; `discard` frees what this allocates.
  init(_ source: JSONSource) {
    self.source = source
    capacity = max(source.count / 24, 64)
    tokens = allocateTokens(nil, capacity: capacity)
    outer = .allocate(capacity: Limits.nesting)
  }

  /// Ends the scanner; the tokens are for `free`, or for a tape.
  func discard() { outer.deallocate() }

  /// Forgets what was read of a value that turned out to be bad.
  mutating func rewind(to tokenCount: Int) { self.tokenCount = tokenCount }

  /// Reads one value; `offset` is behind it afterwards.
  mutating func scanValue(_ duplicates: inout [RawDuplicate]) throws(JSONError) {
    var scanner = self
    defer { self = scanner }
    scanner.depth = 0
    scanner.high = 0
    try scanner.beginValue()
    while scanner.depth > 0 { try scanner.step(&duplicates) }
    if scanner.high & 0x8080_8080_8080_8080 != 0 {
      try scanner.source.validateUTF8(offset..<scanner.offset)
    }
  }

  /// One member or element of the innermost open collection, or its end.
  @inline(__always)
  private mutating func step(_ duplicates: inout [RawDuplicate]) throws(JSONError) {
    skipSpace()
    let byte = source.base[offset]
    if byte == innermost.closer {
      close(&duplicates)
      return
    }
    if innermost.children > 0 {
      guard byte == UInt8(ascii: ",") else {
        throw source.unexpected(innermost.isMapping ? "`,` or `}`" : "`,` or `]`", offset)
      }
      offset &+= 1
      skipSpace()
    }
    innermost.children &+= 1
    if innermost.isMapping { try scanKey() }
    try beginValue()
  }

  @inline(__always)
  private mutating func scanKey() throws(JSONError) {
    guard source.base[offset] == UInt8(ascii: "\"") else {
      throw source.unexpected(
        innermost.children > 1 ? "a key in `\"`" : "a key in `\"` or `}`", offset)
    }
    let key = try scanString()
    innermost.see(key, source.base)
    skipSpace()
    guard source.base[offset] == UInt8(ascii: ":") else { throw source.unexpected("`:`", offset) }
    offset &+= 1
    skipSpace()
  }

  /// A scalar, or the start of a collection.
  @inline(__always)
  private mutating func beginValue() throws(JSONError) {
    switch source.base[offset] {
    case UInt8(ascii: "\""): _ = try scanString()
    case UInt8(ascii: "{"): try push(Token.Tag.mapping)
    case UInt8(ascii: "["): try push(Token.Tag.sequence)
    default:
      let token = try source.bareValue(at: offset)
      append(token)
      offset &+= Int(token.length)
    }
  }

  @inline(__always)
  private mutating func push(_ tag: UInt32) throws(JSONError) {
    guard depth < Limits.nesting else { throw JSONError(.nesting, offset, offset + 1) }
    outer[depth] = innermost
    depth &+= 1
    innermost = OpenCollection(token: tokenCount, isMapping: tag == Token.Tag.mapping)
    append(Token(offset: UInt32(truncatingIfNeeded: offset), tag: tag, length: 0))
    offset &+= 1
  }

  @inline(__always)
  private mutating func close(_ duplicates: inout [RawDuplicate]) {
    append(
      Token(
        offset: UInt32(truncatingIfNeeded: offset), tag: Token.Tag.other,
        length: innermost.children))
    offset &+= 1
    let start = tokens[innermost.token]
    let length = min(tokenCount &- innermost.token, Limits.tokens)
    tokens[innermost.token] = Token(
      offset: start.offset, tag: start.tag, length: UInt32(truncatingIfNeeded: length))
    if innermost.mayRepeat {
      duplicates += RawDuplicate.all(in: tokens, of: innermost.token, source.base)
    }
    depth &-= 1
    innermost = outer[depth]
  }

  /// A string; its token points at the text between the quotes.
  @inline(__always)
  private mutating func scanString() throws(JSONError) -> Token {
    let start = offset &+ 1
    var index = start
    var tag = Token.Tag.string
    while true {
      let word = source.word(at: index)
      high |= word
      let hits = Self.stringEnds(word)
      if hits == 0 {
        index &+= 8
        continue
      }
      index &+= hits.trailingZeroBitCount &>> 3
      let byte = source.base[index]
      if byte == UInt8(ascii: "\"") { break }
      guard byte == UInt8(ascii: "\\") else { throw source.badStringByte(at: index, from: start) }
      tag = Token.Tag.escaped
      index = try source.escapeEnd(at: index)
    }
    guard index &- start <= Limits.string else { throw JSONError(.string, start - 1, start) }
    let token = Token(
      offset: UInt32(truncatingIfNeeded: start), tag: tag,
      length: UInt32(truncatingIfNeeded: index &- start))
    append(token)
    offset = index &+ 1
    return token
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

  /// Moves to the next byte that is not white space, or to the end.
  @inline(__always)
  mutating func skipSpace() {
    while true {
      switch source.base[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset &+= 1
      default: return
      }
      var word = source.word(at: offset) ^ 0x2020_2020_2020_2020
      while word == 0 {
        offset &+= 8
        word = source.word(at: offset) ^ 0x2020_2020_2020_2020
      }
      offset &+= word.trailingZeroBitCount &>> 3
    }
  }

  @inline(__always)
  private mutating func append(_ token: Token) {
    if tokenCount == capacity {
      tokens = allocateTokens(tokens, capacity: capacity * 2)
      capacity *= 2
    }
    tokens[tokenCount] = token
    tokenCount &+= 1
  }

  /// Where the innermost collection that is still open starts.
  var opened: Int? {
    depth > 0 ? Int(tokens[innermost.token].offset) : nil
  }
}
