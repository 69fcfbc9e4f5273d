extension Address {
  /// Reads a dotted version 4 or a colon-separated version 6 address; nil for anything else.
  public init?(_ text: String) { self.init(text.utf8[...]) }

  init?(_ bytes: Substring.UTF8View) {
    if bytes.contains(UInt8(ascii: ":")) {
      guard let value = Self.version6(bytes) else { return nil }
      self = .v6(value)
    } else {
      guard let value = Self.version4(bytes) else { return nil }
      self = .v4(value)
    }
  }

  private static func version4(_ bytes: Substring.UTF8View) -> UInt32? {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), let octet = decimal(part), octet <= 255 else {
        return nil
      }
      value = value << 8 | octet
    }
    return value
  }

  /// The value of at most nine digits.
  static func decimal(_ bytes: Substring.UTF8View) -> UInt32? {
    guard bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return bytes.reduce(0) { $0 * 10 + UInt32($1 - 0x30) }
  }

  /// RFC 4291 section 2.2: eight groups, `::` once, the last two groups possibly dotted.
  private static func version6(_ bytes: Substring.UTF8View) -> UInt128? {
    var groups: [UInt16] = []
    var gap: Int?
    var parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)[...]
    if parts.count > 9 { return nil }
    if parts.first?.isEmpty == true {
      guard parts.count >= 3, parts[parts.startIndex + 1].isEmpty else { return nil }
      parts.removeFirst()
    }
    if parts.last?.isEmpty == true {
      guard parts.count >= 2, parts[parts.endIndex - 2].isEmpty else { return nil }
      parts.removeLast()
    }
    for (offset, part) in parts.enumerated() {
      if part.isEmpty {
        if gap != nil { return nil }
        gap = groups.count
      } else if offset == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let tail = version4(part) else { return nil }
        groups += [UInt16(tail >> 16), UInt16(tail & 0xFFFF)]
      } else {
        guard part.count <= 4, part.first != UInt8(ascii: "+"), part.first != UInt8(ascii: "-"),
          let group = UInt16(Substring(part), radix: 16)
        else { return nil }
        groups.append(group)
      }
    }
    if let gap {
      guard groups.count < 8 else { return nil }
      groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    }
    guard groups.count == 8 else { return nil }
    return groups.reduce(0) { $0 << 16 | UInt128($1) }
  }
}

extension Address: CustomStringConvertible {
  /// Dotted quads, or eight hexadecimal groups with the first longest run of zeros shortened.
  public var description: String {
    switch self {
    case .v4(let value):
      return (0..<4).map { String(value >> UInt32(24 - 8 * $0) & 0xFF) }.joined(separator: ".")
    case .v6(let value):
      let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
      var best = 0..<0
      var start = 0
      while start < 8 {
        let end = groups[start...].firstIndex { $0 != 0 } ?? 8
        if end - start > max(1, best.count) { best = start..<end }
        start = max(end, start + 1)
      }
      let words = groups.map { String($0, radix: 16) }
      guard !best.isEmpty else { return words.joined(separator: ":") }
      return words[..<best.lowerBound].joined(separator: ":") + "::"
        + words[best.upperBound...].joined(separator: ":")
    }
  }
}
