import Estate
import IAM
import Logic

/// Who can change a user's permissions, and who becomes an administrator by making it a key, too.
struct UserChangeFinder: EscalationFinder {
  static let rows = ["iam-015", "iam-018"]

  private static let changes: [(action: KnownAction, row: String)] = [
    (.attachUserPolicy, "iam-015"), (.putUserPolicy, "iam-018"),
  ]

  /// What makes the changed user's rights usable, the surest first.
  private static let credentials: [(action: KnownAction, condition: String?)] = [
    (.createAccessKey, nil), (.createLoginProfile, "the user has no password"),
    (.updateLoginProfile, "the user has a password"),
  ]

  static func addEdges(to draft: inout EscalationDraft) {
    let widened = draft.users.mapValues { users in
      users.filter { !draft.ceiling(of: $0).isNever }
    }
    for change in changes {
      for group in draft.isLimited ? [] : draft.holders(of: change.action) {
        let targets = draft.targets(
          of: group, among: draft.users[group.account] ?? [])
        draft.connect(group, to: targets, .policyChange, change.row, .modify)
      }
      var done: Set<Int> = []
      for credential in credentials {
        for joint in draft.joint(change.action, credential.action, on: widened) {
          let found = joint.targets.map {
            (target: $0.target, residual: $0.residual.and(draft.ceiling(of: $0.target)))
          }
          for member in joint.group.members {
            let others = found.filter { $0.target != member }
            guard let best = others.first(where: { $0.residual.isAlways }) ?? others.first,
              done.insert(member).inserted
            else { continue }
            draft.addAdministrator(
              member, change.row, residual: best.residual.and(.when(credential.condition)),
              evidence: draft.authority.evidence(
                member, change.action.rawValue, on: draft.principals.all[best.target].arn))
          }
        }
      }
    }
  }
}
