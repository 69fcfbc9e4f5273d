import Logic
import Text
import TrustGraph

/// A row of the table `path_change`.
struct PathChangeRow: Sendable {
  let id: Int
  let change: PathChange
  let source: String
  let target: String
  let targetAccount: String
  let walk: String
  let before: String
  let after: String
}

extension PathChangeRow {
  var kind: StaticString { change.kind.word }
  var exposure: Int { change.exposure.map { Int($0.rawValue) } ?? -1 }
  var severity: FindingSeverity {
    guard !change.isNoGain, let exposure = change.exposure else { return .info }
    return SeverityMatrix.severity(exposure, change.reach) ?? .info
  }
  var hops: Int { change.path.hops.count }
  var holds: Truth { change.holds }
  var others: Int { change.others }
  var range: SourceRange? { change.step.evidence.first?.range }
}

extension Facts {
  var pathChanges: [PathChangeRow] {
    changes.enumerated().filter { !$0.element.kind.isHarmless }.map { index, change in
      let graph = trust.graph
      let target = graph[node: change.path.target]
      return PathChangeRow(
        id: chains.count + index + 1, change: change, source: graph[node: change.path.source].id,
        target: target.id, targetAccount: target.account ?? "",
        walk: change.path.nodes.map { graph[node: $0].label }.joined(separator: " → "),
        before: change.before.map { words($0) } ?? "",
        after: words(change.step.residual))
    }
  }

  private func words(_ residual: Residual) -> String {
    residual.isAlways ? "nothing" : residual.display(redacting: redaction)
  }
}
