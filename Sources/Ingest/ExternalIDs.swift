import Estate
import IAM
import Logic
import Text

extension PolicyDocument {
  /// The ExternalIds that the policy compares with, and what was meant as one.
  var externalIDs: [Secret] {
    var secrets: [Secret] = []
    for statement in statements {
      for condition in statement.conditions
      where condition.contextKey.namesExternalID && condition.operation?.comparison != .null {
        for value in condition.values { secrets += Secret.externalIDs(in: value) }
      }
    }
    return secrets + strayExternalIDs.flatMap(Secret.externalIDs)
  }
}

extension Principal {
  /// The policies that are written for it alone.
  var documents: [PolicyDocument] { (trust.map { [$0] } ?? []) + inlinePolicies.map(\.document) }
}

extension Secret {
  /// What is secret about an ExternalId of which a template may leave parts open.
  ///
  /// A part is hidden wherever it occurs if it is long enough to be told from other words.
  fileprivate static func externalIDs(in value: PolicyText) -> [Secret] {
    if let text = value.text.literal {
      return text.isEmpty ? [] : [Secret(kind: .externalID, value: text, range: value.range)]
    }
    return value.text.segments.flatMap { segment -> [Secret] in
      switch segment {
      case .literal(let part):
        guard tells(part) else { return [] }
        return [
          Secret(
            kind: .externalID, value: part, range: value.range,
            isSearched: part.utf8.count >= shortestPart)
        ]
      case .hole(let hole) where hole.quotesTexts:
        return [Secret(kind: .externalID, value: hole.name, range: value.range)]
      case .hole(let hole):
        // Where the hole is the whole value, each of its alternatives is an ExternalId.
        guard value.text.segments.count == 1, case .oneOf(let texts) = hole.shape else { return [] }
        return texts.filter { !$0.isEmpty }.map {
          Secret(kind: .externalID, value: $0, range: nil)
        }
      }
    }
  }
}
