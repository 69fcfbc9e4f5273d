public import Logic

/// Who may do what in a cluster, by RBAC.
///
/// Bindings are indexed by subject once, so a question costs what its answer is long.
public struct Authorization: Sendable {
  /// The cluster.
  public let cluster: Cluster
  /// What each binding grants its subjects, in the order of the cluster's bindings.
  public private(set) var grants: [Grant] = []
  private let users: [String: [Int]]
  private let groups: [String: [Int]]
  private let roles: [String: [Int]]
  private let aggregated: [Int: [RBACRole.Rule]]
  private let areClusterRolesComplete: Bool
  private let areRolesComplete: Bool

  /// Indexes a cluster's roles and bindings.
  public init(_ cluster: Cluster) {
    self.cluster = cluster
    var users: [String: [Int]] = [:]
    var groups: [String: [Int]] = [:]
    for (index, binding) in cluster.bindings.enumerated() {
      for subject in binding.subjects {
        switch subject.kind {
        case "User": users[subject.name, default: []].append(index)
        case "Group": groups[subject.name, default: []].append(index)
        case "ServiceAccount":
          guard let namespace = subject.namespace ?? binding.namespace else { continue }
          users["system:serviceaccount:\(namespace):\(subject.name)", default: []].append(index)
        default: continue
        }
      }
    }
    var roles: [String: [Int]] = [:]
    for (index, role) in cluster.roles.enumerated() {
      roles[Self.key(role.namespace, role.name), default: []].append(index)
    }
    self.users = users
    self.groups = groups
    self.roles = roles
    areClusterRolesComplete = cluster.areRolesComplete(inNamespaces: false)
    areRolesComplete = cluster.areRolesComplete(inNamespaces: true)
    aggregated = Aggregation(cluster.roles).rules
    grants = cluster.bindings.map { grant($0) }
  }

  private static func key(_ namespace: String?, _ name: String) -> String {
    "\(namespace ?? "")/\(name)"
  }

  /// Everything that bindings grant a subject, in the order of the bindings.
  public func permissions(of subject: ClusterSubject) -> [Grant] {
    var indexes = Set(subject.username.flatMap { users[$0] } ?? [])
    for group in subject.groups { indexes.formUnion(groups[group] ?? []) }
    let grants = indexes.sorted().map { index in
      var grant = self.grants[index]
      grant.subjectRange = cluster.bindings[index].subject(matching: subject)?.range
      return grant
    }
    guard subject.groups.contains("system:masters") else { return grants }
    return [
      Grant(
        source: .masters, role: nil, namespaces: nil, rules: BuiltInRoles.everything, range: nil)
    ] + grants
  }

  /// What a binding grants its subjects.
  public func grant(_ binding: RBACBinding) -> Grant {
    let found = rules(of: binding)
    return Grant(
      source: .binding(binding.name), role: "\(binding.roleKind)/\(binding.roleName)",
      namespaces: binding.namespace.map { [$0] }, rules: found?.rules ?? [],
      areRulesKnown: found != nil || isMissing(binding) == .yes, range: binding.range,
      roleRange: found?.role?.range, isAWSAuthRead: cluster.readsAWSAuth != .no,
      isAWSAuthImmutable: cluster.awsAuth?.isImmutable ?? false,
      areCertificatesSigned: cluster.isOnOutpost)
  }

  /// Whether a binding's role does not exist; unknown unless all roles of its kind were supplied.
  public func isMissing(_ binding: RBACBinding) -> Truth {
    if rules(of: binding) != nil { return .no }
    switch (binding.roleKind, binding.namespace) {
    case ("ClusterRole", _): return areClusterRolesComplete ? .yes : .unknown
    case ("Role", .some): return areRolesComplete ? .yes : .unknown
    default: return .yes
    }
  }

  private func rules(of binding: RBACBinding) -> (rules: [RBACRole.Rule], role: RBACRole?)? {
    let namespace: String?
    switch binding.roleKind {
    case "ClusterRole": namespace = nil
    case "Role":
      // A Role cannot be reached from outside its namespace, so a ClusterRoleBinding finds none.
      guard let own = binding.namespace else { return nil }
      namespace = own
    default: return nil
    }
    if let indexes = roles[Self.key(namespace, binding.roleName)], let first = indexes.first {
      // Several inputs may hold different states of one role; what any of them grants counts.
      let all = indexes.flatMap { aggregated[$0] ?? cluster.roles[$0].rules }
      return (all, cluster.roles[first])
    }
    guard namespace == nil, let rules = BuiltInRoles.rules[binding.roleName] else { return nil }
    let added = BuiltInRoles.aggregationLabels[binding.roleName, default: []].flatMap { label in
      cluster.roles.filter {
        $0.namespace == nil
          && $0.labels["rbac.authorization.k8s.io/aggregate-to-\(label)"] == "true"
      }.flatMap(\.rules)
    }
    return (rules + added, nil)
  }

  /// Subjects to whom bindings grant a request, each with the grant.
  public func holders(of request: AccessRequest) -> [(subject: RBACBinding.Subject, grant: Grant)] {
    zip(cluster.bindings, grants).flatMap { binding, grant -> [(RBACBinding.Subject, Grant)] in
      guard grant.allows(request) else { return [] }
      return binding.subjects.map { subject in
        var own = grant
        own.subjectRange = subject.range
        return (subject, own)
      }
    }
  }
}
