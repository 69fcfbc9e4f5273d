/// Text in which nothing hides: control, direction and zero-width characters spelled out.
///
/// Names, tags and descriptions come from untrusted exports: raw control characters make XML
/// malformed and move a terminal's cursor, direction characters show a name as another one.
enum VisibleText {
  /// Appends well-formed UTF-8 with every hidden character as `\u{1B}`; tab and line feed stay.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    var index = 0
    while true {
      index = PlainBytes.all.end(in: text, from: index)
      guard index < text.count else { break }
      guard let hidden = hidden(at: index, in: text) else {
        index += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      if hidden.scalar == 0x0D {
        let isPair = index + 1 < text.count && text[index + 1] == 0x0A
        if !isPair { bytes.append(0x0A) }
      } else {
        bytes.append(contentsOf: "\\u{\(String(hidden.scalar, radix: 16, uppercase: true))}".utf8)
      }
      index += hidden.length
      start = index
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// The hidden character that starts at an offset, with its length in bytes.
  static func hidden(
    at index: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> (scalar: UInt32, length: Int)? {
    let byte = text[index]
    switch byte {
    case 0x20..<0x7F, 0x09, 0x0A: return nil
    case 0..<0x20, 0x7F: return (UInt32(byte), 1)
    case 0xC2:
      guard index + 1 < text.count, text[index + 1] < 0xA0 else { return nil }
      return (UInt32(text[index + 1]), 2)
    case 0xE2, 0xEF:
      guard index + 2 < text.count else { return nil }
      let scalar =
        UInt32(byte & 0x0F) << 12 | UInt32(text[index + 1] & 0x3F) << 6
        | UInt32(text[index + 2] & 0x3F)
      return isHidden(scalar) ? (scalar, 3) : nil
    default: return nil
    }
  }

  private static func isHidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
