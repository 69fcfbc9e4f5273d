import Estate
import IAM
import Logic
import Text

/// A row of the table `resource_statement`.
struct ResourceStatementRow: Sendable {
  let id: Int
  let resource: String
  let type: String
  let account: String
  let effect: StaticString
  let namesAnyone: Truth
  let isNotPrincipal: Bool
  let hasCondition: Bool
  let range: SourceRange?
}

extension Facts {
  var resourceStatements: [ResourceStatementRow] {
    var rows: [ResourceStatementRow] = []
    for policy in estate.resourcePolicies {
      for statement in policy.document.statements {
        rows.append(
          ResourceStatementRow(
            id: rows.count + 1, resource: policy.resource.display, type: policy.type,
            account: policy.account.display, effect: statement.effect.word,
            namesAnyone: statement.namesAnyone, isNotPrincipal: statement.isNotPrincipal,
            hasCondition: !statement.conditions.isEmpty || statement.opaqueCondition != nil,
            range: statement.range ?? policy.range))
      }
    }
    return rows
  }
}

extension Statement {
  fileprivate var isNotPrincipal: Bool {
    if case .allBut = principals { true } else { false }
  }

  /// Whether a principal is `*`, as an AWS principal or alone.
  fileprivate var namesAnyone: Truth {
    switch principals {
    case .implied: .unknown
    case .allBut: .yes
    case .these(let entries):
      entries.reduce(.no) { result, entry in
        guard entry.family == .aws else { return result }
        if let text = entry.text.literal { return result || Truth(text == "*") }
        let canBeAnything = entry.text.segments.count == 1
        return canBeAnything ? result || .unknown : result
      }
    }
  }
}
