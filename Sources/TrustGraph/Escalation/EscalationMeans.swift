/// What the rows of the edge catalogue take, in words that follow "by".
enum EscalationMeans {
  /// Of a row; its id for rows that need no words.
  static func words(of row: String) -> String { all[row] ?? row }

  private static let all: [String: String] = {
    var all = identity
    for row in PassRoleRow.all where all[row.id] == nil {
      all[row.id] = "iam:PassRole with " + list(row.actions)
    }
    for row in ExistingRow.all where all[row.id] == nil { all[row.id] = list(row.actions) }
    for row in OrganizationRow.all where all[row.id] == nil { all[row.id] = list(row.actions) }
    return all
  }()

  private static func list(_ actions: [String]) -> String {
    guard let last = actions.last, actions.count > 1 else { return actions.first ?? "" }
    return actions.dropLast().joined(separator: ", ") + " and " + last
  }

  private static let identity = [
    "iam-001": "iam:CreatePolicyVersion on a policy that it holds",
    "iam-sdv": "iam:SetDefaultPolicyVersion on a policy that it holds",
    "iam-002": "iam:CreateAccessKey",
    "iam-003": "iam:DeleteAccessKey and iam:CreateAccessKey",
    "iam-004": "iam:CreateLoginProfile",
    "iam-005": "iam:PutRolePolicy on itself",
    "iam-006": "iam:UpdateLoginProfile",
    "iam-007": "iam:PutUserPolicy on itself",
    "iam-008": "iam:AttachUserPolicy on itself",
    "iam-009": "iam:AttachRolePolicy on itself",
    "iam-010": "iam:AttachGroupPolicy on a group that it is in or may join",
    "iam-011": "iam:PutGroupPolicy on a group that it is in or may join",
    "iam-012": "iam:UpdateAssumeRolePolicy",
    "iam-013": "iam:AddUserToGroup on a group of administrators",
    "iam-014": "iam:AttachRolePolicy on a role that it can assume",
    "iam-015": "iam:AttachUserPolicy and a credential for the same user",
    "iam-016": "iam:CreatePolicyVersion on a policy of a role that it can assume",
    "iam-017": "iam:PutRolePolicy on a role that it can assume",
    "iam-018": "iam:PutUserPolicy and a credential for the same user",
    "iam-019": "iam:AttachRolePolicy and iam:UpdateAssumeRolePolicy on one role",
    "iam-020":
      "iam:CreatePolicyVersion on a role's policy and iam:UpdateAssumeRolePolicy on the role",
    "iam-021": "iam:PutRolePolicy and iam:UpdateAssumeRolePolicy on one role",
    "iam-022": "iam:DeleteUserPermissionsBoundary",
    "iam-023": "iam:DeleteRolePermissionsBoundary",
    "iam-024": "a permissions boundary that limits nothing",
    "iam-025": "taking off the policy that denies it everything",
    "iam-026": "a new role with every permission",
    "iam-027": "a new user with every permission",
    "D-01": "iam:CreateOpenIDConnectProvider",
    "D-02": "a SAML provider whose metadata it writes",
  ]
}
