/// The bytes of a JSON text and the rare parts of its grammar; 64 zero bytes lie behind the text.
struct JSONSource {
  let base: UnsafePointer<UInt8>
  let count: Int

  /// Eight bytes, the first one lowest (this machine is little-endian, as all that Swift runs on).
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// The number or literal name that starts at an offset.
  @inline(never)
  func bareValue(at start: Int) throws(JSONError) -> Token {
    let end: Int
    let tag: UInt32
    switch base[start] {
    case UInt8(ascii: "t"): (end, tag) = (try name("true", at: start), Token.Tag.boolean)
    case UInt8(ascii: "f"): (end, tag) = (try name("false", at: start), Token.Tag.boolean)
    case UInt8(ascii: "n"): (end, tag) = (try name("null", at: start), Token.Tag.null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      (end, tag) = (try numberEnd(start), Token.Tag.number)
    default: throw unexpected("a value", start)
    }
    guard end - start <= Limits.string else { throw JSONError(.string, start, end) }
    return Token(
      offset: UInt32(truncatingIfNeeded: start), tag: tag,
      length: UInt32(truncatingIfNeeded: end - start))
  }

  private func name(_ name: StaticString, at start: Int) throws(JSONError) -> Int {
    for index in 0..<name.utf8CodeUnitCount where base[start + index] != name.utf8Start[index] {
      let expected = "a value (did you mean `\(name)`?)"
      throw isAtEnd(start + index)
        ? JSONError(.truncated(expected), start, count)
        : JSONError(.expected(expected), start, start + index + 1)
    }
    return start + name.utf8CodeUnitCount
  }

  /// One past a number: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  private func numberEnd(_ start: Int) throws(JSONError) -> Int {
    var index = base[start] == UInt8(ascii: "-") ? start + 1 : start
    if base[index] == UInt8(ascii: "0") {
      index += 1
      if isDigit(index) {
        throw JSONError(.expected("no digit after a leading 0"), index, index + 1)
      }
    } else {
      index = try digitsEnd(index)
    }
    if base[index] == UInt8(ascii: ".") { index = try digitsEnd(index + 1) }
    if base[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if base[index] == UInt8(ascii: "+") || base[index] == UInt8(ascii: "-") { index += 1 }
      index = try digitsEnd(index)
    }
    return index
  }

  private func digitsEnd(_ start: Int) throws(JSONError) -> Int {
    guard isDigit(start) else { throw unexpected("a digit", start) }
    var index = start
    while isDigit(index) { index += 1 }
    return index
  }

  private func isDigit(_ index: Int) -> Bool { base[index] &- UInt8(ascii: "0") < 10 }

  /// One past the escape that starts at an index.
  @inline(never)
  func escapeEnd(at index: Int) throws(JSONError) -> Int {
    switch base[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return index + 2
    case UInt8(ascii: "u"):
      for digit in index + 2..<index + 6 where hexadecimalDigit(base[digit]) == nil {
        throw isAtEnd(digit) ? endInString : JSONError(.escape, index, digit)
      }
      return index + 6
    default:
      throw isAtEnd(index + 1) ? endInString : JSONError(.escape, index, index + 2)
    }
  }

  private var endInString: JSONError { JSONError(.truncated("the end of a string"), count) }

  /// The error for a control character, or the end, in a string that starts at an index.
  @inline(never)
  func badStringByte(at index: Int, from start: Int) -> JSONError {
    isAtEnd(index)
      ? JSONError(.truncated("the end of a string"), count, opened: start - 1)
      : JSONError(.control(base[index]), index, index + 1)
  }

  /// The error for a byte, or the end, where something else is expected.
  @inline(never)
  func unexpected(_ expected: StaticString, _ index: Int) -> JSONError {
    isAtEnd(index)
      ? JSONError(.truncated("\(expected)"), count)
      : JSONError(.expected("\(expected)"), index, index + 1)
  }

  /// Whether an index lies in the zero bytes behind the text.
  private func isAtEnd(_ index: Int) -> Bool { index >= count }

  /// Refuses a range in which anything is not UTF-8; only strings can hold such bytes.
  @inline(never)
  func validateUTF8(_ range: Range<Int>) throws(JSONError) {
    let bytes = UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw JSONError(
        .encoding, range.lowerBound + error.byteOffsets.lowerBound,
        range.lowerBound + error.byteOffsets.upperBound)
    }
  }

  /// Where the text begins behind a UTF-8 byte order mark.
  var start: Int { base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0 }

  /// Whether an object or an array begins at an offset.
  func isCollection(at offset: Int) -> Bool {
    base[offset] == UInt8(ascii: "{") || base[offset] == UInt8(ascii: "[")
  }
}
