import Estate
import IAM
import Logic

extension EscalationDraft {
  /// Principals that may use two actions on the same targets.
  ///
  /// Where only the best matters, on the first that nothing is left open for, besides its members.
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
      let first = use(of: group, context)
      var asked: [Int: Residual] = [:]
      for part in parts.keys.sorted() {
        var joint = group
        joint.members = parts[part] ?? []
        let second = use(of: others[part])
        var both: [(target: Int, residual: Residual)] = []
        for target in candidates[group.account] ?? [] {
          let one = asked[target] ?? first(target)
          asked[target] = one
          if one.isNever { continue }
          let residual = second(target).and(one)
          if residual.isNever { continue }
          both.append((target, residual))
          if isLimited, joint.isEnough(target, residual) { break }
        }
        if !both.isEmpty { result.append((joint, both)) }
      }
    }
    return result
  }

  /// Roles that some principals can assume in one step, on whatever conditions.
  func assumable(by members: [Int]) -> Set<Int> {
    var roles: Set<Int> = []
    var open = members.compactMap { principals.nodes[$0] }
    var seen = Set(open)
    while let node = open.popLast() {
      for index in outgoing[node] ?? [] {
        let edge = base.graph.edges[Int(index)]
        if edge.kind == .contains {
          if seen.insert(edge.target).inserted { open.append(edge.target) }
        } else if edge.kind == .assumeRole, let role = principals.index(of: edge.target) {
          roles.insert(role)
        }
      }
    }
    return roles
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
