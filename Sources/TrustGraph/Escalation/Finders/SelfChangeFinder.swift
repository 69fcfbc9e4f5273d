import Estate
import IAM
import Logic

/// Who can give itself any permission.
struct SelfChangeFinder: EscalationFinder {
  static let rows = ["iam-005", "iam-007", "iam-008", "iam-009"]

  private static let ways: [(kind: Principal.Kind, action: KnownAction, row: String)] = [
    (.role, .putRolePolicy, "iam-005"), (.role, .attachRolePolicy, "iam-009"),
    (.user, .putUserPolicy, "iam-007"), (.user, .attachUserPolicy, "iam-008"),
  ]

  static func addEdges(to draft: inout EscalationDraft) {
    for index in draft.actors where !draft.principals.all[index].isReserved {
      let principal = draft.principals.all[index]
      let ceiling = draft.ceiling(of: index)
      if ceiling.isNever { continue }
      for way in ways where way.kind == principal.kind {
        let residual = draft.authority.residual(
          index, way.action.rawValue, on: principal.arn, .administratorPolicy)
        guard !residual.isNever else { continue }
        draft.addAdministrator(
          index, way.row, residual: residual.and(ceiling),
          evidence: draft.authority.evidence(index, way.action.rawValue, on: principal.arn))
      }
    }
  }
}

extension [ContextKey: RequestContext.Knowledge] {
  /// The request attaches `AdministratorAccess`; requests without a policy to attach ignore the key.
  static var administratorPolicy: Self {
    ["iam:PolicyARN": .known(.one("arn:aws:iam::aws:policy/AdministratorAccess"))]
  }
}
