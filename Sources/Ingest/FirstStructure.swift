/// What the start of a file says about its kind, before it is parsed.
struct FirstStructure {
  /// Whether it begins as a JSON or YAML document does.
  let isDocument: Bool
  /// Whether it is empty, binary, or in an encoding other than UTF-8.
  let isUnreadable: Bool
  private let isYAML: Bool

  /// Looks at the first lines only.
  init(_ bytes: UnsafeRawBufferPointer) {
    let head = bytes.prefix(4096)
    let hasWideMark = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
    isUnreadable =
      head.contains(0) || hasWideMark || head.allSatisfy { $0 == 0x20 || (9...13).contains($0) }
    var isDocument = false
    var isYAML = false
    var rest = head
    while !rest.isEmpty {
      let bytes = rest.prefix { $0 != 0x0A && $0 != 0x0D }
      rest = rest.dropFirst(bytes.count + 1)
      let text = String(decoding: bytes, as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
      if text.isEmpty || text.hasPrefix("#") { continue }
      isYAML = Self.isMapping(text) || text.hasPrefix("---") || text.hasPrefix("- ")
      isDocument = isYAML || text.hasPrefix("{") || text.hasPrefix("[") || text.hasPrefix("%YAML")
      break
    }
    self.isDocument = isDocument
    self.isYAML = isYAML
  }

  /// Whether one of the readers' markers occurs in the bytes (the first MiB of them).
  func hasMarker(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let head = UnsafeRawBufferPointer(rebasing: bytes.prefix(1_048_576))
    return Readers.all.contains { reader in
      reader.markers.contains { marker in
        head.contains(
          UnsafeRawBufferPointer(start: marker.utf8Start, count: marker.utf8CodeUnitCount))
      }
    }
  }

  /// `key:` or `"key":`, followed by white space or nothing.
  private static func isMapping(_ line: Substring) -> Bool {
    guard let colon = line.firstIndex(of: ":") else { return false }
    let key = line[..<colon]
    let next = line.index(after: colon)
    guard next == line.endIndex || line[next].isWhitespace else { return false }
    return !key.isEmpty && !key.contains { $0.isWhitespace }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the needle occurs; the needle is short, so the first byte decides where to look.
  fileprivate func contains(_ needle: UnsafeRawBufferPointer) -> Bool {
    guard let first = needle.first else { return true }
    var start = 0
    while let index = self[start...].firstIndex(of: first) {
      if count - index < needle.count { return false }
      if UnsafeRawBufferPointer(rebasing: self[index..<index + needle.count]).elementsEqual(needle)
      {
        return true
      }
      start = index + 1
    }
    return false
  }
}
