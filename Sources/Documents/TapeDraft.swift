internal import Logic
internal import Text

/// A tape with details under construction, for YAML and built documents.
struct TapeDraft {
  private(set) var tokens: [Token] = []
  private(set) var details: [Detail] = []
  private(set) var text: [UInt8] = []
  private(set) var symbols: [SymbolicString] = []
  private(set) var guards: [[Hole]] = [[]]
  private(set) var tags: [String] = [""]
  private var tagIndex: [String: UInt32] = [:]

  var count: Int { tokens.count }

  mutating func appendScalar(_ tag: UInt32, text bytes: some Collection<UInt8>, _ detail: Detail) {
    tokens.append(
      Token(offset: UInt32(text.count), tag: tag, length: UInt32(bytes.count)))
    details.append(detail)
    text.append(contentsOf: bytes)
  }

  /// Starts a collection; returns what `close` needs.
  mutating func open(_ tag: UInt32, _ detail: Detail) -> Int {
    tokens.append(Token(offset: 0, tag: tag, length: 0))
    details.append(detail)
    return tokens.count - 1
  }

  mutating func close(_ open: Int, children: Int, upper: UInt32? = nil) {
    tokens.append(Token(offset: 0, tag: Token.Tag.other, length: UInt32(children)))
    details.append(details[open])
    tokens[open] = Token(
      offset: 0, tag: tokens[open].tag, length: UInt32(tokens.count - open))
    if let upper {
      let range = details[open].range
      details[open].range = SourceRange(
        file: range.file, lower: range.lower, upper: max(range.lower, upper))
    }
  }

  mutating func index(ofTag tag: String) -> UInt32 {
    if let index = tagIndex[tag] { return index }
    tags.append(tag)
    tagIndex[tag] = UInt32(tags.count - 1)
    return UInt32(tags.count - 1)
  }

  mutating func index(ofSymbol symbol: SymbolicString) -> UInt32 {
    symbols.append(symbol)
    return UInt32(symbols.count)
  }

  mutating func index(ofGuards holes: [Hole]) -> UInt32 {
    if holes.isEmpty { return 0 }
    if guards.last == holes { return UInt32(guards.count - 1) }
    guards.append(holes)
    return UInt32(guards.count - 1)
  }

  /// Appends a copy of finished tokens of this draft.
  mutating func repeatTokens(_ range: Range<Int>) {
    tokens.append(contentsOf: tokens[range])
    details.append(contentsOf: details[range])
  }

  /// Puts tokens in the place of everything from `start`.
  mutating func replace(from start: Int, with range: [Range<Int>]) {
    var newTokens: [Token] = []
    var newDetails: [Detail] = []
    for part in range {
      newTokens.append(contentsOf: tokens[part])
      newDetails.append(contentsOf: details[part])
    }
    tokens.replaceSubrange(start..., with: newTokens)
    details.replaceSubrange(start..., with: newDetails)
  }
}
