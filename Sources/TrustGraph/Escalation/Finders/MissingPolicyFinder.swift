import Estate
import IAM
import Logic
import Text

/// Who may assume roles that leave it to an account, by a policy that is not among the inputs.
///
/// One set node for each account, kind of principal, and what limits it, so that edges grow with
/// principals and roles; only trust that asks who exactly the caller is is asked for each member.
struct MissingPolicyFinder: EscalationFinder {
  static let rows = ["T-ROOT-SAME", "T-ROOT-CROSS"]

  /// Principals whose known policies limit alike what a missing one may allow.
  private struct Group {
    let name: String
    let principal: Principal
    let guards: HolderGuards
    /// Whether it matters who exactly calls; then it has one member.
    let isPersonal: Bool
    var members: [Member] = []
  }

  private struct Member {
    let principal: Int
    let node: NodeIndex
    let allowed: Residual
    let range: SourceRange?
  }

  private static let assuming = EscalationActions.bits(of: KnownAction.assumeRole.rawValue)

  static func addEdges(to draft: inout EscalationDraft) {
    var isPersonal: [Int: Bool] = [:]
    for group in groups(draft) {
      var hub: NodeIndex?
      for index in targets(of: group, draft) {
        let limits = limits(of: group, index, draft)
        if limits.isNever { continue }
        let asksWho = isPersonal[index] ?? draft.base.isPersonal(draft.base.grants[index])
        isPersonal[index] = asksWho
        if asksWho {
          addMembers(group, index, limits, &draft)
        } else {
          let trust = draft.base.trust(index, of: group.principal.kind, in: group.principal.account)
          let source = hub ?? addHub(group, &draft)
          hub = source
          draft.base.add(source, index, residual: trust.and(limits), status: .possible)
        }
      }
    }
  }

  /// Everybody who lacks a policy and may still be let assume roles, in the order of the estate.
  private static func groups(_ draft: EscalationDraft) -> [Group] {
    var groups: [Group] = []
    var positions: [String: Int] = [:]
    for index in draft.actors {
      let missing = draft.base.policies.entries[index].missing
      guard !missing.isEmpty, let node = draft.principals.nodes[index],
        !draft.authority.isCertain(index, assuming), !draft.authority.isShut(index, assuming)
      else { continue }
      let group = group(of: index, draft)
      let position = positions[group.name] ?? groups.count
      if position == groups.count {
        positions[group.name] = position
        groups.append(group)
      }
      let allowed = missing.reduce(Residual.never) { residual, question in
        residual.or(
          Residual(
            Proposition(
              "\(question.text), which is not in the inputs, allows it", at: question.range),
            kind: .evidenceMissing))
      }
      groups[position].members.append(
        Member(
          principal: index, node: node, allowed: allowed,
          range: missing.lazy.compactMap(\.range).first))
    }
    return groups
  }

  private static func group(of index: Int, _ draft: EscalationDraft) -> Group {
    let principal = draft.principals.all[index]
    var guards = draft.base.holders.guards[index]
    // What is missing is what the step is about, and each member's own.
    guards.missing = []
    let isPersonal = guards.isPersonal
    var name = "may-be-allowed:\(principal.account.display):\(principal.kind.rawValue)"
    if !guards.isEmpty { name += ":" + guards.key }
    if isPersonal { name += "@\(index)" }
    return Group(name: name, principal: principal, guards: guards, isPersonal: isPersonal)
  }

  private static func targets(of group: Group, _ draft: EscalationDraft) -> [Int] {
    draft.base.grantIndex.toAccount(group.principal.account.display)
      + draft.base.grantIndex.toAnyone.grants.sorted()
  }

  private static func addHub(_ group: Group, _ draft: inout EscalationDraft) -> NodeIndex {
    let hub = draft.base.hub(group.name, account: group.principal.account)
    for member in group.members {
      draft.base.contain(member.node, in: hub, residual: member.allowed, at: member.range)
    }
    return hub
  }

  /// What the Denies and the boundary of a group leave of a step.
  private static func limits(
    of group: Group, _ index: Int, _ draft: EscalationDraft
  ) -> Residual {
    let grant = draft.base.grants[index]
    guard !group.guards.isEmpty, let role = draft.base.role(of: grant) else { return .always }
    let caller = draft.base.caller(group.members[0].principal).general(unless: group.isPersonal)
    let request = draft.base.sides.request(caller, grant.kind, role: role)
    return draft.base.sides.denies(group.guards, request)
      .and(draft.base.sides.boundary(group.guards.boundary, request))
  }

  /// Steps of the members whom a trust lets in that asks who exactly calls.
  private static func addMembers(
    _ group: Group, _ index: Int, _ limits: Residual, _ draft: inout EscalationDraft
  ) {
    let grant = draft.base.grants[index]
    let admission = draft.base.admission(of: grant, in: group.principal.account)
    for member in group.members where admission.mayAdmit(member.principal) {
      let trust = draft.base.trust(grant, principal: member.principal)
      let residual = member.allowed.and(limits).and(trust)
      draft.base.add(
        member.node, index, residual: residual,
        evidence: member.range.map { [Evidence(.grants, at: $0)] } ?? [], status: .possible)
    }
  }
}
