import Estate
import IAM
import Logic

/// Who can make a new role or user and give it every permission.
///
/// One name must be covered by all grants; names are made from the patterns of the grants.
struct NewIdentityFinder: EscalationFinder {
  static let rows = ["iam-026", "iam-027"]

  private static let roleWays: [[KnownAction]] = [
    [.createRole, .attachRolePolicy], [.createRole, .putRolePolicy],
  ]
  private static let userWays: [[KnownAction]] = [
    [.createUser, .createAccessKey, .attachUserPolicy],
    [.createUser, .createAccessKey, .putUserPolicy],
    [.createUser, .createLoginProfile, .attachUserPolicy],
    [.createUser, .createLoginProfile, .putUserPolicy],
  ]

  static func addEdges(to draft: inout EscalationDraft) {
    for index in draft.actors {
      add(index, roleWays, "role", "iam-026", &draft)
      add(index, userWays, "user", "iam-027", &draft)
    }
  }

  private static func add(
    _ index: Int, _ ways: [[KnownAction]], _ type: String, _ row: String,
    _ draft: inout EscalationDraft
  ) {
    let principal = draft.principals.all[index]
    guard let account = principal.account.literal,
      let partition = SymbolicARN(principal.arn)?.partition.literal
    else { return }
    for actions in ways {
      let bits = EscalationActions.bits(of: actions.map(\.rawValue))
      guard draft.authority.mayHave(index, bits) else { continue }
      let prefix = "arn:\(partition):iam::\(account):\(type)/"
      var residual = Residual.never
      if draft.authority.isCertain(index, bits) {
        residual = .always
      } else {
        for name in draft.authority.newNames(index, actions, prefix: prefix) {
          residual = residual.or(allowed(index, actions, name, draft))
          if residual.isAlways { break }
        }
      }
      guard !residual.isNever else { continue }
      draft.addAdministrator(
        index, row, residual: residual,
        evidence: draft.authority.evidence(index, actions[0].rawValue))
      return
    }
  }

  private static func allowed(
    _ index: Int, _ actions: [KnownAction], _ name: String, _ draft: EscalationDraft
  ) -> Residual {
    let name = SymbolicString(name)
    let others = actions.dropFirst().reduce(Residual.always) { residual, action in
      residual.isNever ? residual : residual.and(draft.authority.widening(index, action, on: name))
    }
    if others.isNever { return .never }
    // A new identity with a boundary is no administrator before the boundary is gone.
    let create = actions[0]
    let free = draft.authority.residual(
      index, create.rawValue, on: name, ["iam:PermissionsBoundary": .known(.absent)])
    if free.isAlways { return others }
    let removal: KnownAction =
      create == .createRole ? .deleteRolePermissionsBoundary : .deleteUserPermissionsBoundary
    let bound = draft.authority.residual(index, create.rawValue, on: name)
      .and(draft.authority.residual(index, removal.rawValue, on: name))
    return others.and(free.or(bound))
  }
}
