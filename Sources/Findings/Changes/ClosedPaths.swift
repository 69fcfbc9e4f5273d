import Logic
import TrustGraph

extension Facts {
  /// What the change does to trust paths, in numbers, and which it closes.
  func change() -> TrustChange {
    var change = TrustChange()
    change.opened = changes.count { $0.kind == .opened }
    change.closed = closedPaths()
    change.altered = changes.count - change.opened - change.closed.count
    return change
  }

  /// Trust paths that the change closes, or that ask for more after it, for the report.
  private func closedPaths() -> [Finding] {
    guard let baseline else { return [] }
    return changes.filter(\.kind.isHarmless).map { change in
      let isGone = change.kind == .closed
      let graph = isGone ? baseline.trust.graph : trust.graph
      let source = graph[node: change.path.source].id
      let target = graph[node: change.path.target]
      let walk = change.path.nodes.map { graph[node: $0].label }.joined(separator: " → ")
      let now = change.step.residual.display(redacting: redaction)
      return Finding(
        rule: "", title: isGone ? "Path closed" : "Path narrowed", severity: .info,
        confidence: .certain, status: .fail, subject: source, account: target.account,
        message: isGone ? "\(walk): closed" : "\(walk): now asks for \(now)",
        range: change.step.evidence.first?.range, path: hops(of: change.path, in: graph), fix: "",
        fingerprint: Fingerprint.digest(
          rule: "closed", subject: source, target: target.id, code: change.kind.word.description))
    }
  }
}
