import Documents
import IAM
import Logic

/// Texts that many items repeat, each kept once.
struct SharedTexts: Sendable {
  private var known: [String: SymbolicString] = [:]

  /// One shared copy of a text.
  mutating func text(_ string: String) -> SymbolicString {
    if let text = known[string] { return text }
    let text = SymbolicString(string)
    known[string] = text
    return text
  }

  /// The text of a scalar, shared with other occurrences of it; nil for anything else.
  mutating func text(_ node: Node) -> SymbolicString? {
    node.string.map { text($0) } ?? node.text
  }

  /// The text of a scalar with its place; nil for anything else.
  mutating func located(_ node: Node) -> PolicyText? {
    text(node).map { PolicyText($0, at: node.range) }
  }
}
