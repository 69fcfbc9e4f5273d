internal import Logic
internal import Text

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// One value, key or end of a collection: where its text lies, what it is, and how long.
@frozen @usableFromInline
struct Token {
  /// What a token stands for.
  @usableFromInline
  enum Tag {
    @usableFromInline static let null: UInt32 = 0
    @usableFromInline static let boolean: UInt32 = 1
    @usableFromInline static let number: UInt32 = 2
    @usableFromInline static let string: UInt32 = 3
    /// A string whose text still has JSON escapes.
    @usableFromInline static let escaped: UInt32 = 4
    @usableFromInline static let sequence: UInt32 = 5
    @usableFromInline static let mapping: UInt32 = 6
    /// The end of a collection; where a node may stand, a hole.
    @usableFromInline static let other: UInt32 = 7
  }

  /// For scalars the start in the tape's text, quotes excluded; for JSON collections the bracket.
  @usableFromInline let offset: UInt32
  /// Tag in the top 3 bits, length in the other 29.
  @usableFromInline let bits: UInt32

  @inlinable @inline(__always)
  init(offset: UInt32, tag: UInt32, length: UInt32) {
    self.offset = offset
    bits = tag << 29 | length
  }

  @inlinable @inline(__always) var tag: UInt32 { bits >> 29 }

  /// For scalars bytes of text, for collections tokens from this one to past the end, for ends
  /// children.
  @inlinable @inline(__always) var length: UInt32 { bits & 0x1FFF_FFFF }

  @inlinable @inline(__always) var isCollection: Bool {
    tag == Tag.sequence || tag == Tag.mapping
  }

  /// Tokens from this one to the next sibling.
  @inlinable @inline(__always) var span: UInt32 { isCollection ? length : 1 }
}

/// What a token of a YAML or built document has beyond its text.
struct Detail {
  /// In the file; if the tape has a map, in what the map leads from.
  var range: SourceRange
  var style: ScalarStyle
  /// Index into `Tape.tags`; 0 for none.
  var tag: UInt32 = 0
  /// Index into `Tape.symbols` plus 1; 0 for none.
  var symbol: UInt32 = 0
  /// Index into `Tape.guards`; 0 for none.
  var guards: UInt32 = 0
}

/// The tokens of one file or embedded text in document order, with the text that they point into.
@usableFromInline
final class Tape: @unchecked Sendable {
  // INVARIANT: both buffers are read-only once `init` has returned; `tokens` is freed by `deinit`,
  // `text` belongs to `bytes`, which lives as long as this object.
  @usableFromInline let tokens: UnsafeMutablePointer<Token>
  @usableFromInline let text: UnsafePointer<UInt8>
  /// Whether any mapping has a key twice; otherwise the first match of a key is the last.
  @usableFromInline let hasDuplicates: Bool
  let count: Int
  let file: FileID
  /// Leads from offsets in the text that was read to offsets in the file; nil when they are the
  /// same.
  let map: OffsetMap?
  /// One per token; nil for JSON.
  let details: [Detail]?
  let symbols: [SymbolicString]
  let guards: [[Precondition]]
  let tags: [String]
  let bytes: SourceBytes
  /// What was read, if `text` is not that: YAML.
  let source: SourceBytes?

  /// Adopts tokens made by `allocateTokens`.
  init(
    tokens: UnsafeMutablePointer<Token>, count: Int, bytes: SourceBytes, file: FileID,
    hasDuplicates: Bool, map: OffsetMap? = nil
  ) {
    self.tokens = tokens
    self.count = count
    self.bytes = bytes
    self.file = file
    self.hasDuplicates = hasDuplicates
    self.map = map
    text = bytes.base
    source = nil
    details = nil
    symbols = []
    guards = []
    tags = []
  }

  /// Copies a tape under construction.
  init(
    _ draft: TapeDraft, file: FileID, hasDuplicates: Bool, source: SourceBytes? = nil,
    map: OffsetMap? = nil
  ) {
    let tokens = allocateTokens(nil, capacity: max(draft.tokens.count, 1))
    _ = UnsafeMutableBufferPointer(start: tokens, count: draft.tokens.count)
      .initialize(fromContentsOf: draft.tokens)
    self.tokens = tokens
    count = draft.tokens.count
    bytes = SourceBytes(draft.text)
    self.file = file
    self.hasDuplicates = hasDuplicates
    self.source = source
    self.map = map
    text = bytes.base
    details = draft.details
    symbols = draft.symbols
    guards = draft.guards
    tags = draft.tags
  }

  deinit { free(tokens) }

  /// Where a token lies in the file, quotes included.
  func range(at index: UInt32) -> SourceRange {
    let range = localRange(at: index)
    return map?.outer(range) ?? range
  }

  /// Where a token lies in the text that was read, quotes included.
  func localRange(at index: UInt32) -> SourceRange {
    if let details { return details[Int(index)].range }
    let token = tokens[Int(index)]
    switch token.tag {
    case Token.Tag.string, Token.Tag.escaped:
      return SourceRange(
        file: file, lower: token.offset - 1, upper: token.offset + token.length + 1)
    case Token.Tag.sequence, Token.Tag.mapping:
      let end = tokens[Int(index + token.length - 1)].offset + 1
      return SourceRange(file: file, lower: token.offset, upper: end)
    default:
      return SourceRange(file: file, lower: token.offset, upper: token.offset + token.length)
    }
  }
}

/// Makes room for tokens, keeping those that are there; `free` gives the room back.
@inline(never)
func allocateTokens(
  _ tokens: UnsafeMutablePointer<Token>?, capacity: Int
) -> UnsafeMutablePointer<Token> {
  guard let memory = realloc(tokens, capacity * MemoryLayout<Token>.stride) else {
    preconditionFailure("out of memory")
  }
  return memory.assumingMemoryBound(to: Token.self)
}
