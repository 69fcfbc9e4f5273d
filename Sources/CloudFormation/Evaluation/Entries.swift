import Documents
import Logic
import Text

/// One entry of a map after loops were unrolled.
struct Entry {
  let key: SymbolicString
  let keyRange: SourceRange
  let node: Node
  let scope: Scope
}

extension Evaluation {
  /// The entries of a map, with `Fn::ForEach` entries unrolled.
  func entries(of node: Node, _ scope: Scope) -> [Entry] {
    node.members.flatMap { key, value -> [Entry] in
      if let text = key.text, text.literal == nil {
        return [Entry(key: text, keyRange: key.range, node: value, scope: scope)]
      }
      let name = key.rawText ?? ""
      if name.hasPrefix(ForEach.prefix) { return ForEach.unroll(value, at: key.range, scope, self) }
      if name == Transform.name, let content = included(value, scope) {
        return entries(of: content, scope)
      }
      let text = scope.substituted(name)
      return [Entry(key: text, keyRange: key.range, node: value, scope: scope)]
    }
  }

  /// The `Conditions` section by name.
  func readConditions() {
    for entry in sections("Conditions").flatMap({ entries(of: $0, .outermost) }) {
      let name = entry.key.display
      if conditionEntries.updateValue(entry, forKey: name) == nil { conditionNames.append(name) }
    }
  }
}
