import Estate
import IAM
import Logic

/// Who can take away what limits its own policies or those of somebody whom it can become: a
/// permissions boundary, or a Deny.
struct BoundaryChangeFinder: EscalationFinder {
  static let rows = ["iam-022", "iam-023", "iam-024", "iam-025"]

  static func addEdges(to draft: inout EscalationDraft) {
    for index in draft.actors where !draft.principals.all[index].isReserved {
      if draft.isAdministrator(index) { continue }
      // Where it is enough that the boundary goes, a Deny need not.
      if draft.principals.all[index].boundary != nil, addBoundary(index, &draft) { continue }
      addDeny(index, &draft)
    }
    addBoundariesOfOthers(&draft)
  }

  /// Adds what follows when the boundary goes; whether that is for sure.
  private static func addBoundary(_ index: Int, _ draft: inout EscalationDraft) -> Bool {
    let principal = draft.principals.all[index]
    let after = draft.administrator(index, without: AuthorityIndex.Lifted(boundary: true))
    if after.isNever { return false }
    var isCertain = false
    for change in BoundaryChange.all[principal.kind] ?? [] {
      let residual = draft.authority.residual(
        index, change.action.rawValue, on: principal.arn, change.context
      ).and(after)
      isCertain = isCertain || residual.isAlways
      draft.addAdministrator(
        index, change.row, residual: residual,
        evidence: draft.authority.evidence(index, change.action.rawValue, on: principal.arn))
    }
    return isCertain
  }

  private static func addDeny(_ index: Int, _ draft: inout EscalationDraft) {
    guard let (residual, removals) = draft.unlimited(index), let first = removals.first else {
      return
    }
    draft.addAdministrator(
      index, "iam-025", residual: residual,
      evidence: draft.authority.evidence(index, first.action.rawValue, on: first.arn))
  }

  private static func addBoundariesOfOthers(_ draft: inout EscalationDraft) {
    let users = draft.bounded(draft.users)
    for change in BoundaryChange.all[.user] ?? [] where !users.isEmpty {
      for joint in draft.joint(change.action, .createAccessKey, on: users, change.context) {
        for member in joint.group.members {
          let others = joint.targets.filter { $0.target != member }
          guard let best = others.first(where: { $0.residual.isAlways }) ?? others.first else {
            continue
          }
          draft.addAdministrator(
            member, change.row, residual: best.residual,
            evidence: draft.authority.evidence(
              member, change.action.rawValue, on: draft.principals.all[best.target].arn))
        }
      }
    }
    let roles = draft.bounded(draft.roles)
    for change in BoundaryChange.all[.role] ?? [] where !roles.isEmpty {
      for group in draft.holders(of: change.action) {
        let targets = draft.targets(
          of: group, among: roles[group.account] ?? [], change.context)
        let residuals = Dictionary(uniqueKeysWithValues: targets.map { ($0.target, $0.residual) })
        for member in group.members {
          guard let step = draft.assumable(by: member, among: residuals) else { continue }
          draft.addAdministrator(
            member, change.row, residual: step.residual,
            evidence: draft.authority.evidence(member, change.action.rawValue) + step.evidence)
        }
      }
    }
  }
}

extension EscalationDraft {
  /// Users or roles that only a boundary keeps from being administrators.
  fileprivate mutating func bounded(_ candidates: [String: [Int]]) -> [String: [Int]] {
    var result: [String: [Int]] = [:]
    for (account, members) in candidates {
      for index in members
      where principals.all[index].boundary != nil && !principals.all[index].isReserved
        && ownPowers(of: index).level == .administrator && ceiling(of: index).isNever
      {
        result[account, default: []].append(index)
      }
    }
    return result
  }
}
