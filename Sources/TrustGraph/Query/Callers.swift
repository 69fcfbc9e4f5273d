import Logic

extension GraphQuery {
  /// Who gets into a node by one step: one step for each caller and way, the proved ones first.
  ///
  /// - Complexity: linear in the steps into the node.
  public func callers(of target: NodeIndex) -> [Hop] {
    struct Way: Hashable {
      let source: NodeIndex
      let kind: Edge.Kind
      let via: String
    }
    var positions: [Way: Int] = [:]
    var hops: [Hop] = []
    for hop in steps(to: target) {
      let way = Way(source: hop.source, kind: hop.kind, via: hop.via)
      if let position = positions[way] {
        hops[position] = hops[position].merged(with: hop)
      } else {
        positions[way] = hops.count
        hops.append(hop)
      }
    }
    return Edge.Status.allCases.flatMap { status in hops.filter { $0.status == status } }
  }
}

extension Hop {
  /// The same step by either of two ways: the proved one, if one of them is.
  ///
  /// The places are sorted, because a database does not keep the order of the edges.
  fileprivate func merged(with other: Hop) -> Hop {
    if status == .proved { return self }
    if other.status == .proved { return other }
    let residual = residual.or(other.residual)
    return Hop(
      source: source, target: target, kind: kind,
      status: status.doubt <= other.status.doubt ? status : other.status, capability: capability,
      residual: residual, via: via,
      evidence: Set(evidence + other.evidence).sorted(by: Evidence.precedes),
      edges: edges + other.edges.filter { !edges.contains($0) })
  }
}
