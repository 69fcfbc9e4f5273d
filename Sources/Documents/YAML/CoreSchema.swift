/// What a plain scalar without a tag is (YAML 1.2.2, section 10.3.2, "Tag Resolution").
enum CoreSchema {
  /// The token tag of a plain scalar.
  static func tag(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let first = text.first else { return Token.Tag.null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"):
      return isOne(of: ["~", "null", "Null", "NULL"], text[...]) ? Token.Tag.null : Token.Tag.string
    case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      let names: [StaticString] = ["true", "True", "TRUE", "false", "False", "FALSE"]
      return isOne(of: names, text[...]) ? Token.Tag.boolean : Token.Tag.string
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      return isNumber(text) ? Token.Tag.number : Token.Tag.string
    default:
      return Token.Tag.string
    }
  }

  private static func isOne(
    of names: [StaticString], _ text: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Bool {
    names.contains { name in name.withUTF8Buffer { $0.elementsEqual(text) } }
  }

  /// Integers of base 10, `0o` and `0x`; decimals with an exponent; infinities; not a number.
  private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.starts(with: "0o".utf8) {
      return text.count > 2 && text.dropFirst(2).allSatisfy { 0x30...0x37 ~= $0 }
    }
    if text.starts(with: "0x".utf8) {
      return text.count > 2 && text.dropFirst(2).allSatisfy { hexadecimalDigit($0) != nil }
    }
    if isOne(of: [".nan", ".NaN", ".NAN"], text[...]) { return true }
    var rest = text[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    return isOne(of: [".inf", ".Inf", ".INF"], rest) || isDecimal(rest)
  }

  /// `(\. [0-9]+ | [0-9]+ (\. [0-9]*)?) ([eE] [-+]? [0-9]+)?`.
  private static func isDecimal(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var rest = text
    let whole = removeDigits(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      if removeDigits(&rest) + whole == 0 { return false }
    } else if whole == 0 {
      return false
    }
    guard let exponent = rest.popFirst() else { return true }
    guard exponent | 0x20 == UInt8(ascii: "e") else { return false }
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    return removeDigits(&rest) > 0 && rest.isEmpty
  }

  private static func removeDigits(_ text: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    let digits = text.prefix { 0x30...0x39 ~= $0 }.count
    text.removeFirst(digits)
    return digits
  }
}
