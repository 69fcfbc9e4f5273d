/// Matching of a text against a pattern whose `*` and `?` are live, on the bytes of both.
public enum Glob {
  /// Whether a text matches: `*` is any run of characters, `?` is one.
  ///
  /// - Complexity: pattern length times text length.
  public static func matches(_ pattern: String, _ text: String, ignoringCase: Bool = false) -> Bool
  {
    var pattern = pattern
    var text = text
    return pattern.withUTF8 { pattern in
      text.withUTF8 { text in matches(pattern[...], text[...], ignoringCase: ignoringCase) }
    }
  }

  /// Whether bytes match.
  public static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    pattern.withUnsafeBufferPointer { pattern in
      text.withUnsafeBufferPointer { text in matches(pattern[...], text[...]) }
    }
  }

  /// Whether a text matches a pattern in which only `*` is live.
  public static func matchesStars(_ pattern: String, _ text: String) -> Bool {
    var pattern = pattern
    var text = text
    return pattern.withUTF8 { pattern in
      text.withUTF8 { text in matches(pattern[...], text[...], isQuestionMarkLive: false) }
    }
  }

  /// Whether bytes match; `ignoringCase` folds ASCII letters.
  ///
  /// After a mismatch only the last `*` has to grow, because an earlier one could gain nothing.
  public static func matches(
    _ pattern: Slice<UnsafeBufferPointer<UInt8>>, _ text: Slice<UnsafeBufferPointer<UInt8>>,
    ignoringCase: Bool = false, isQuestionMarkLive: Bool = true
  ) -> Bool {
    var token = pattern.startIndex
    var position = text.startIndex
    var retry: (token: Int, position: Int)?
    Effort.count((pattern.count + 1) * (text.count + 1))
    while true {
      if token < pattern.endIndex, pattern[token] == star {
        token += 1
        retry = (token, position)
        if token == pattern.endIndex { return true }
        continue
      }
      if position < text.endIndex, token < pattern.endIndex {
        if isQuestionMarkLive, pattern[token] == questionMark {
          token += 1
          position = next(text, position)
          continue
        }
        if isEqual(pattern[token], text[position], ignoringCase) {
          token += 1
          position += 1
          continue
        }
      } else if position == text.endIndex, token == pattern.endIndex {
        return true
      }
      guard let last = retry, last.position < text.endIndex else { return false }
      position = next(text, last.position)
      retry = (last.token, position)
      token = last.token
    }
  }

  private static let star = UInt8(ascii: "*")
  private static let questionMark = UInt8(ascii: "?")

  /// The start of the character after the one at a position.
  private static func next(_ text: Slice<UnsafeBufferPointer<UInt8>>, _ position: Int) -> Int {
    var next = position + 1
    while next < text.endIndex, text[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }

  private static func isEqual(_ left: UInt8, _ right: UInt8, _ ignoringCase: Bool) -> Bool {
    if left == right { return true }
    guard ignoringCase, left ^ right == 0x20 else { return false }
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(left | 0x20)
  }
}
