/// Text in UTF-16, which PowerShell's `>` writes, as UTF-8.
enum WideText {
  /// The text without its byte order mark; nil for what does not begin with one or breaks UTF-16.
  static func utf8(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    guard bytes.count >= 4, bytes.count.isMultiple(of: 2) else { return nil }
    let isLittle = bytes[0] == 0xFF && bytes[1] == 0xFE
    guard isLittle || bytes[0] == 0xFE && bytes[1] == 0xFF else { return nil }
    // No text begins with a zero; UTF-32 does behind the same mark.
    guard bytes[2] != 0 || bytes[3] != 0 else { return nil }
    let units = stride(from: 2, to: bytes.count, by: 2).lazy.map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
  }
}
