import Estate
import IAM
import Logic

/// Which users can widen a group that they are in, or join one that administers.
struct GroupChangeFinder: EscalationFinder {
  static let rows = ["iam-010", "iam-011", "iam-013"]

  static func addEdges(to draft: inout EscalationDraft) {
    let administrators = draft.administratorGroups
    for index in draft.actors where draft.principals.all[index].kind == .user {
      let user = draft.principals.all[index]
      let ceiling = draft.ceiling(of: index)
      if ceiling.isNever { continue }
      let own = user.groups.compactMap { draft.principals.group(named: $0, in: user.account) }
      for (action, row) in [
        (KnownAction.attachGroupPolicy, "iam-010"), (.putGroupPolicy, "iam-011"),
      ] {
        add(index, action, row, on: own, ceiling, .administratorPolicy, &draft)
      }
      let others = (administrators[user.account.display] ?? []).filter { !own.contains($0) }
      add(index, .addUserToGroup, "iam-013", on: others, ceiling, [:], &draft)
    }
  }

  private static func add(
    _ user: Int, _ action: KnownAction, _ row: String, on groups: [Int], _ ceiling: Residual,
    _ context: [ContextKey: RequestContext.Knowledge], _ draft: inout EscalationDraft
  ) {
    var residual = Residual.never
    for group in groups {
      residual = residual.or(
        draft.authority.residual(
          user, action.rawValue, on: draft.principals.all[group].arn, context))
      if residual.isAlways { break }
    }
    guard !residual.isNever else { return }
    draft.addAdministrator(
      user, row, residual: residual.and(ceiling),
      evidence: draft.authority.evidence(user, action.rawValue))
  }
}

extension EscalationDraft {
  /// Groups whose own policies make an administrator, by account.
  fileprivate var administratorGroups: [String: [Int]] {
    var groups: [String: [Int]] = [:]
    for (index, principal) in principals.all.enumerated() where principal.kind == .group {
      if base.policies.entries[index].powers.certainLevel == .administrator {
        groups[principal.account.display, default: []].append(index)
      }
    }
    return groups
  }
}
