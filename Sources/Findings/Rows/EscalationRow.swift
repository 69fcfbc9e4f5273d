import Estate
import Logic
import Text
import TrustGraph

/// A row of the table `escalation`.
struct EscalationRow: Sendable {
  let id: Int
  let escalation: Escalation
}

extension EscalationRow {
  var principal: Int { escalation.principal + 1 }
  var reach: Int { Int(escalation.reach.rawValue) }
  var range: SourceRange? { escalation.evidence.first?.range }
}

extension Facts {
  /// What principals gain by their permissions alone.
  var escalations: [EscalationRow] {
    trust.escalations.enumerated().map { EscalationRow(id: $0.offset + 1, escalation: $0.element) }
  }

  /// The step of a row of the table `escalation`, ready to print.
  func hop(ofEscalation number: Int) -> Finding.Hop? {
    guard trust.escalations.indices.contains(number - 1) else { return nil }
    let escalation = trust.escalations[number - 1]
    return Finding.Hop(
      from: estate.principals[escalation.principal].id, to: escalation.target,
      kind: escalation.kind, status: escalation.status,
      residual: escalation.residual.isAlways
        ? nil : escalation.residual.display(redacting: redaction),
      evidence: escalation.evidence)
  }
}
