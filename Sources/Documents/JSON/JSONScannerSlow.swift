/// What is rare in JSON or wrong with it; kept out of line.
extension JSONScanner {
  /// A number or a literal name.
  @inline(never)
  mutating func scanBareValue() throws(JSONError) {
    let start = offset
    let tag: UInt32
    switch base[offset] {
    case UInt8(ascii: "t"): tag = try scanName("true", Token.Tag.boolean)
    case UInt8(ascii: "f"): tag = try scanName("false", Token.Tag.boolean)
    case UInt8(ascii: "n"): tag = try scanName("null", Token.Tag.null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): tag = try scanNumber()
    default: throw unexpected("a value")
    }
    guard offset - start <= Limits.string else { throw JSONError(.string, start, offset) }
    append(
      Token(
        offset: UInt32(truncatingIfNeeded: start), tag: tag,
        length: UInt32(truncatingIfNeeded: offset - start)))
  }

  private mutating func scanName(_ name: StaticString, _ tag: UInt32) throws(JSONError) -> UInt32 {
    for index in 0..<name.utf8CodeUnitCount where base[offset + index] != name.utf8Start[index] {
      let expected = "a value (did you mean `\(name)`?)"
      throw atEnd(offset + index)
        ? JSONError(.truncated(expected), offset, count, opened: innermost)
        : JSONError(.expected(expected), offset, offset + index + 1)
    }
    offset += name.utf8CodeUnitCount
    return tag
  }

  /// A number: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  private mutating func scanNumber() throws(JSONError) -> UInt32 {
    if base[offset] == UInt8(ascii: "-") { offset += 1 }
    if base[offset] == UInt8(ascii: "0") {
      offset += 1
      if Self.isDigit(base[offset]) {
        throw JSONError(.expected("no digit after a leading 0"), offset, offset + 1)
      }
    } else {
      try scanDigits()
    }
    if base[offset] == UInt8(ascii: ".") {
      offset += 1
      try scanDigits()
    }
    if base[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if base[offset] == UInt8(ascii: "+") || base[offset] == UInt8(ascii: "-") { offset += 1 }
      try scanDigits()
    }
    return Token.Tag.number
  }

  private mutating func scanDigits() throws(JSONError) {
    guard Self.isDigit(base[offset]) else { throw unexpected("a digit") }
    while Self.isDigit(base[offset]) { offset += 1 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// One past the escape that starts at an index.
  @inline(never)
  func escapeEnd(at index: Int) throws(JSONError) -> Int {
    switch base[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return index + 2
    case UInt8(ascii: "u"):
      for digit in index + 2..<index + 6 where hexadecimalDigit(base[digit]) == nil {
        throw atEnd(digit) ? endInString(at: digit) : JSONError(.escape, index, digit)
      }
      return index + 6
    default:
      throw atEnd(index + 1) ? endInString(at: index + 1) : JSONError(.escape, index, index + 2)
    }
  }

  @inline(never)
  func badStringByte(at index: Int, from start: Int) -> JSONError {
    atEnd(index)
      ? JSONError(.truncated("the end of a string"), index, index, opened: start - 1)
      : JSONError(.control(base[index]), index, index + 1)
  }

  @inline(never)
  func unexpected(_ expected: String) -> JSONError {
    if atEnd(offset) {
      return JSONError(.truncated(expected), count, count, opened: innermost)
    }
    return JSONError(.expected(expected), offset, offset + 1)
  }

  private func endInString(at index: Int) -> JSONError {
    JSONError(.truncated("the end of a string"), count, count, opened: innermost)
  }

  /// Whether an index lies in the zero bytes behind the text.
  private func atEnd(_ index: Int) -> Bool { index >= count }

  /// Refuses the value that starts at an offset if any string in it is not UTF-8.
  @inline(never)
  func validateUTF8(from start: Int) throws(JSONError) {
    let bytes = UnsafeBufferPointer(start: base + start, count: offset - start)
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw JSONError(
        .encoding, start + error.byteOffsets.lowerBound, start + error.byteOffsets.upperBound)
    }
  }
}
