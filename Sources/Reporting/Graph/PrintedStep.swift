import Logic
import TrustGraph

/// One step between two nodes, ready to print.
struct PrintedStep: Sendable {
  let from: String
  let to: String
  let kind: Edge.Kind
  var status: Edge.Status
  var residual: Residual
  let via: String
  let capability: Capability
  var evidence: [Evidence]
  /// What must hold for both ends to exist.
  let presence: Residual

  init(_ hop: Hop, in graph: Graph) {
    from = graph[node: hop.source].id
    to = graph[node: hop.target].id
    kind = hop.kind
    status = hop.status
    residual = hop.residual
    via = hop.via
    capability = hop.capability
    evidence = hop.evidence
    presence = graph.presence(of: hop)
  }

  init(_ edge: Edge, in graph: Graph) {
    from = graph[node: edge.source].id
    to = graph[node: edge.target].id
    kind = edge.kind
    status = edge.status
    residual = edge.residual
    via = edge.via
    capability = edge.capability
    evidence = edge.evidence
    presence = graph[node: edge.source].presence.and(graph[node: edge.target].presence)
  }

  /// Whether it holds without anything further.
  var isAllowed: Bool { residual.isAlways && status == .proved }

  /// What two steps of the same kind between the same ends must be equal in to be one.
  var key: [String] { [from, to, kind.rawValue, via] }

  /// The same step by another statement: either is enough.
  mutating func merge(_ other: PrintedStep) {
    (status, residual) = Edge.Status.either((status, residual), (other.status, other.residual))
    evidence += other.evidence.filter { !evidence.contains($0) }
  }
}

extension Edge.Status {
  /// Whether less stands between this status and a proof.
  func isSurer(than other: Self) -> Bool {
    let order = Self.allCases
    return (order.firstIndex(of: self) ?? 0) < (order.firstIndex(of: other) ?? 0)
  }
}
