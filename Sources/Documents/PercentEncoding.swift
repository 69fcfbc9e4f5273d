internal import Text

/// Percent-encoded JSON, as the IAM API returns policy documents (RFC 3986; `+` stays `+`).
enum PercentEncoding {
  /// The text decoded if it begins with an encoded `{` or `[`, else as it is.
  ///
  /// A `%` without two hexadecimal digits stays as it is.
  static func decoded(_ text: SourceBytes, map: OffsetMap) -> (SourceBytes, OffsetMap) {
    let bytes = text.bytes
    let start = bytes.prefix(3)
    guard
      [Array("%7B".utf8), Array("%7b".utf8), Array("%5B".utf8), Array("%5b".utf8)]
        .contains(where: { start.elementsEqual($0) })
    else { return (text, map) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var pieces: [OffsetMap.Piece] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = hexadecimalDigit(bytes[index + 1]), let low = hexadecimalDigit(bytes[index + 2])
      {
        pieces.append(OffsetMap.Piece(inner: UInt32(decoded.count), outer: UInt32(index)))
        decoded.append(high << 4 | low)
        index += 3
        pieces.append(OffsetMap.Piece(inner: UInt32(decoded.count), outer: UInt32(index)))
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    let decodedMap = OffsetMap(pieces: pieces, limit: UInt32(bytes.count), next: map)
    return (SourceBytes(decoded), decodedMap)
  }
}
