import Estate
import IAM
import Logic
import Text

/// Who can run something new with a role, by passing it to a service of the same account.
struct PassRoleFinder: EscalationFinder {
  static let rows = PassRoleRow.all.map(\.id) + ["iam-030"]

  static func addEdges(to draft: inout EscalationDraft) {
    let served = draft.servedRoles()
    for group in draft.holders(of: .passRole) {
      for service in served.services(in: group.account) {
        let roles = served.roles(of: service, in: group.account)
        add(group, service, roles.filter(\.hasProfile), withProfile: true, &draft)
        add(group, service, roles.filter { !$0.hasProfile }, withProfile: false, &draft)
      }
    }
  }

  private static func add(
    _ group: HolderGroup, _ service: String, _ roles: [ServedRoles.Role], withProfile: Bool,
    _ draft: inout EscalationDraft
  ) {
    guard !roles.isEmpty else { return }
    let rows = (PassRoleRow.byService[service] ?? []).map {
      ($0, EscalationActions.bits(of: $0.actions))
    }
    var members: [Member] = []
    for member in group.members {
      if let way = way(member, rows, withProfile, draft.authority) { members.append(way) }
    }
    guard !members.isEmpty else { return }
    let byRole = Dictionary(
      roles.map { ($0.principal, $0) }, uniquingKeysWith: { first, _ in first })
    let targets = draft.targets(
      of: group, among: draft.prizes(among: roles.map(\.principal)),
      ["iam:PassedToService": .known(.one(service))]
    ) { target, residual in
      group.isEnough(target, residual.and(byRole[target]?.residual ?? .never))
    }
    let name = "pass:\(service):\(withProfile ? "" : "new-profile:")\(group.name)"
    let hub = draft.base.hub(name, account: SymbolicString(group.account))
    for (target, residual) in targets {
      guard let role = byRole[target], let node = draft.principals.nodes[target] else { continue }
      draft.add(
        hub, to: node, .passRole, members[0].row.id, .full,
        residual: residual.and(role.residual), evidence: role.evidence)
    }
    for member in members {
      guard let node = draft.principals.nodes[member.principal] else { continue }
      draft.base.graph.add(
        Edge(
          source: node, target: hub, kind: .contains,
          status: member.residual.isAlways ? .proved : .conditional, residual: member.residual,
          via: member.row.id,
          evidence: draft.authority.firstEvidence(member.principal, KnownAction.passRole.rawValue)
            + draft.authority.firstEvidence(member.principal, member.row.actions[0]),
          capability: member.row.capability))
    }
  }

  private struct Member {
    let principal: Int
    let row: PassRoleRow
    let residual: Residual
  }

  /// The surest row of a service that a principal can take.
  private static func way(
    _ principal: Int, _ rows: [(PassRoleRow, ActionBits)], _ withProfile: Bool,
    _ authority: AuthorityIndex
  ) -> Member? {
    var best: Member?
    for (row, bits) in rows where authority.mayHave(principal, bits) {
      var residual = authority.residual(principal, onSome: row.actions, bits)
      if row.needsProfile, !withProfile {
        residual = residual.and(
          authority.residual(
            principal, ["iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"]))
      }
      if residual.isNever { continue }
      residual = residual.and(.when(row.condition))
      let member = Member(principal: principal, row: row, residual: residual)
      if residual.isAlways { return member }
      if best == nil { best = member }
    }
    return best
  }
}

/// Roles that services may take, by account and service.
struct ServedRoles {
  /// One role that trusts a service.
  struct Role {
    let principal: Int
    /// What the trust still asks for, the service acting in the role's account.
    let residual: Residual
    let evidence: [Evidence]
    let hasProfile: Bool
  }

  private var byAccount: [String: [String: [Role]]] = [:]

  init(_ draft: EscalationDraft) {
    for grant in draft.base.grants where grant.dead == nil {
      guard grant.party.kind == .service || grant.party.text == "cognito-identity.amazonaws.com",
        let index = draft.principals.index(of: grant.role),
        let service = grant.party.text.literal
      else { continue }
      let role = draft.principals.all[index]
      if role.isServiceLinked { continue }
      let account = role.account
      let residual = Self.residual(of: grant, in: account, draft)
      if residual.isNever { continue }
      byAccount[account.display, default: [:]][Self.global(service), default: []].append(
        Role(
          principal: index, residual: residual,
          evidence: grant.range.map { [Evidence(.trusts, at: $0)] } ?? [],
          hasProfile: !role.instanceProfiles.isEmpty))
    }
  }

  /// What a trust still asks for when the service acts for a resource of the role's own account, as
  /// it does with a role that was passed to it; some resources name no account in their ARN.
  private static func residual(
    of grant: TrustGrant, in account: SymbolicString, _ draft: EscalationDraft
  ) -> Residual {
    guard let id = account.literal else { return grant.residual }
    func arns(of account: String) -> TextSet {
      TextSet(Pattern(SymbolicString("arn:*:*:*:\(account):*"), .arn))
    }
    let residual = grant.residual.restricted("aws:SourceAccount", to: ValueSet(texts: [id]))
    let own = ValueSet(absent: true, single: arns(of: id).union(arns(of: "")), many: .nothing)
    if residual.restricted("aws:SourceArn", to: own).isNever { return .never }
    let accounts = draft.base.accounts
    guard let organization = accounts.organization else { return residual }
    switch accounts.isMember(account) {
    case .yes:
      return residual.restricted("aws:SourceOrgID", to: ValueSet(texts: [organization]))
    case .no:
      return residual.restricted("aws:SourceOrgID", to: .allBut(organization))
    case .unknown: return residual
    }
  }

  /// `lambda.eu-west-1.amazonaws.com` and `.com.cn` as `lambda.amazonaws.com`.
  private static func global(_ service: String) -> String {
    let parts = service.split(separator: ".")
    guard let first = parts.first, let end = parts.firstIndex(of: "amazonaws") else {
      return service
    }
    let isRegional = end == 2 && parts[1].split(separator: "-").count >= 3
    return (isRegional ? first + "" : parts[..<end].joined(separator: ".")) + ".amazonaws.com"
  }

  /// Services that some role of an account trusts, sorted.
  func services(in account: String) -> [String] { byAccount[account]?.keys.sorted() ?? [] }

  /// Roles of an account that trust a service, in the order of the estate.
  func roles(of service: String, in account: String) -> [Role] {
    byAccount[account]?[service] ?? []
  }
}
