import Estate
import IAM
import Logic

/// Who can make a role of a name that another role lets in by pattern, or before it exists.
///
/// Principals whose statements say the same hang on one set node, and roles on one for each pattern
/// and account, so that edges grow with statements and patterns.
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
      let makers = [Makers(group.members, nil)] + widening(group, draft)
      for name in wanted {
        for maker in makers { add(maker, group, name, &draft) }
      }
    }
  }

  /// Members of a group who may make the same roles, and give them the same policies.
  private struct Makers {
    let members: [Int]
    /// What tells those who give policies from others; nil for those who only make roles.
    let key: String?

    init(_ members: [Int], _ key: String?) {
      self.members = members
      self.key = key
    }
  }

  private static func widening(_ group: HolderGroup, _ draft: EscalationDraft) -> [Makers] {
    var members: [String: [Int]] = [:]
    for member in group.members {
      let owner = draft.principals.all[member]
      let keys = [KnownAction.putRolePolicy, .attachRolePolicy].map {
        draft.authority.coverage(member, $0, owner)?.key
      }
      if keys.allSatisfy({ $0 == nil }) { continue }
      members[keys.map { $0 ?? "-" }.joined(separator: "|"), default: []].append(member)
    }
    return members.keys.sorted().map { Makers(members[$0] ?? [], $0) }
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
    _ makers: Makers, _ group: HolderGroup, _ wanted: Wanted, _ draft: inout EscalationDraft
  ) {
    guard let arn = ARN(wanted.pattern), let first = makers.members.first,
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
    let isWidened = makers.key != nil
    let residual = making(names, by: first, isWidened: isWidened, draft)
    guard !residual.isNever, let name = names.first else { return }
    let suffix = isWidened ? "widened" : "named"
    let hub = hub("\(suffix):\(group.account):", wanted, name, isWidened, group, &draft)
    guard let hub, let source = source(makers, group, &draft) else { return }
    draft.base.graph.add(
      Edge(
        source: source, target: hub, kind: .contains,
        status: residual.isAlways ? .proved : .conditional, residual: residual, via: "iam-028",
        evidence: makers.members.count == 1
          ? draft.authority.evidence(first, KnownAction.createRole.rawValue) : []))
  }

  /// The only maker, or a set node that contains all.
  private static func source(
    _ makers: Makers, _ group: HolderGroup, _ draft: inout EscalationDraft
  ) -> NodeIndex? {
    if makers.members.count == 1 { return draft.principals.nodes[makers.members[0]] }
    let id = "role-makers:\(group.name):\(makers.key ?? "")"
    if let known = draft.base.graph.index(of: "hub:" + id) { return known }
    let hub = draft.base.hub(id, account: SymbolicString(group.account))
    for member in makers.members {
      guard let node = draft.principals.nodes[member] else { continue }
      let places = draft.authority.evidence(member, KnownAction.createRole.rawValue)
      draft.base.contain(node, in: hub, by: places)
    }
    return hub
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
      let residual = draft.base.trust(grant, request)
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
