import Estate
import Logic
import Text
import TrustGraph

extension Facts {
  /// The finding of a row that did not pass.
  func finding(_ row: RuleRow, _ rule: Rule) -> Finding {
    var compliance: [String: [String]] = [:]
    for control in rule.compliance { compliance[control.framework, default: []].append(control.id) }
    let path = row.path.flatMap { self.path($0) }
    var finding = Finding(
      rule: rule.id, title: rule.title, severity: row.severity, confidence: row.confidence,
      status: row.isViolated ? .fail : .review, subject: row.subject, account: row.account,
      message: row.message,
      reasons: (row.code.map { [$0] } ?? []) + row.reasons + demands(of: row.trust)
        + presence(of: row, path),
      range: row.range,
      path: path.map { hops(of: $0) } ?? row.escalation.flatMap { hop(ofEscalation: $0) }.map {
        [$0]
      }
        ?? [],
      witness: path.map { witness(of: $0) } ?? witness(of: row), fix: rule.fix,
      references: rule.references,
      compliance: compliance,
      fingerprint: Fingerprint.digest(
        rule: rule.id, subject: row.subject, target: row.target, code: row.code ?? ""))
    finding.notes = row.range.map { valueNotes.notes(about: $0) } ?? []
    return finding
  }

  /// The request that uses the trust of a row, for findings that somebody has to act on: to find and
  /// check one for every finding would cost more than to find the findings.
  private func witness(of row: RuleRow) -> Finding.Witness? {
    guard row.severity >= .high, let trust = row.trust else { return nil }
    return witness(ofTrust: trust - 1)
  }

  /// What a trust still asks for, in words; empty when it asks for nothing.
  private func demands(of trust: Int?) -> [String] {
    guard let index = trust.map({ $0 - 1 }), grants.indices.contains(index),
      !grants[index].residual.isAlways
    else { return [] }
    return ["requires " + grants[index].residual.display(redacting: redaction)]
  }

  /// The template conditions under which what a row speaks about exists, in words; empty for none.
  private func presence(of row: RuleRow, _ path: Path?) -> [String] {
    let role = row.trust.flatMap { grants.indices.contains($0 - 1) ? grants[$0 - 1].role : nil }
    let nodes =
      path?.nodes ?? [role ?? trust.graph.index(of: row.subject)].compactMap(\.self)
    let presence = nodes.reduce(Residual.always) { $0.and(trust.graph[node: $1].presence) }
    return presence.isAlways ? [] : ["exists when " + presence.display(redacting: redaction)]
  }

  /// The steps of a path, ready to print.
  func hops(of path: Path) -> [Finding.Hop] { hops(of: path, in: trust.graph) }

  /// The steps of a path of any graph, ready to print.
  func hops(of path: Path, in graph: Graph) -> [Finding.Hop] {
    path.hops.map { hop in
      Finding.Hop(
        from: graph[node: hop.source].id, to: graph[node: hop.target].id,
        kind: hop.kind, status: hop.status,
        residual: hop.residual.isAlways ? nil : hop.residual.display(redacting: redaction),
        evidence: hop.evidence)
    }
  }
}

extension Finding.Witness {
  /// The requests of a walk; a key that several of them carry has the values of all.
  init(_ walk: Walk, redaction: SecretRedaction) {
    var context: [String: [String]] = [:]
    for step in walk.steps {
      for (key, values) in step.context {
        let isSecret = ContextKey(key).namesExternalID
        let shown = values.map { isSecret ? redaction.externalID($0) : redaction($0) }
        let known = context[key] ?? []
        context[key] = known + shown.filter { !known.contains($0) }
      }
    }
    self.init(context: context, commands: walk.commands(hiding: redaction.externalID))
  }
}
