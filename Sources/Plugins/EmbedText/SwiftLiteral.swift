import FoundationEssentials

/// Literals of Swift source.
enum SwiftLiteral {
  /// A raw multi-line literal with more number signs than any run of them in the text.
  static func text(_ text: String) -> String {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == "#" ? run + 1 : 0
      longest = max(longest, run)
    }
    let signs = String(repeating: "#", count: longest + 1)
    return "\(signs)\"\"\"\n\(text)\n\"\"\"\(signs)"
  }

  /// The case of an enumeration that has a lower-case-hyphen word as its raw value.
  static func choice(_ word: String) -> String {
    let parts = word.split(separator: "-")
    return "." + parts.prefix(1).joined() + parts.dropFirst().map(\.capitalized).joined()
  }

  /// An array of texts.
  static func texts(_ texts: [String]) -> String {
    "[\(texts.map(text).joined(separator: ",\n"))]"
  }
}
