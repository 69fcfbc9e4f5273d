public import Logic

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
    let either = Edge.Status.either((status, residual), (other.status, other.residual))
    return Hop(
      source: source, target: target, kind: kind, status: either.status, capability: capability,
      residual: either.residual, via: via,
      evidence: Set(evidence + other.evidence).sorted(by: Evidence.precedes),
      edges: edges + other.edges.filter { !edges.contains($0) })
  }
}

extension Edge.Status {
  /// What is left of a step that can be taken in either of two ways: the surer one counts, and of two
  /// that are as sure, either condition is enough.
  public static func either(
    _ first: (status: Self, residual: Residual), _ second: (status: Self, residual: Residual)
  ) -> (status: Self, residual: Residual) {
    if first.status.doubt != second.status.doubt {
      return first.status.doubt < second.status.doubt ? first : second
    }
    let residual = first.residual.or(second.residual)
    let isProved = first.status == .conditional && residual.isAlways
    return (isProved ? .proved : first.status, residual)
  }
}
