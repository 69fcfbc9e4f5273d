import Estate
import IAM
import Logic

/// Who can take away what limits its own policies: its boundary, or a Deny.
struct BoundaryChangeFinder: EscalationFinder {
  static let rows = ["iam-022", "iam-023", "iam-024", "iam-025"]

  private static let denying: [Principal.Kind: [KnownAction]] = [
    .user: [.detachUserPolicy, .deleteUserPolicy, .removeUserFromGroup],
    .role: [.detachRolePolicy, .deleteRolePolicy],
  ]

  static func addEdges(to draft: inout EscalationDraft) {
    for index in draft.actors where !draft.principals.all[index].isReserved {
      let principal = draft.principals.all[index]
      guard draft.base.policies.entries[index].powers.level < .administrator else { continue }
      let own = draft.ownPowers(of: index)
      if principal.boundary != nil, own.level == .administrator {
        addBoundary(index, principal, &draft)
      }
      var undenied = own
      undenied.denied = 0
      if principal.boundary == nil, own.level < .administrator, undenied.level == .administrator {
        addDeny(index, principal, &draft)
      }
    }
  }

  private static func addBoundary(
    _ index: Int, _ principal: Principal, _ draft: inout EscalationDraft
  ) {
    let isUser = principal.kind == .user
    let ways: [(KnownAction, String, [ContextKey: RequestContext.Knowledge])] = [
      (
        isUser ? .deleteUserPermissionsBoundary : .deleteRolePermissionsBoundary,
        isUser ? "iam-022" : "iam-023", [:]
      ),
      (
        isUser ? .putUserPermissionsBoundary : .putRolePermissionsBoundary, "iam-024",
        [
          "iam:PermissionsBoundary": .known(
            .one("arn:aws:iam::aws:policy/AdministratorAccess"))
        ]
      ),
    ]
    for (action, row, context) in ways {
      let residual = draft.authority.residual(index, action.rawValue, on: principal.arn, context)
      draft.addAdministrator(
        index, row, residual: residual,
        evidence: draft.authority.evidence(index, action.rawValue, on: principal.arn))
    }
  }

  private static func addDeny(
    _ index: Int, _ principal: Principal, _ draft: inout EscalationDraft
  ) {
    for action in denying[principal.kind] ?? [] {
      let residual = draft.authority.residual(index, action.rawValue, on: principal.arn)
      if residual.isNever { continue }
      draft.addAdministrator(
        index, "iam-025",
        residual: residual.and(.when("the policy that denies can be taken off this way")),
        evidence: draft.authority.evidence(index, action.rawValue, on: principal.arn))
      break
    }
  }
}

extension EscalationDraft {
  /// What the policies of a principal give without its boundary.
  mutating func ownPowers(of principal: Int) -> DocumentPowers {
    var result = DocumentPowers()
    for document in authority.entries[principal].documents {
      result.formUnion(powers(of: authority.documents[document].policy.document))
    }
    return result
  }
}
