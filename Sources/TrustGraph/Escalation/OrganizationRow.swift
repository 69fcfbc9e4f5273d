/// A way from the management account, or from a delegated administrator's, into the other accounts.
///
/// Source: AWS Organizations User Guide, "Delegated administrator"; IAM Identity Center User Guide,
/// "Delegated administration"; CloudFormation User Guide, "StackSets concepts"; IAM User Guide,
/// "Centrally manage root access for member accounts".
struct OrganizationRow: Sendable {
  /// Row of the edge catalogue.
  let id: String
  /// What the caller must be allowed in its own account.
  let actions: [String]
  /// Service for which an account may be a delegated administrator; nil where only the management
  /// account will do.
  let service: String?
  let capability: Capability
  /// What must be the case beyond permissions.
  let condition: String?

  private init(
    _ id: String, _ actions: [String], delegate service: String? = nil,
    _ capability: Capability = .full, when condition: String? = nil
  ) {
    self.id = id
    self.actions = actions
    self.service = service.map { $0 + ".amazonaws.com" }
    self.capability = capability
    self.condition = condition
  }

  /// Every row.
  static let all: [OrganizationRow] = [
    OrganizationRow(
      "SSO-001",
      [
        "sso:CreatePermissionSet", "sso:AttachManagedPolicyToPermissionSet",
        "sso:CreateAccountAssignment",
      ], delegate: "sso", when: "Identity Center is enabled, and the caller can sign in to it"),
    OrganizationRow(
      "SSO-002", ["sso:AttachManagedPolicyToPermissionSet", "sso:ProvisionPermissionSet"],
      delegate: "sso", when: "a permission set is assigned to somebody whom the caller can act as"),
    OrganizationRow(
      "SSO-003", ["sso:PutInlinePolicyToPermissionSet", "sso:ProvisionPermissionSet"],
      delegate: "sso", when: "a permission set is assigned to somebody whom the caller can act as"),
    OrganizationRow(
      "SSO-004", ["identitystore:CreateGroupMembership"], delegate: "sso",
      when: "a group with an administrator's permission set exists"),
    OrganizationRow(
      "SSO-005", ["sso:CreateAccountAssignment"], delegate: "sso",
      when: "an administrator's permission set exists"),
    OrganizationRow(
      "cloudformation-006",
      ["cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"],
      delegate: "member.org.stacksets.cloudformation", .drive,
      when: "trusted access of StackSets is enabled"),
    OrganizationRow(
      "root-01", ["sts:AssumeRoot"], delegate: "iam",
      when: "root access is managed centrally"),
    OrganizationRow(
      "org-01", ["organizations:DetachPolicy"], delegate: "organizations", .guard),
    OrganizationRow("org-02", ["organizations:MoveAccount"], .guard),
    OrganizationRow("org-03", ["organizations:RegisterDelegatedAdministrator"], .guard),
    OrganizationRow("org-04", ["iam:EnableOrganizationsRootSessions"], delegate: "iam", .guard),
  ]
}
