/// The escapes of JSON strings (ECMA-404, section 9).
enum JSONText {
  /// Decodes the escapes of a string that the scanner has accepted; returns the length.
  ///
  /// A lone surrogate becomes U+FFFD, because UTF-8 cannot say it. `buffer` must be at least as
  /// long as `raw`: no escape decodes to more bytes than it is written with.
  static func unescape(
    _ raw: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer
  ) -> Int {
    var count = 0
    forEachPiece(of: raw) { _, bytes in
      for byte in bytes {
        buffer[count] = byte
        count += 1
      }
    }
    return count
  }

  /// Calls the body with every unescaped byte run and every decoded escape, in order, and with the
  /// offset in `raw` at which each is written.
  static func forEachPiece(
    of raw: UnsafeRawBufferPointer, _ body: (Int, UnsafeRawBufferPointer) -> Void
  ) {
    var start = 0
    var index = 0
    while index < raw.count {
      guard raw[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if start < index { body(start, UnsafeRawBufferPointer(rebasing: raw[start..<index])) }
      let (scalar, length) = escape(at: index, in: raw)
      withUnsafeTemporaryAllocation(byteCount: 4, alignment: 1) { buffer in
        var count = 0
        for unit in Unicode.Scalar(scalar).map({ Array(UTF8.encode($0) ?? .init()) }) ?? [] {
          buffer[count] = unit
          count += 1
        }
        body(index, UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
      index += length
      start = index
    }
    if start < raw.count { body(start, UnsafeRawBufferPointer(rebasing: raw[start...])) }
  }

  /// The map of a string whose text starts at an offset.
  static func pieces(of raw: UnsafeRawBufferPointer, at offset: UInt32) -> [OffsetMap.Piece] {
    var pieces: [OffsetMap.Piece] = []
    var inner: UInt32 = 0
    forEachPiece(of: raw) { place, bytes in
      pieces.append(OffsetMap.Piece(inner: inner, outer: offset + UInt32(place)))
      inner += UInt32(bytes.count)
    }
    pieces.append(OffsetMap.Piece(inner: inner, outer: offset + UInt32(raw.count)))
    return pieces
  }

  /// The scalar that an escape stands for, and the bytes it takes.
  private static func escape(at index: Int, in raw: UnsafeRawBufferPointer) -> (UInt32, Int) {
    guard index + 1 < raw.count else { return (0xFFFD, 1) }
    switch raw[index + 1] {
    case UInt8(ascii: "b"): return (0x08, 2)
    case UInt8(ascii: "f"): return (0x0C, 2)
    case UInt8(ascii: "n"): return (0x0A, 2)
    case UInt8(ascii: "r"): return (0x0D, 2)
    case UInt8(ascii: "t"): return (0x09, 2)
    case UInt8(ascii: "u"): break
    case let byte: return (UInt32(byte), 2)
    }
    guard let unit = codeUnit(at: index, in: raw) else { return (0xFFFD, 2) }
    guard 0xD800...0xDFFF ~= unit else { return (unit, 6) }
    guard
      unit < 0xDC00, let low = codeUnit(at: index + 6, in: raw), 0xDC00...0xDFFF ~= low
    else { return (0xFFFD, 6) }
    return (0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), 12)
  }

  /// The value of `\uXXXX` at an index; nil if there is none.
  private static func codeUnit(at index: Int, in raw: UnsafeRawBufferPointer) -> UInt32? {
    guard
      index + 6 <= raw.count, raw[index] == UInt8(ascii: "\\"), raw[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for byte in raw[index + 2..<index + 6] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

/// The value of a hexadecimal digit of either case; nil for other bytes.
@inline(__always)
func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
