import Estate
import IAM
import Logic

/// Which users can widen a group that they are in, or join one that administers.
struct GroupChangeFinder: EscalationFinder {
  static let rows = ["iam-010", "iam-011", "iam-013"]

  static func addEdges(to draft: inout EscalationDraft) {
    let groups = draft.userGroups
    for index in draft.actors where draft.principals.all[index].kind == .user {
      let user = draft.principals.all[index]
      let ceiling = draft.ceiling(of: index)
      if ceiling.isNever { continue }
      let own = user.groups.compactMap { draft.principals.group(named: $0, in: user.account) }
      for (action, row) in widenings {
        let residual = anyOf(own) { widened($0, user: index, action, draft) }
        add(index, action, row, residual.and(ceiling), &draft)
      }
      let all = groups[user.account.display] ?? []
      guard !all.isEmpty, draft.authority.mayHave(index, joining) else { continue }
      let residual = anyOf(all.filter { !own.contains($0.group) }) { group in
        let join = draft.authority.residual(
          index, KnownAction.addUserToGroup.rawValue, on: draft.principals.all[group.group].arn)
        if group.administers || join.isNever { return join }
        return join.and(
          widenings.reduce(.never) { $0.or(widened(group.group, user: index, $1.0, draft)) })
      }
      add(index, .addUserToGroup, "iam-013", residual.and(ceiling), &draft)
    }
  }

  private static let widenings: [(KnownAction, String)] = [
    (.attachGroupPolicy, "iam-010"), (.putGroupPolicy, "iam-011"),
  ]

  private static let joining = EscalationActions.bits(of: KnownAction.addUserToGroup.rawValue)

  private static func anyOf<Element>(
    _ elements: [Element], _ residual: (Element) -> Residual
  ) -> Residual {
    var result = Residual.never
    for element in elements where !result.isAlways { result = result.or(residual(element)) }
    return result
  }

  private static func widened(
    _ group: Int, user: Int, _ action: KnownAction, _ draft: EscalationDraft
  ) -> Residual {
    draft.authority.widening(user, action, on: draft.principals.all[group].arn)
  }

  private static func add(
    _ user: Int, _ action: KnownAction, _ row: String, _ residual: Residual,
    _ draft: inout EscalationDraft
  ) {
    draft.addAdministrator(
      user, row, residual: residual, evidence: draft.authority.evidence(user, action.rawValue))
  }
}

extension EscalationDraft {
  /// Groups by account, with whether their own policies make an administrator.
  fileprivate var userGroups: [String: [(group: Int, administers: Bool)]] {
    var groups: [String: [(group: Int, administers: Bool)]] = [:]
    for (index, principal) in principals.all.enumerated() where principal.kind == .group {
      let administers = base.policies.entries[index].powers.certainLevel == .administrator
      groups[principal.account.display, default: []].append((index, administers))
    }
    return groups
  }
}
