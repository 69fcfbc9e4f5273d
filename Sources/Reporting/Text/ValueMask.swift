import Estate
import Text

/// Finds the values in a line of JSON, YAML or anything alike that could not be parsed.
///
/// What is secret in such a text nobody knows: only keys and punctuation may be shown.
struct ValueMask {
  private let window: [UInt8]
  private let range: Range<Int>

  /// The places of the values in a range of the window, which starts at `start` in its file.
  static func places(
    in window: [UInt8], _ range: Range<Int>, of file: FileID, start: Int
  ) -> [Redaction.Place] {
    Self(window: window, range: range).values.map { value in
      Redaction.Place(
        range: SourceRange(
          file: file, lower: UInt32(start + value.lowerBound),
          upper: UInt32(start + value.upperBound)), token: "***")
    }
  }

  /// Ranges of words that are no keys; words with nothing but spaces and colons between are one.
  private var values: [Range<Int>] {
    var values: [Range<Int>] = []
    var isQuoted = false
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      if window[index] == 0x22 { isQuoted.toggle() }
      if window[index] == 0x0A { isQuoted = false }
      index += 1
      guard Self.isWord(window[start]) else { continue }
      while index < range.upperBound, Self.isWord(window[index]) { index += 1 }
      if isSyntax(start..<index) || isKey(to: index, isQuoted: isQuoted) { continue }
      if let last = values.last, isOneValue(last.upperBound..<start) {
        values[values.count - 1] = last.lowerBound..<index
      } else {
        values.append(start..<index)
      }
    }
    return values
  }

  private func isOneValue(_ between: Range<Int>) -> Bool {
    window[between].allSatisfy { " :".utf8.contains($0) }
  }

  /// Whether a word is punctuation or a tag of YAML.
  private func isSyntax(_ word: Range<Int>) -> Bool {
    window[word.lowerBound] == 0x21 || window[word].allSatisfy { "-?|>.+%".utf8.contains($0) }
  }

  /// Whether the text up to an end is a key: a quote and a colon follow, or, where it is not quoted,
  /// a colon and a space.
  private func isKey(to end: Int, isQuoted: Bool) -> Bool {
    var index = end
    while index < range.upperBound {
      let next = index + 1 < range.upperBound ? window[index + 1] : 0x20
      switch window[index] {
      case 0x22, 0x27:
        return window[(index + 1)..<range.upperBound].first { !" \\".utf8.contains($0) } == 0x3A
      case 0x3A where !isQuoted && next <= 0x20: return true
      case 0x20, 0x3A, 0x5C: index += 1
      default:
        guard Self.isWord(window[index]) else { return false }
        index += 1
      }
    }
    return false
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte > 0x20 && !"\"':,[]{}=\\".utf8.contains(byte)
  }
}

extension Diagnostic {
  /// Whether it is about a text that was not understood, so that nobody knows what is secret in it.
  var isAboutUnreadText: Bool {
    switch code {
    case "json-syntax", "json-truncated", "json-trailing", "unrecognised", "cfn-param-file",
      "encoding", "partial-account", "nesting-limit", "string-limit", "value-limit", "alias-limit":
      true
    default: code.hasPrefix("yaml-")
    }
  }
}
