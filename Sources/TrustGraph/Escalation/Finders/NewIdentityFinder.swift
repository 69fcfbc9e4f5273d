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

  /// What must hold for a new identity to administer: without a boundary, with one that limits nothing,
  /// or with one that is taken off.
  ///
  /// What is given to it is asked with the same boundary as its creation, because a policy may let
  /// only limited identities be changed.
  private static func allowed(
    _ index: Int, _ actions: [KnownAction], _ name: String, _ draft: EscalationDraft
  ) -> Residual {
    let name = SymbolicString(name)
    func created(_ context: [ContextKey: RequestContext.Knowledge]) -> Residual {
      actions.dropFirst().reduce(
        draft.authority.residual(index, actions[0].rawValue, on: name, context)
      ) { residual, action in
        guard !residual.isNever else { return residual }
        return residual.and(draft.authority.widening(index, action, on: name, context))
      }
    }
    let free = created(["iam:PermissionsBoundary": .known(.absent)]).or(created(.openBoundary))
    if free.isAlways { return free }
    let removal: KnownAction =
      actions[0] == .createRole ? .deleteRolePermissionsBoundary : .deleteUserPermissionsBoundary
    let unbound = draft.authority.residual(index, removal.rawValue, on: name)
    return unbound.isNever ? free : free.or(unbound.and(created([:])))
  }
}
