import Documents
import Logic

/// What stands below keys that name an ExternalId in a policy that is not written as it should be.
///
/// A condition that was not read holds a secret all the same.
struct StrayExternalIDs {
  private(set) var texts: [PolicyText] = []
  private let reader: PolicyReader

  /// Looks through a document.
  init(in node: Node, _ reader: PolicyReader) {
    self.reader = reader
    search(node)
  }

  /// Looks through a text that should have been a document.
  init(inText node: Node, _ reader: PolicyReader) {
    self.reader = reader
    for part in (node.text?.display ?? "").split(separator: "}") {
      let words = part.split { $0.isWhitespace || "\"'\\{[],".contains($0) }
      let behind = words.drop { !ContextKey(String($0)).namesExternalID }.dropFirst()
      let values = behind.drop { $0 == ":" }.split(separator: ":", omittingEmptySubsequences: false)
      // What stands before a further colon is the next key.
      let first = values.count > 1 ? values[0].dropLast() : values.first ?? []
      texts += first.map { PolicyText(SymbolicString(String($0))) }
    }
  }

  private mutating func search(_ node: Node) {
    for element in node.elements { search(element) }
    for (key, value) in node.members {
      if let name = key.string, ContextKey(name).namesExternalID {
        take(value)
      } else {
        search(value)
      }
    }
  }

  private mutating func take(_ node: Node) {
    for element in node.elements { take(element) }
    for (key, value) in node.members {
      if let name = key.string, ConditionOperator(name) == nil { note(key) }
      take(value)
    }
    note(node)
  }

  private mutating func note(_ node: Node) {
    guard node.kind != .boolean, !node.equals("true"), !node.equals("false"),
      let text = reader.entry(node)
    else { return }
    texts.append(text)
  }
}
