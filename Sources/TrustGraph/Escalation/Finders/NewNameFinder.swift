import Estate
import IAM
import Logic

/// Who can make a role of a name that another role lets in by pattern, or before it exists.
///
/// Principals hang on one set node for each pattern and account, so that edges grow with patterns.
struct NewNameFinder: EscalationFinder {
  static let rows = ["iam-028"]

  /// Grants that let in whoever has a name.
  private struct Wanted {
    let pattern: String
    var grants: [Int] = []
  }

  static func addEdges(to draft: inout EscalationDraft) {
    let wanted = wanted(draft)
    guard !wanted.isEmpty else { return }
    for group in draft.holders(of: .createRole) {
      for name in wanted { add(group, name, &draft) }
    }
  }

  /// By pattern, sorted.
  private static func wanted(_ draft: EscalationDraft) -> [Wanted] {
    var found: [String: Wanted] = [:]
    for (index, grant) in draft.base.grants.enumerated() where grant.kind == .assumeRole {
      for pattern in patterns(of: grant) {
        found[pattern, default: Wanted(pattern: pattern)].grants.append(index)
      }
    }
    return found.keys.sorted().compactMap { found[$0] }
  }

  /// The ARNs of roles that a grant asks for; none where whole accounts are let in.
  private static func patterns(of grant: TrustGrant) -> [String] {
    switch grant.party.kind {
    case .role where grant.dead == .missingPrincipal:
      return grant.party.text.literal.map { [$0] } ?? []
    case .anyone, .everyoneBut, .account:
      guard grant.dead == nil,
        let patterns = grant.residual.constraint(on: "aws:PrincipalArn").patterns
      else { return [] }
      return patterns.compactMap { pattern in
        guard let text = pattern.text.literal, let arn = ARN(text),
          arn.resource.hasPrefix("role/"), arn.resource != "role/*"
        else { return nil }
        return text
      }
    default: return []
    }
  }

  private static func add(
    _ group: HolderGroup, _ wanted: Wanted, _ draft: inout EscalationDraft
  ) {
    guard let arn = ARN(wanted.pattern), let first = group.members.first,
      let partition = SymbolicARN(draft.principals.all[first].arn)?.partition.literal,
      Glob.matches(Array(arn.account.utf8), Array(group.account.utf8))
    else { return }
    let names = draft.authority.newNames(
      first, [.createRole], prefix: "arn:\(partition):iam::\(group.account):role/",
      also: AuthorityIndex.name(in: arn.resource)
    ).filter { name in
      Glob.matches(Array(wanted.pattern.utf8), Array(name.utf8))
        && draft.principals.index(ofARN: name) == nil
    }
    for (isWidened, suffix) in [(false, "named"), (true, "widened")] {
      var members: [(node: NodeIndex, member: Int, residual: Residual)] = []
      for member in group.members {
        let residual = making(names, by: member, isWidened: isWidened, draft)
        guard !residual.isNever, let node = draft.principals.nodes[member] else { continue }
        members.append((node, member, residual))
      }
      guard !members.isEmpty, let name = names.first else { continue }
      let hub = hub("\(suffix):\(group.account):", wanted, name, isWidened, group, &draft)
      guard let hub else { continue }
      for (node, member, residual) in members {
        draft.base.graph.add(
          Edge(
            source: node, target: hub, kind: .contains,
            status: residual.isAlways ? .proved : .conditional, residual: residual, via: "iam-028",
            evidence: draft.authority.evidence(member, KnownAction.createRole.rawValue)))
      }
    }
  }

  /// What must hold for a principal to make a role of one of some names, with a policy of its own if
  /// it needs one.
  private static func making(
    _ names: [String], by member: Int, isWidened: Bool, _ draft: EscalationDraft
  ) -> Residual {
    func may(_ action: KnownAction, _ name: String) -> Residual {
      draft.authority.residual(member, action.rawValue, on: SymbolicString(name))
    }
    var residual = Residual.never
    for name in names {
      let made = may(.createRole, name)
      residual = residual.or(
        isWidened
          ? made.and(may(.putRolePolicy, name).or(may(.attachRolePolicy, name))) : made)
      if residual.isAlways { break }
    }
    return residual
  }

  /// The set node in front of the roles that let a new name in; nil when there are none.
  private static func hub(
    _ key: String, _ wanted: Wanted, _ name: String, _ isWidened: Bool, _ group: HolderGroup,
    _ draft: inout EscalationDraft
  ) -> NodeIndex? {
    let id = "new-name:" + key + wanted.pattern
    if let known = draft.base.graph.index(of: "hub:" + id) { return known }
    let account = SymbolicString(group.account)
    let caller = Caller(
      .roleSession, partition: SymbolicARN(SymbolicString(name))?.partition, account: account,
      name: SymbolicString(name))
    var edges: [(grant: Int, residual: Residual)] = []
    for index in wanted.grants {
      let grant = draft.base.grants[index]
      guard let role = draft.base.role(of: grant) else { continue }
      // A trust that names its caller needs no policy on the caller's side.
      let isNamed =
        grant.party.kind != .account
        && AccountDirectory.same(role.account, account) == .yes
      guard isNamed != isWidened else { continue }
      let request = draft.base.sides.request(caller, .assumeRole, role: role)
      let residual = draft.base.trust(grant, caller: caller)
        .and(draft.base.sides.guardrails.serviceControl(request, draft.base.sides.evaluator))
      if !residual.isNever { edges.append((index, residual)) }
    }
    guard !edges.isEmpty else { return nil }
    let hub = draft.base.hub(id, account: account)
    for (index, residual) in edges {
      let grant = draft.base.grants[index]
      draft.add(
        hub, to: grant.role, .policyChange, "iam-028", .full, residual: residual,
        evidence: grant.range.map { [Evidence(.trusts, at: $0)] } ?? [])
    }
    return hub
  }
}
