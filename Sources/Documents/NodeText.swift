public import Logic
import Text

extension Node {
  /// Any scalar as decoded text, which may have holes; nil for null, collections and holes.
  public var text: SymbolicString? {
    if let symbol, kind != .hole { return symbol }
    return string.map { SymbolicString($0) }
  }

  /// The decoded text of any scalar; nil when it has holes, for null, collections and holes.
  public var string: String? { withUTF8 { String(decoding: $0, as: UTF8.self) } }

  /// The text of a null as written: `null`, `~` or nothing; of other scalars as `string`.
  public var rawText: String? {
    guard kind == .null else { return string }
    return withText { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of a boolean; nil for every other kind.
  public var boolean: Bool? {
    guard kind == .boolean else { return nil }
    return withText { $0.first == UInt8(ascii: "t") || $0.first == UInt8(ascii: "T") }
  }

  /// Calls the body with the decoded bytes of a scalar, without building a string.
  ///
  /// Nil without a call when the text has holes, for null, collections and holes. The bytes are
  /// valid only during the call.
  @inlinable
  public func withUTF8<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
    let token = token
    switch token.tag {
    case Token.Tag.string, Token.Tag.number, Token.Tag.boolean:
      if token.length == 0, hasSymbol { return nil }
      return body(
        UnsafeRawBufferPointer(start: tape.text + Int(token.offset), count: Int(token.length)))
    case Token.Tag.escaped:
      return withUnescaped(body)
    default:
      return nil
    }
  }

  /// Whether the decoded text of a scalar is the literal; false for null, holes and collections.
  @inlinable
  public func equals(_ literal: StaticString) -> Bool { tape.equals(literal, at: index) }

  /// Whether the decoded text of a scalar is the text; false for null, holes and collections.
  @_disfavoredOverload
  public func equals(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in equals(UnsafeRawBufferPointer(bytes)) }
  }

  func equals(_ bytes: UnsafeRawBufferPointer) -> Bool {
    withUTF8 { own in own.count == bytes.count && own.elementsEqual(bytes) } ?? false
  }

  @usableFromInline var hasSymbol: Bool { symbol != nil }

  @usableFromInline
  func equalsUnescaped(_ literal: StaticString) -> Bool {
    literal.withUTF8Buffer { equals(UnsafeRawBufferPointer($0)) }
  }

  @usableFromInline
  func withUnescaped<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withText { raw in
      withUnsafeTemporaryAllocation(byteCount: raw.count, alignment: 1) { buffer in
        let count = JSONText.unescape(raw, into: buffer)
        return body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    }
  }

  /// Calls the body with the bytes of a whole node, brackets and quotes included, as the file holds
  /// them at the node's range.
  ///
  /// Nil without a call where that is not one run of plain JSON: YAML, built and embedded documents.
  public func withJSON<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
    guard tape.details == nil, tape.map == nil else { return nil }
    let range = tape.localRange(at: index)
    return body(
      UnsafeRawBufferPointer(
        start: tape.text + Int(range.lower), count: Int(range.upper - range.lower)))
  }

  /// Calls the body with the bytes of a scalar as the source holds them: JSON escapes are not
  /// decoded.
  public func withSource<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withText(body)
  }

  /// The bytes of a scalar before JSON escapes are decoded.
  func withText<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(start: tape.text + Int(token.offset), count: Int(token.length)))
  }
}

extension Tape {
  /// Whether the decoded text of a scalar is the literal; false for null, holes and collections.
  @inlinable @inline(__always)
  func equals(_ literal: StaticString, at index: UInt32) -> Bool {
    let token = tokens[Int(index)]
    if token.tag == Token.Tag.escaped {
      return Node(tape: self, index: index).equalsUnescaped(literal)
    }
    guard
      token.length == literal.utf8CodeUnitCount, token.tag != Token.Tag.null,
      token.tag < Token.Tag.sequence
    else { return false }
    if token.length == 0 { return !Node(tape: self, index: index).hasSymbol }
    return equalBytes(text + Int(token.offset), literal.utf8Start, Int(token.length))
  }
}

@inlinable @inline(__always)
func equalBytes(
  _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
) -> Bool {
  let left = UnsafeRawPointer(left)
  let right = UnsafeRawPointer(right)
  var index = 0
  while index &+ 8 <= count {
    if left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      != right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    {
      return false
    }
    index &+= 8
  }
  while index < count {
    if left.load(fromByteOffset: index, as: UInt8.self)
      != right.load(fromByteOffset: index, as: UInt8.self)
    {
      return false
    }
    index &+= 1
  }
  return true
}
