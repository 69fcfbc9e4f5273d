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
      let names = actions.map(\.rawValue)
      let bits = EscalationActions.bits(of: names)
      guard draft.authority.mayHave(index, bits) else { continue }
      let prefix = "arn:\(partition):iam::\(account):\(type)/"
      var residual = Residual.never
      if draft.authority.isCertain(index, bits) {
        residual = .always
      } else {
        for name in draft.authority.newNames(index, actions, prefix: prefix) {
          residual = residual.or(allowed(index, names, name, draft))
          if residual.isAlways { break }
        }
      }
      guard !residual.isNever else { continue }
      draft.addAdministrator(
        index, row, residual: residual, evidence: draft.authority.evidence(index, names[0]))
      return
    }
  }

  private static func allowed(
    _ index: Int, _ actions: [String], _ name: String, _ draft: EscalationDraft
  ) -> Residual {
    var context = [ContextKey: RequestContext.Knowledge].administratorPolicy
    // A new identity with a boundary is no administrator.
    context["iam:PermissionsBoundary"] = .known(.absent)
    var residual = Residual.always
    for action in actions {
      residual = residual.and(
        draft.authority.residual(index, action, on: SymbolicString(name), context))
      if residual.isNever { break }
    }
    return residual
  }
}
