import Estate
import IAM
import Logic

extension EscalationDraft {
  /// Principals that may use two actions on the same targets.
  mutating func joint(
    _ first: KnownAction, _ second: KnownAction, on candidates: [String: [Int]],
    _ context: [ContextKey: RequestContext.Knowledge] = [:]
  ) -> [(group: HolderGroup, targets: [(target: Int, residual: Residual)])] {
    let others = holders(of: second)
    var groupOf: [Int: Int] = [:]
    for (index, group) in others.enumerated() {
      for member in group.members { groupOf[member] = index }
    }
    var result: [(group: HolderGroup, targets: [(target: Int, residual: Residual)])] = []
    for group in holders(of: first) {
      let parts = Dictionary(grouping: group.members.filter { groupOf[$0] != nil }) {
        groupOf[$0] ?? -1
      }
      guard !parts.isEmpty else { continue }
      let targets = self.targets(
        of: group, among: candidates[group.account] ?? [], context)
      for part in parts.keys.sorted() {
        var other = others[part]
        other.members = parts[part] ?? []
        let also = Dictionary(
          self.targets(of: other, among: targets.map(\.target)).map { ($0.target, $0.residual) },
          uniquingKeysWith: { first, _ in first })
        let both = targets.compactMap { target -> (target: Int, residual: Residual)? in
          guard let residual = also[target.target]?.and(target.residual), !residual.isNever else {
            return nil
          }
          return (target.target, residual)
        }
        guard !both.isEmpty else { continue }
        var joint = group
        joint.members = other.members
        result.append((joint, both))
      }
    }
    return result
  }

  /// A role among some that a principal can assume in one step, the surest.
  func assumable(
    by principal: Int, among roles: [Int: Residual]
  ) -> (residual: Residual, evidence: [Evidence])? {
    guard !roles.isEmpty, let node = principals.nodes[principal] else { return nil }
    var best: (residual: Residual, evidence: [Evidence])?
    var open: [(node: NodeIndex, residual: Residual)] = [(node, .always)]
    while let next = open.popLast() {
      for edge in outgoing[next.node] ?? [] {
        let edge = base.graph.edges[Int(edge)]
        let residual = next.residual.and(edge.residual)
        if residual.isNever { continue }
        if edge.kind == .contains {
          open.append((edge.target, residual))
        } else if edge.kind == .assumeRole, let role = principals.index(of: edge.target),
          let change = roles[role], role != principal
        {
          let both = residual.and(change)
          if both.isAlways { return (both, edge.evidence) }
          if best == nil, !both.isNever { best = (both, edge.evidence) }
        }
      }
    }
    return best
  }
}
