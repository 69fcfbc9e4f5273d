import Documents
import Logic
import Text

/// `Fn::FindInMap`: a cell of the `Mappings` section, with an optional `DefaultValue`.
enum FindInMap: IntrinsicFunction {
  static let name = "Fn::FindInMap"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    let arguments = call.arguments
    guard arguments.count >= 3 else {
      return evaluation.malformed(call, "needs a map and two keys")
    }
    let keys = arguments.prefix(3).map { call.value(of: $0, in: evaluation) }
    let fallback = arguments.dropFirst(3).first?["DefaultValue"].map {
      call.value(of: $0, in: evaluation)
    }
    return TemplateValue.lifting(
      keys, overflow: { evaluation.unsupported(name, at: call.range) }
    ) { keys in
      let texts = keys.compactMap(\.text)
      guard texts.count == 3 else { return evaluation.malformed(call, "needs texts as keys") }
      return cell(texts, fallback, call, evaluation)
    }
  }

  private static func cell(
    _ keys: [SymbolicString], _ fallback: TemplateValue?, _ call: IntrinsicCall,
    _ evaluation: Evaluation
  ) -> TemplateValue {
    let display = keys.map(\.inner).joined(separator: ", ")
    let maps = evaluation.sections("Mappings").flatMap { rows(of: $0, matching: keys[0]) }
      .map { included($0, call, evaluation) }
    let cells = maps.flatMap { rows(of: $0, matching: keys[1]) }
      .flatMap { rows(of: $0, matching: keys[2]) }
    guard !cells.isEmpty else {
      if let fallback { return fallback }
      evaluation.report(
        .error, "cfn-bad-reference", "the mappings have no cell `\(display)`", at: call.range)
      return evaluation.unsupported("FindInMap(\(display))", at: call.range)
    }
    reportOctalKeys(keys, in: maps, evaluation)
    let values = cells.map { node in
      evaluation.note("mapping cell `\(display)`", from: node.range, usedAt: call.range)
      var value = evaluation.value(node, call.scope)
      value.range = call.range
      return value
    }
    let isCertain = keys.allSatisfy { $0.literal != nil }
    if let first = values.first, isCertain && values.count == 1 || allEqual(values) {
      return fallback == nil || isCertain ? first : merged(values + [fallback].compactMap(\.self))
    }
    return merged(values + [fallback].compactMap(\.self))

    func merged(_ values: [TemplateValue]) -> TemplateValue {
      if allEqual(values), let first = values.first { return first }
      let texts = values.compactMap(\.literal)
      let shape: Hole.Shape = texts.count == values.count ? .oneOf(texts) : .any
      let hole = Hole("FindInMap(\(display))", origin: .pseudoParameter, shape: shape)
      return texts.count == values.count
        ? .text(SymbolicString(hole), at: call.range) : .unknown(hole, at: call.range)
    }
  }

  /// A map, or the content of the file that stands for it.
  private static func included(
    _ map: Node, _ call: IntrinsicCall, _ evaluation: Evaluation
  ) -> Node {
    map[Transform.name].flatMap { evaluation.included($0, call.scope) } ?? map
  }

  private static func rows(of table: Node?, matching key: SymbolicString) -> [Node] {
    guard let table else { return [] }
    if let key = key.literal {
      return table.members.filter { ScalarText($0.key)?.text == key || $0.key.rawText == key }
        .suffix(1).map(\.value)
    }
    return table.members.compactMap { name, value in
      name.rawText.map { key.equals(SymbolicString($0)) != .no } == true ? value : nil
    }
  }

  private static func allEqual(_ values: [TemplateValue]) -> Bool {
    guard let first = values.first else { return false }
    return values.dropFirst().allSatisfy { $0.equals(first) == .yes }
  }

  private static func reportOctalKeys(
    _ keys: [SymbolicString], in maps: [Node], _ evaluation: Evaluation
  ) {
    for map in maps {
      for (key, _) in map.members {
        guard let other = ScalarText.octalReading(of: key), let text = key.string else { continue }
        evaluation.reportOctal(text, other, at: key.range)
      }
    }
  }
}
