import Logic

/// Matching of an ARN against an ARN pattern, part by part.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Resource", wildcards.
enum ARNGlob {
  /// How a pattern relates to a text.
  enum Match {
    case yes
    case no
    /// Only if a `*` stands for the colons that follow it, too.
    case stretched
    /// The pattern is no ARN: it matches nothing, and what its author meant is open.
    case malformed
  }

  /// Whether a text matches.
  ///
  /// A pattern with fewer than six parts covers every further part if it ends in `*`. Of a `*` at
  /// the end of any other part AWS says that it can reach beyond the colon, not when it does.
  static func matches(_ pattern: String, _ text: String) -> Match {
    if pattern == "*" { return .yes }
    var pattern = pattern
    var text = text
    return pattern.withUTF8 { pattern in
      text.withUTF8 { text in matches(pattern, text) }
    }
  }

  private static func matches(
    _ pattern: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>
  ) -> Match {
    guard pattern.starts(with: "arn:".utf8) || pattern.starts(with: "*:".utf8) else {
      return stretched(pattern, text, else: .malformed)
    }
    var own = pattern[...]
    var other = text[...]
    var mayStretch = false
    for _ in 0..<5 {
      guard let end = own.firstIndex(of: colon) else {
        let isMatch = own.last == star && Glob.matches(own, other.prefix { $0 != colon })
        return isMatch ? .yes : stretched(pattern, text, else: .malformed)
      }
      mayStretch = mayStretch || (end > own.startIndex && own[end - 1] == star)
      guard let otherEnd = other.firstIndex(of: colon),
        Glob.matches(own[..<end], other[..<otherEnd])
      else { return mayStretch ? stretched(pattern, text, else: .no) : .no }
      own = own[(end + 1)...]
      other = other[(otherEnd + 1)...]
    }
    if Glob.matches(own, other) { return .yes }
    return mayStretch ? stretched(pattern, text, else: .no) : .no
  }

  private static func stretched(
    _ pattern: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, else match: Match
  ) -> Match {
    pattern.contains(star) && Glob.matches(pattern[...], text[...]) ? .stretched : match
  }

  /// Whether a pattern covers every resource of a service: what an action without resource types
  /// needs.
  static func coversAll(_ pattern: String, of service: Substring) -> Bool {
    if pattern == "*" { return true }
    let parts = pattern.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[5].allSatisfy({ $0 == "*" }), !parts[5].isEmpty else {
      return false
    }
    return zip(parts, ["arn", "aws", String(service), "", ""]).allSatisfy {
      Glob.matches(String($0), $1)
    }
  }

  /// The part of a pattern that can match an asked one whose first five parts have no wildcards.
  ///
  /// It begins with the same parts, so that it is soon seen which ARNs both match. Nil if there is none,
  /// the pattern itself where parts are missing.
  static func narrowed(_ pattern: Pattern, to asked: String) -> Pattern? {
    guard let text = pattern.text.literal else { return pattern }
    let own = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let other = asked.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard own.count == 6, other.count == 6, !other[..<5].contains(where: { String($0).hasWildcard })
    else { return pattern }
    guard zip(own, other).prefix(5).allSatisfy({ Glob.matches(String($0), String($1)) }) else {
      return nil
    }
    let parts = other[..<5] + [own[5]]
    return Pattern(SymbolicString(parts.joined(separator: ":")), .arn)
  }

  private static let colon = UInt8(ascii: ":")
  private static let star = UInt8(ascii: "*")
}
