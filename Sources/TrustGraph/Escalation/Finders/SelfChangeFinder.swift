import Estate
import IAM
import Logic

/// Who can give itself any permission.
struct SelfChangeFinder: EscalationFinder {
  static let rows = ["iam-005", "iam-007", "iam-008", "iam-009"]

  /// The actions by which a principal changes its own policies.
  static let ways: [(kind: Principal.Kind, action: KnownAction, row: String)] = [
    (.role, .putRolePolicy, "iam-005"), (.role, .attachRolePolicy, "iam-009"),
    (.user, .putUserPolicy, "iam-007"), (.user, .attachUserPolicy, "iam-008"),
  ]

  static func addEdges(to draft: inout EscalationDraft) {
    for index in draft.actors where !draft.principals.all[index].isReserved {
      let principal = draft.principals.all[index]
      let ceiling = draft.ceiling(of: index)
      if ceiling.isNever { continue }
      for way in ways where way.kind == principal.kind {
        let residual = draft.authority.widening(index, way.action, on: principal.arn)
        guard !residual.isNever else { continue }
        draft.addAdministrator(
          index, way.row, residual: residual.and(ceiling),
          evidence: draft.authority.evidence(index, way.action.rawValue, on: principal.arn))
      }
    }
  }
}

extension KnownAction {
  /// What requests of this action say about the policy that is to give all rights.
  ///
  /// Requests without a policy to attach have no such key.
  var administratorPolicies: [[ContextKey: RequestContext.Knowledge]] {
    switch self {
    case .attachRolePolicy, .attachUserPolicy, .attachGroupPolicy:
      ["AdministratorAccess", "IAMFullAccess"].map {
        ["iam:PolicyARN": .known(.one("arn:aws:iam::aws:policy/" + $0))]
      }
    default: [[:]]
    }
  }
}
