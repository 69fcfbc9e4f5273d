import Estate
import IAM
import Logic

/// Who can rewrite a managed policy, or switch it back to an older version.
struct PolicyVersionFinder: EscalationFinder {
  static let rows = ["iam-001", "iam-sdv", "iam-016", "iam-020"]

  static func addEdges(to draft: inout EscalationDraft) {
    let policies = draft.customerPolicies()
    for group in draft.holders(of: .createPolicyVersion) {
      for policy in policies[group.account] ?? [] {
        let residual = draft.authority.residual(
          group.members[0], group.action.rawValue, on: policy.arn)
        if residual.isNever { continue }
        addChange(group, policy, residual, &draft)
        for member in group.members { add(member, policy, residual, &draft) }
      }
    }
    for group in draft.holders(of: .setDefaultPolicyVersion) {
      for policy in policies[group.account] ?? [] {
        let residual = draft.authority.residual(
          group.members[0], group.action.rawValue, on: policy.arn)
        if residual.isNever { continue }
        for member in group.members { addOlder(member, policy, residual, &draft) }
      }
    }
  }

  /// Whoever holds the policy can be widened: one set node for each policy.
  private static func addChange(
    _ group: HolderGroup, _ policy: HeldPolicy, _ residual: Residual,
    _ draft: inout EscalationDraft
  ) {
    let name = "policy:" + policy.arn.display
    let isNew = draft.base.graph.index(of: "hub:" + name) == nil
    let hub = draft.base.hub(name, account: SymbolicString(group.account))
    if isNew {
      for holder in policy.holders {
        guard let node = draft.principals.nodes[holder] else { continue }
        draft.add(
          hub, to: node, .policyChange, "iam-016", .modify, residual: .always, evidence: [])
      }
    }
    for member in group.members {
      guard let node = draft.principals.nodes[member] else { continue }
      let places = draft.authority.evidence(member, group.action.rawValue, on: policy.arn)
      draft.base.contain(node, in: hub, residual: residual, by: places)
    }
  }

  private static func add(
    _ member: Int, _ policy: HeldPolicy, _ residual: Residual, _ draft: inout EscalationDraft
  ) {
    let evidence = draft.authority.evidence(
      member, KnownAction.createPolicyVersion.rawValue, on: policy.arn)
    let own = residual.and(draft.ceiling(of: member))
    if policy.holders.contains(member) {
      draft.addAdministrator(member, "iam-001", residual: own, evidence: evidence)
      return
    }
    var roles: [Int: Residual] = [:]
    for holder in policy.holders
    where draft.principals.all[holder].kind == .role && !draft.ceiling(of: holder).isNever {
      roles[holder] = residual.and(draft.ceiling(of: holder))
    }
    if let step = draft.assumable(by: member, among: roles) {
      draft.addAdministrator(
        member, "iam-016", residual: step.residual, evidence: evidence + step.evidence)
    }
    let action = KnownAction.updateAssumeRolePolicy.rawValue
    for role in roles.keys.sorted() {
      let trust = draft.authority.residual(member, action, on: draft.principals.all[role].arn)
      if trust.isNever { continue }
      draft.addAdministrator(
        member, "iam-020", residual: (roles[role] ?? residual).and(trust), evidence: evidence)
      break
    }
  }

  /// An older version that makes its holder an administrator.
  private static func addOlder(
    _ member: Int, _ policy: HeldPolicy, _ residual: Residual, _ draft: inout EscalationDraft
  ) {
    guard policy.holders.contains(member),
      case let ownChange = draft.principals.ownChange(of: draft.principals.all[member]),
      let version = policy.versions.first(where: {
        draft.powers(of: $0.document).held(by: ownChange).level == .administrator
      })
    else { return }
    let places = draft.authority.evidence(
      member, KnownAction.setDefaultPolicyVersion.rawValue, on: policy.arn)
    let range = version.document.statements.first?.range
    draft.addAdministrator(
      member, "iam-sdv", residual: residual.and(draft.ceiling(of: member)),
      evidence: places + (range.map { [Evidence(.grants, at: $0)] } ?? []))
  }
}

/// A customer's managed policy with everybody who holds it.
struct HeldPolicy {
  let arn: SymbolicString
  let versions: [ManagedPolicy.Version]
  /// Users and roles, sorted; members of groups included.
  var holders: [Int] = []
}

extension EscalationDraft {
  /// The customer's policies that somebody holds, by account.
  fileprivate func customerPolicies() -> [String: [HeldPolicy]] {
    var holders: [String: Set<Int>] = [:]
    for (index, principal) in principals.all.enumerated() where principal.kind != .group {
      for policy in principal.attachedPolicies {
        holders[policy.text.display, default: []].insert(index)
      }
      for name in principal.groups {
        guard let group = principals.group(named: name, in: principal.account) else { continue }
        for policy in principals.all[group].attachedPolicies {
          holders[policy.text.display, default: []].insert(index)
        }
      }
    }
    var policies: [String: [HeldPolicy]] = [:]
    for policy in base.estate.managedPolicies {
      guard let arn = SymbolicARN(policy.arn), arn.account != "aws",
        let held = holders[policy.arn.display]
      else { continue }
      policies[arn.account.display, default: []].append(
        HeldPolicy(
          arn: policy.arn, versions: policy.otherVersions, holders: held.sorted()))
    }
    return policies
  }
}
