import Estate
import IAM
import Logic
import Text

/// A row of the table `template_parameter`.
struct TemplateParameterRow: Sendable {
  let id: Int
  let name: String
  let role: Int
  let place: StaticString
  let isConstrained: Bool
  let isWhole: Bool
  let range: SourceRange?
}

extension Facts {
  var templateParameters: [TemplateParameterRow] {
    var rows: [TemplateParameterRow] = []
    for (index, principal) in estate.principals.enumerated() where principal.isFromTemplate {
      func add(_ text: SymbolicString, _ place: StaticString, _ range: SourceRange?) {
        for hole in text.holes where hole.origin == .parameter {
          rows.append(
            TemplateParameterRow(
              id: rows.count + 1, name: hole.name, role: index + 1, place: place,
              isConstrained: hole.isConstrained, isWhole: text.segments.count == 1, range: range))
        }
      }
      for statement in principal.trust?.statements ?? [] where statement.effect != .deny {
        if case .these(let entries) = statement.principals {
          for entry in entries { add(entry.text, "principal", entry.range) }
        }
        for condition in statement.conditions where !Self.isExternalID(condition.key) {
          for value in condition.values { add(value.text, "condition", value.range) }
        }
      }
    }
    return rows
  }
}

extension Hole {
  /// Whether what the template allows excludes a wildcard.
  fileprivate var isConstrained: Bool {
    switch shape {
    case .accountID, .partition, .region, .word: true
    case .oneOf(let values): !values.contains { $0.contains("*") }
    // A pattern that asks for digits, or for something anchored without `.`, leaves no `*`.
    case .regularExpression(let pattern): !pattern.contains(".") || pattern.contains("\\d")
    case .any: false
    }
  }
}
