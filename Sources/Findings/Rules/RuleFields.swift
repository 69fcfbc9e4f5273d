import Documents
import Text

/// The fields of one rule, taken one by one; every defect is remembered with its place.
struct RuleFields {
  private let root: Node
  private(set) var diagnostics = Diagnostics()

  private let bytes: ArraySlice<UInt8>

  init(_ root: Node, keys: Set<String>, bytes: ArraySlice<UInt8>) {
    self.root = root
    self.bytes = bytes
    for member in root.members {
      guard let key = member.key.string, !keys.contains(key) else { continue }
      let near = Suggestion.nearest(to: key, among: keys).map { ", did you mean `\($0)`?" } ?? ""
      reject("rule-unknown-key", "a rule has no `\(key)`\(near)", at: member.key.range)
    }
  }

  /// The rule; nil when any field is missing or not understood.
  mutating func rule() -> Rule? {
    guard root.kind == .mapping else {
      reject("rule-malformed", "a rule is a mapping", at: root.range)
      return nil
    }
    let id = text("id")
    let title = text("title")
    let severity: FindingSeverity? = choice("severity")
    let version = number("facts", upTo: FactStore.schemaVersion)
    let query = text("query")
    let message = text("message").flatMap { template in parsed(template) }
    let why = text("why")
    let fix = text("fix")
    let references = list("references")
    let compliance = controls()
    let evidence: Rule.EvidenceKind? =
      root["evidence"] == nil ? .statement : choice("evidence")
    guard let id, let title, let severity, let version, let query, let message, let why, let fix,
      let evidence, !diagnostics.hasErrors
    else { return nil }
    return Rule(
      id: id, title: title, severity: severity, factsVersion: version, query: query,
      message: message, why: why, fix: fix, references: references, compliance: compliance,
      evidence: evidence, range: (root["id"] ?? root).range,
      queryLines: QueryLines((root["query"] ?? root).range, in: bytes))
  }

  private mutating func reject(_ code: String, _ message: String, at range: SourceRange) {
    diagnostics.append(Diagnostic(.error, code, message, at: range))
  }

  private mutating func text(_ key: String) -> String? {
    guard let node = root[key] else {
      reject("rule-missing-key", "a rule needs `\(key)`", at: root.range)
      return nil
    }
    guard let value = node.string, !value.isEmpty else {
      reject("rule-malformed", "`\(key)` is a text", at: node.range)
      return nil
    }
    return value.last == "\n" ? String(value.dropLast()) : value
  }

  private mutating func parsed(_ template: String) -> RuleMessage? {
    let message = RuleMessage(template)
    if message == nil {
      reject(
        "rule-malformed", "a brace in `message` has no counterpart",
        at: (root["message"] ?? root).range)
    }
    return message
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) -> Choice? where Choice.RawValue == String {
    guard let value = text(key), let node = root[key] else { return nil }
    if let choice = Choice(rawValue: value) { return choice }
    let known = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    reject("rule-malformed", "`\(key)` is one of \(known)", at: node.range)
    return nil
  }

  private mutating func number(_ key: String, upTo limit: Int) -> Int? {
    guard let value = text(key), let node = root[key] else { return nil }
    if let number = Int(value), (1...limit).contains(number) { return number }
    reject("rule-malformed", "`\(key)` is a number from 1 to \(limit)", at: node.range)
    return nil
  }

  private mutating func list(_ key: String) -> [String] {
    guard let node = root[key] else { return [] }
    return node.elements.compactMap { element in
      if let text = element.string { return text }
      reject("rule-malformed", "`\(key)` is a list of texts", at: element.range)
      return nil
    }
  }

  private mutating func controls() -> [Rule.Control] {
    guard let node = root["compliance"] else { return [] }
    return node.elements.compactMap { element in
      guard let framework = element["framework"]?.string, let id = element["id"]?.string,
        let provenance = element["provenance"]?.string.flatMap(Rule.Control.Provenance.init)
      else {
        reject(
          "rule-malformed", "a control has `framework`, `id` and `provenance`", at: element.range)
        return nil
      }
      return Rule.Control(framework: framework, id: id, provenance: provenance)
    }
  }
}
