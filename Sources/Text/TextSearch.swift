// The standard library looks for texts by grapheme clusters, at a cost of thousands of instructions
// a call; names and ARNs are compared by bytes everywhere else, so they are searched by bytes too.

extension String {
  /// The first place where the bytes of a text stand, nil if nowhere.
  ///
  /// - Complexity: linear in the text for needles that begin rarely.
  public func firstOccurrence(of needle: String) -> Range<Index>? {
    self[...].firstOccurrence(of: needle)
  }
}

extension StringProtocol where SubSequence == Substring {
  /// Whether the bytes of a text stand somewhere in this one.
  public func contains(text needle: String) -> Bool {
    self[...].firstOccurrence(of: needle) != nil
  }
}

extension Substring {
  /// The first place where the bytes of a text stand, nil if nowhere.
  ///
  /// - Complexity: linear in the text for needles that begin rarely.
  public func firstOccurrence(of needle: String) -> Range<Index>? {
    var text = self
    var needle = needle
    let offset = text.withUTF8 { bytes in
      needle.withUTF8 { Self.offset(of: $0, in: bytes) }
    }
    guard let offset else { return nil }
    let lower = utf8.index(startIndex, offsetBy: offset)
    return lower..<utf8.index(lower, offsetBy: needle.utf8.count)
  }

  private static func offset(
    of needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard let first = needle.first else { return 0 }
    var start = 0
    while start <= bytes.count - needle.count {
      if bytes[start] == first {
        var matched = 1
        while matched < needle.count, bytes[start + matched] == needle[matched] { matched += 1 }
        if matched == needle.count { return start }
      }
      start += 1
    }
    return nil
  }
}
