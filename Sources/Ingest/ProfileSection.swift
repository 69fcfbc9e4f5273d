/// What a section header of an AWS configuration file begins.
///
/// Source: botocore, `configloader.build_profile_map`, which splits names as a shell does.
enum ProfileSection: Equatable {
  /// `[profile NAME]`; in credentials files and for `default` just `[NAME]`.
  case profile(String, isPrefixed: Bool)
  /// `[sso-session NAME]`, `[services NAME]`, `[plugins]`: nothing with an identity.
  case other
  /// `[profile …]` with a name that is not one word.
  case malformed

  private static let others: Set<String> = ["sso-session", "services", "plugins", "preview"]

  /// Reads a header; nil for any other line.
  init?(_ line: Substring) {
    guard let inner = Self.inner(of: line) else { return nil }
    let words = Self.words(of: inner)
    let first = inner.prefix { !$0.isWhitespace }
    if Self.others.contains(String(first)) {
      self = .other
    } else if first == "profile" {
      self = words?.count == 2 ? .profile(words?.last ?? "", isPrefixed: true) : .malformed
    } else {
      self = .profile(String(inner), isPrefixed: false)
    }
  }

  /// Whether a line can be nothing but a header, in a file that may be of any kind.
  static func isHeader(_ line: Substring) -> Bool {
    guard let inner = inner(of: line), !inner.contains(where: { "{}[],:".contains($0) }) else {
      return false
    }
    return !inner.contains("\"") || inner.hasPrefix("profile")
  }

  /// What stands between the brackets, if nothing but a comment follows them.
  private static func inner(of line: Substring) -> Substring? {
    guard line.first == "[", let close = line.firstIndex(of: "]") else { return nil }
    let rest = line[line.index(after: close)...].drop { $0.isWhitespace }
    guard rest.isEmpty || rest.hasPrefix("#") || rest.hasPrefix(";") else { return nil }
    var inner = line[line.index(after: line.startIndex)..<close].drop { $0.isWhitespace }
    while inner.last?.isWhitespace == true { inner.removeLast() }
    return inner.isEmpty ? nil : inner
  }

  /// The words of a text as a shell splits them; nil where a quote is not closed.
  private static func words(of text: Substring) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else { return nil }
    return words + (word.map { [$0] } ?? [])
  }
}
