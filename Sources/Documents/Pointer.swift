internal import Logic
public import Text

extension Document {
  /// The JSON Pointer (RFC 6901) of the innermost value or key that covers a range.
  ///
  /// For findings only; nil if the range lies outside the document.
  ///
  /// - Complexity: linear in the number of siblings on the way down.
  public func pointer(to range: SourceRange) -> String? {
    guard root.range.contains(range) else { return nil }
    var pointer = ""
    var node = root
    while node.range != range, let (step, child) = Self.child(of: node, covering: range) {
      pointer += "/" + step
      node = child
    }
    return pointer
  }

  private static func child(of node: Node, covering range: SourceRange) -> (String, Node)? {
    for (index, element) in node.elements.enumerated() where element.range.contains(range) {
      return (String(index), element)
    }
    for (key, value) in node.members where key.range.contains(range) || value.range.contains(range)
    {
      return (escaped(key.text?.display ?? ""), value)
    }
    return nil
  }

  private static func escaped(_ key: String) -> String {
    key.reduce(into: "") { text, character in
      switch character {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.append(character)
      }
    }
  }
}
