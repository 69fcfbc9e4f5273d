/// ClusterRoles whose rules are the union of the roles that their selectors select.
///
/// Live objects hold the rules that the controller has filled in; manifests hold none, so the
/// union is formed here. Selected roles may themselves aggregate.
struct Aggregation {
  /// Rules of every aggregating role by its index: its own and those of the selected roles.
  private(set) var rules: [Int: [RBACRole.Rule]] = [:]

  init(_ roles: [RBACRole]) {
    let aggregating = roles.indices.filter { !roles[$0].aggregation.isEmpty }
    guard !aggregating.isEmpty else { return }
    let clusterRoles = roles.indices.filter { roles[$0].namespace == nil }
    for start in aggregating {
      var reached: Set<Int> = [start]
      var open = [start]
      while let role = open.popLast() {
        let selectors = roles[role].aggregation
        for other in clusterRoles
        where !reached.contains(other)
          && selectors.contains(where: { $0.selects(roles[other].labels) })
        {
          reached.insert(other)
          open.append(other)
        }
      }
      rules[start] = reached.sorted().flatMap { roles[$0].rules }
    }
  }
}
