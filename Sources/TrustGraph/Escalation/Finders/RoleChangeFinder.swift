import Estate
import IAM
import Logic

/// Who can change a role's trust or permissions, and who becomes an administrator by that.
struct RoleChangeFinder: EscalationFinder {
  static let rows = ["iam-012", "iam-014", "iam-017", "iam-019", "iam-021"]

  /// An action that widens a role, with its rows: with assuming it, and with changing its trust.
  private static let changes: [(action: KnownAction, assumed: String, trusted: String)] = [
    (.attachRolePolicy, "iam-014", "iam-019"), (.putRolePolicy, "iam-017", "iam-021"),
  ]

  static func addEdges(to draft: inout EscalationDraft) {
    let open = draft.roles.mapValues { roles in
      roles.filter { !draft.principals.all[$0].isReserved }
    }
    let widened = open.mapValues { roles in roles.filter { !draft.ceiling(of: $0).isNever } }
    for group in draft.holders(of: .updateAssumeRolePolicy) {
      let targets = draft.targets(
        of: group, among: draft.prizes(among: open[group.account]), enough: group.isEnough)
      draft.connect(group, to: targets, .policyChange, "iam-012", .full)
    }
    for change in changes {
      for group in draft.holders(of: change.action) {
        var roles = open[group.account] ?? []
        if draft.isLimited { roles = roles.filter(draft.assumable(by: group.members).contains) }
        let targets = draft.targets(of: group, among: roles)
        draft.connect(group, to: targets, .policyChange, change.assumed, .modify)
        addAdministrators(group, targets, change.assumed, &draft)
      }
      for joint in draft.joint(change.action, .updateAssumeRolePolicy, on: widened) {
        let found = joint.targets.map {
          (target: $0.target, residual: $0.residual.and(draft.ceiling(of: $0.target)))
        }
        guard let best = found.first(where: { $0.residual.isAlways }) ?? found.first else {
          continue
        }
        for member in joint.group.members {
          draft.addAdministrator(
            member, change.trusted, residual: best.residual,
            evidence: draft.authority.evidence(
              member, change.action.rawValue, on: draft.principals.all[best.target].arn))
        }
      }
    }
  }

  /// Members that can also become one of the roles that they can widen.
  private static func addAdministrators(
    _ group: HolderGroup, _ targets: [(target: Int, residual: Residual)], _ row: String,
    _ draft: inout EscalationDraft
  ) {
    var residuals: [Int: Residual] = [:]
    for (target, residual) in targets where !draft.ceiling(of: target).isNever {
      residuals[target] = residual.and(draft.ceiling(of: target))
    }
    guard !residuals.isEmpty else { return }
    for member in group.members {
      guard let step = draft.assumable(by: member, among: residuals) else { continue }
      draft.addAdministrator(
        member, row, residual: step.residual,
        evidence: draft.authority.evidence(member, group.action.rawValue) + step.evidence)
    }
  }
}
