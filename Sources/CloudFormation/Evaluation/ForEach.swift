import Documents
import Logic
import Text

/// `Fn::ForEach::Name`: an entry of a map that stands for one entry per element of a collection.
///
/// Source: CloudFormation User Guide, "Fn::ForEach".
enum ForEach {
  static let prefix = "Fn::ForEach::"
  /// Most entries that one template may unroll to.
  static let limit = 10_000

  /// The entries that the loop stands for.
  static func unroll(
    _ node: Node, at range: SourceRange, _ scope: Scope, _ evaluation: Evaluation
  ) -> [Entry] {
    let parts = Array(node.elements)
    guard parts.count == 3, let identifier = parts[0].string, parts[2].kind == .mapping else {
      evaluation.report(
        .error, "cfn-bad-function",
        "`Fn::ForEach` needs an identifier, a collection and a map", at: node.range)
      return []
    }
    let collection = evaluation.value(parts[1], scope)
    var entries: [Entry] = []
    for item in items(of: collection, identifier, at: parts[1], evaluation) {
      var inner = scope
      inner.loop[identifier] = item
      entries += evaluation.entries(of: parts[2], inner)
      guard entries.count <= limit else {
        evaluation.report(
          .error, "cfn-limit", "this loop makes more than \(limit) entries", at: range)
        return Array(entries.prefix(limit))
      }
    }
    return entries
  }

  /// The values of the identifier; one unknown value when the collection is not known.
  private static func items(
    of collection: TemplateValue, _ identifier: String, at node: Node, _ evaluation: Evaluation
  ) -> [SymbolicString] {
    if case .text(let text, _) = collection.form, text.literal != nil { return [text] }
    if collection.condition == nil, case .sequence(let elements) = collection.form {
      return elements.flatMap { element -> [SymbolicString] in
        if case .sequence(let inner) = element.form { return inner.compactMap(\.text) }
        return element.text.map { [$0] } ?? []
      }
    }
    evaluation.report(
      .warning, "cfn-open-loop",
      "what this loop runs over is not known, so one entry stands for all",
      at: node.range)
    evaluation.opaqueReasons.append("\(prefix)\(identifier)")
    return [SymbolicString(Hole(identifier, origin: .unsupported, shape: .word))]
  }
}
