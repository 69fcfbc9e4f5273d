import IAM
import Logic
import Testing

@testable import TrustGraph

/// One situation for a row of the edge catalogue: what the caller may, and whether an edge follows.
struct EscalationCase: CustomTestStringConvertible, Sendable {
  static let account = "111122223333"
  static let other = "444455556666"
  static let caller = "arn:aws:iam::\(account):user/caller"
  static let callerRole = "arn:aws:iam::\(account):role/caller"
  static let victim = "arn:aws:iam::\(account):user/victim"
  static let target = "arn:aws:iam::\(account):role/target"
  static let administrator = "admin:\(account)"
  static let policy = "arn:aws:iam::\(account):policy/shared"

  let row: String
  let name: String
  let isDrawn: Bool
  /// Where the edge starts and ends; nil for any.
  var from = EscalationCase.caller
  var to: String?
  let build: @Sendable (inout Inputs) -> Void

  var testDescription: String { "\(row): \(name)" }

  /// The row's edge is drawn.
  static func yes(
    _ row: String, _ name: String, from: String = caller, to: String? = administrator,
    _ build: @escaping @Sendable (inout Inputs) -> Void
  ) -> EscalationCase {
    EscalationCase(row: row, name: name, isDrawn: true, from: from, to: to, build: build)
  }

  /// No edge of the row starts at the caller.
  static func no(
    _ row: String, _ name: String, from: String = caller,
    _ build: @escaping @Sendable (inout Inputs) -> Void
  ) -> EscalationCase {
    EscalationCase(row: row, name: name, isDrawn: false, from: from, to: nil, build: build)
  }

  /// A statement that allows actions.
  static func allow(
    _ actions: String..., on resource: String = "*", condition: String? = nil
  ) -> String {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ", ")
    let tail = condition.map { ", \"Condition\": \($0)" } ?? ""
    return """
      {"Effect": "Allow", "Action": [\(list)], "Resource": "\(resource)"\(tail)}
      """
  }

  static func deny(_ action: String) -> String {
    "{\"Effect\": \"Deny\", \"Action\": \"\(action)\", \"Resource\": \"*\"}"
  }

  static let s3 = allow("s3:GetObject")
  static let everything = allow("*")
  static let root = Inputs.trust("{\"AWS\": \"arn:aws:iam::\(account):root\"}")
  static let named = Inputs.trust("{\"AWS\": \"\(caller)\"}")

  /// The caller as a user with some statements.
  static func user(_ statements: String...) -> @Sendable (inout Inputs) -> Void {
    let list = "[\(statements.joined(separator: ","))]"
    return { inputs in
      inputs.user(account, "caller", allows: list)
      inputs.user(account, "victim", allows: s3)
      inputs.role(account, "target", trust: root, allows: s3)
    }
  }

  /// The caller as a role with some statements.
  static func role(_ statements: String...) -> @Sendable (inout Inputs) -> Void {
    let list = "[\(statements.joined(separator: ","))]"
    return { inputs in
      inputs.role(
        account, "caller", trust: Inputs.trust("{\"Service\": \"x.amazonaws.com\"}"),
        allows: list)
      inputs.user(account, "victim", allows: s3)
      inputs.role(account, "target", trust: root, allows: s3)
    }
  }
}

extension EscalationCase {
  /// Rows about credentials of users.
  static let credentials: [EscalationCase] = [
    yes("iam-002", "key for another user", to: victim, user(allow("iam:CreateAccessKey"))),
    yes(
      "iam-002", "by NotAction", to: victim,
      user("{\"Effect\": \"Allow\", \"NotAction\": \"s3:*\", \"Resource\": \"\(victim)\"}")),
    no("iam-002", "only for itself", user(allow("iam:CreateAccessKey", on: caller))),
    no(
      "iam-002", "denied", user(allow("iam:*"), deny("iam:CreateAccessKey"))),
    yes(
      "iam-003", "a key goes, a key comes", to: victim,
      user(allow("iam:CreateAccessKey", "iam:DeleteAccessKey"))),
    no("iam-003", "keys cannot be deleted", user(allow("iam:CreateAccessKey"))),
    yes("iam-004", "password for another user", to: victim, user(allow("iam:CreateLoginProfile"))),
    no("iam-004", "only for itself", user(allow("iam:CreateLoginProfile", on: caller))),
    yes("iam-006", "password of another user", to: victim, user(allow("iam:Update*Profile"))),
    no("iam-006", "nothing of the kind", user(s3)),
    yes(
      "iam-ssc", "credential of one service", to: victim,
      user(allow("iam:CreateServiceSpecificCredential"))),
    no("iam-ssc", "nothing of the kind", user(s3)),
    yes("iam-key2", "SSH key", to: victim, user(allow("iam:UploadSSHPublicKey"))),
    no("iam-key2", "listed only", user(allow("iam:ListSSHPublicKeys"))),
    yes("mfa-01", "device of another user", to: victim, user(allow("iam:DeactivateMFADevice"))),
    no("mfa-01", "own device", user(allow("iam:DeactivateMFADevice", on: caller))),
  ]

  /// Rows about permissions of users, roles and groups.
  static let permissions: [EscalationCase] = [
    yes("iam-005", "inline policy of itself", from: callerRole, role(allow("iam:PutRolePolicy"))),
    no(
      "iam-005", "inline policy of another role", from: callerRole,
      role(allow("iam:PutRolePolicy", on: target))),
    yes("iam-007", "inline policy of itself", user(allow("iam:PutUserPolicy", on: caller))),
    no("iam-007", "inline policy of another user", user(allow("iam:PutUserPolicy", on: victim))),
    yes("iam-008", "attaches to itself", user(allow("iam:AttachUserPolicy"))),
    no(
      "iam-008", "may attach one harmless policy only",
      user(
        allow(
          "iam:AttachUserPolicy",
          condition: "{\"ArnEquals\": {\"iam:PolicyARN\": \"\(policy)\"}}"))),
    yes(
      "iam-008", "may attach the policy that manages IAM",
      user(
        allow(
          "iam:AttachUserPolicy",
          condition:
            "{\"ArnEquals\": {\"iam:PolicyARN\": \"arn:aws:iam::aws:policy/IAMFullAccess\"}}"))),
    yes("iam-009", "attaches to itself", from: callerRole, role(allow("iam:AttachRolePolicy"))),
    no(
      "iam-009", "attaches to another role", from: callerRole,
      role(allow("iam:AttachRolePolicy", on: target))),
    yes("iam-010", "its group gets a policy") { inputs in
      inputs.group(account, "team", allows: s3)
      inputs.user(account, "caller", allows: allow("iam:AttachGroupPolicy"), groups: ["team"])
    },
    no("iam-010", "another group gets a policy") { inputs in
      inputs.group(account, "team", allows: s3)
      inputs.user(account, "caller", allows: allow("iam:AttachGroupPolicy"))
    },
    yes("iam-011", "its group gets an inline policy") { inputs in
      inputs.group(account, "team", allows: s3)
      inputs.user(account, "caller", allows: allow("iam:PutGroupPolicy"), groups: ["team"])
    },
    no("iam-011", "another group gets an inline policy") { inputs in
      inputs.group(account, "team", allows: s3)
      inputs.group(account, "others", allows: s3)
      inputs.user(
        account, "caller",
        allows: allow("iam:PutGroupPolicy", on: "arn:aws:iam::\(account):group/others"),
        groups: ["team"])
    },
    yes("iam-013", "joins the administrators") { inputs in
      inputs.group(account, "admins", allows: everything)
      inputs.user(account, "caller", allows: allow("iam:AddUserToGroup"))
    },
    no("iam-013", "there are no administrators to join") { inputs in
      inputs.group(account, "readers", allows: s3)
      inputs.user(account, "caller", allows: allow("iam:AddUserToGroup"))
    },
    yes("iam-013", "joins a group that it can widen") { inputs in
      inputs.group(account, "readers", allows: s3)
      inputs.user(account, "caller", allows: allow("iam:AddUserToGroup", "iam:PutGroupPolicy"))
    },
    no("iam-013", "joins one group and widens another") { inputs in
      inputs.group(account, "readers", allows: s3)
      inputs.group(account, "writers", allows: s3)
      inputs.user(
        account, "caller",
        allows: "[\(allow("iam:AddUserToGroup", on: "arn:aws:iam::\(account):group/readers")),"
          + "\(allow("iam:PutGroupPolicy", on: "arn:aws:iam::\(account):group/writers"))]")
    },
    yes("iam-012", "changes the trust", to: target, user(allow("iam:UpdateAssumeRolePolicy"))),
    no(
      "iam-012", "of roles with another name",
      user(allow("iam:UpdateAssumeRolePolicy", on: "arn:aws:iam::*:role/app-*"))),
    yes(
      "iam-014", "widens a role that it can assume",
      user(allow("iam:AttachRolePolicy"), allow("sts:AssumeRole"))),
    no("iam-014", "cannot assume it", user(allow("iam:AttachRolePolicy"))).administrator,
    yes(
      "iam-017", "widens a role that it can assume",
      user(allow("iam:PutRolePolicy"), allow("sts:AssumeRole"))),
    no("iam-017", "cannot assume it", user(allow("iam:PutRolePolicy"))).administrator,
    yes(
      "iam-019", "widens a role and its trust",
      user(allow("iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"))),
    no("iam-019", "only widens it", user(allow("iam:AttachRolePolicy"))),
    yes(
      "iam-021", "widens a role and its trust",
      user(allow("iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", on: target))),
    no(
      "iam-021", "widens one role and the trust of another",
      user(
        allow("iam:PutRolePolicy", on: target),
        allow("iam:UpdateAssumeRolePolicy", on: "arn:aws:iam::*:role/app-*"))),
    yes(
      "iam-015", "widens a user and makes it a key",
      user(allow("iam:AttachUserPolicy", "iam:CreateAccessKey", on: victim))),
    yes(
      "iam-015", "widens a user and gives it a password",
      user(allow("iam:AttachUserPolicy", "iam:CreateLoginProfile", on: victim))),
    no("iam-015", "makes no key", user(allow("iam:AttachUserPolicy", on: victim))).administrator,
    yes(
      "iam-018", "widens a user and makes it a key",
      user(allow("iam:PutUserPolicy", "iam:CreateAccessKey", on: victim))),
    no("iam-018", "makes no key", user(allow("iam:PutUserPolicy", on: victim))).administrator,
  ]

  /// The same case about the edge to the account's administrators.
  private var administrator: EscalationCase {
    EscalationCase(
      row: row, name: name, isDrawn: isDrawn, from: from, to: Self.administrator, build: build)
  }
}

extension EscalationCase {
  private static func held(
    _ actions: String, by holder: String, older: String? = nil
  ) -> @Sendable (inout Inputs) -> Void {
    { inputs in
      inputs.policy(account, policy, s3, older: older)
      inputs.user(
        account, "caller", allows: "[\(allow(actions, on: policy)), \(allow("sts:AssumeRole"))]",
        attached: holder == "caller" ? [policy] : [])
      inputs.role(
        account, "target", trust: root, allows: s3,
        attached: holder == "target" ? [policy] : [])
    }
  }

  /// Rows about managed policies, boundaries and new identities.
  static let policies: [EscalationCase] = [
    yes("iam-001", "rewrites its own policy", held("iam:CreatePolicyVersion", by: "caller")),
    no("iam-001", "rewrites a policy of others", held("iam:CreatePolicyVersion", by: "target")),
    yes(
      "iam-sdv", "an older version allows everything",
      held("iam:SetDefaultPolicyVersion", by: "caller", older: everything)),
    no(
      "iam-sdv", "older versions allow no more",
      held("iam:SetDefaultPolicyVersion", by: "caller", older: s3)),
    yes(
      "iam-016", "rewrites the policy of a role that it can assume",
      held("iam:CreatePolicyVersion", by: "target")),
    no("iam-016", "the role cannot be assumed") { inputs in
      inputs.policy(account, policy, s3)
      inputs.user(account, "caller", allows: allow("iam:CreatePolicyVersion", on: policy))
      inputs.role(account, "target", trust: root, allows: s3, attached: [policy])
    }.administrator,
    yes("iam-020", "rewrites a role's policy and changes its trust") { inputs in
      inputs.policy(account, policy, s3)
      inputs.user(
        account, "caller", allows: allow("iam:CreatePolicyVersion", "iam:UpdateAssumeRolePolicy"))
      inputs.role(account, "target", trust: root, allows: s3, attached: [policy])
    },
    no("iam-020", "the trust stays", held("iam:CreatePolicyVersion", by: "target")),
    yes("iam-022", "takes its boundary off") { inputs in
      inputs.policy(account, policy, allow("s3:*", "iam:DeleteUserPermissionsBoundary"))
      inputs.user(account, "caller", allows: everything, boundary: policy)
    },
    no("iam-022", "the boundary does not let it") { inputs in
      inputs.policy(account, policy, allow("s3:*"))
      inputs.user(account, "caller", allows: everything, boundary: policy)
    },
    yes("iam-022", "gives itself everything behind the boundary") { inputs in
      inputs.policy(account, policy, allow("s3:*", "iam:DeleteUserPermissionsBoundary"))
      inputs.user(
        account, "caller",
        allows: allow("iam:DeleteUserPermissionsBoundary", "iam:PutUserPolicy", on: caller),
        boundary: policy)
    },
    no("iam-022", "may give itself nothing behind the boundary") { inputs in
      inputs.policy(account, policy, allow("s3:*", "iam:DeleteUserPermissionsBoundary"))
      inputs.user(
        account, "caller", allows: allow("iam:DeleteUserPermissionsBoundary", on: caller),
        boundary: policy)
    },
    yes("iam-022", "takes the boundary off a user whom it makes a key") { inputs in
      inputs.policy(account, policy, s3)
      inputs.user(account, "victim", allows: everything, boundary: policy)
      inputs.user(
        account, "caller",
        allows: allow("iam:DeleteUserPermissionsBoundary", "iam:CreateAccessKey", on: victim))
    },
    no("iam-022", "makes that user no key") { inputs in
      inputs.policy(account, policy, s3)
      inputs.user(account, "victim", allows: everything, boundary: policy)
      inputs.user(
        account, "caller", allows: allow("iam:DeleteUserPermissionsBoundary", on: victim))
    },
    yes("iam-023", "takes the boundary off a role that it can assume") { inputs in
      inputs.policy(account, policy, s3)
      inputs.role(account, "target", trust: root, allows: everything, boundary: policy)
      inputs.user(
        account, "caller",
        allows: allow("iam:DeleteRolePermissionsBoundary", "sts:AssumeRole", on: target))
    },
    no("iam-023", "cannot assume that role") { inputs in
      inputs.policy(account, policy, s3)
      inputs.role(account, "target", trust: root, allows: everything, boundary: policy)
      inputs.user(
        account, "caller", allows: allow("iam:DeleteRolePermissionsBoundary", on: target))
    },
    yes("iam-023", "takes its boundary off", from: callerRole) { inputs in
      inputs.policy(account, policy, allow("s3:*", "iam:DeleteRolePermissionsBoundary"))
      inputs.role(account, "caller", trust: root, allows: everything, boundary: policy)
    },
    no("iam-023", "has little behind the boundary", from: callerRole) { inputs in
      inputs.policy(account, policy, allow("s3:*", "iam:DeleteRolePermissionsBoundary"))
      inputs.role(
        account, "caller", trust: root, allows: allow("iam:DeleteRolePermissionsBoundary"),
        boundary: policy)
    },
    yes("iam-024", "takes a wider boundary") { inputs in
      inputs.policy(account, policy, allow("s3:*", "iam:PutUserPermissionsBoundary"))
      inputs.user(account, "caller", allows: everything, boundary: policy)
    },
    no("iam-024", "may take one boundary only") { inputs in
      inputs.policy(
        account, policy,
        allow(
          "iam:PutUserPermissionsBoundary",
          condition: "{\"StringEquals\": {\"iam:PermissionsBoundary\": \"\(policy)\"}}"))
      inputs.user(account, "caller", allows: everything, boundary: policy)
    },
    yes("iam-025", "takes off what denies") { inputs in
      inputs.user(account, "caller", allows: "[\(everything), \(deny("s3:*")), \(denyIAM)]")
    },
    yes("iam-025", "gives itself everything where nothing denies") { inputs in
      inputs.user(
        account, "caller",
        allows: "[\(allow("iam:DeleteUserPolicy", "iam:PutUserPolicy", on: caller)),"
          + "\(deny("iam:PutUserPolicy"))]")
    },
    no("iam-025", "may take off attached policies, and an inline one denies") { inputs in
      inputs.user(
        account, "caller",
        allows: "[\(allow("iam:DetachUserPolicy", "iam:PutUserPolicy", on: caller)),"
          + "\(deny("iam:PutUserPolicy"))]")
    },
    no("iam-025", "may not touch its policies") { inputs in
      inputs.user(account, "caller", allows: "[\(everything), \(deny("iam:*"))]")
    },
    yes(
      "iam-026", "new role by a pattern of names",
      user(
        allow("iam:CreateRole", "iam:AttachRolePolicy", on: "arn:aws:iam::*:role/app-*"))),
    no(
      "iam-026", "new roles and widened roles have different names",
      user(
        allow("iam:CreateRole", on: "arn:aws:iam::*:role/app-*"),
        allow("iam:PutRolePolicy", on: "arn:aws:iam::*:role/tmp-*"))),
    no(
      "iam-026", "new roles have a boundary",
      user(
        allow(
          "iam:CreateRole",
          condition: "{\"StringEquals\": {\"iam:PermissionsBoundary\": \"\(policy)\"}}"),
        allow("iam:PutRolePolicy", on: "arn:aws:iam::*:role/tmp-*"))),
    yes(
      "iam-026", "new roles have a boundary that can be taken off",
      user(
        allow(
          "iam:CreateRole", on: "arn:aws:iam::*:role/app-*",
          condition: "{\"StringEquals\": {\"iam:PermissionsBoundary\": \"\(policy)\"}}"),
        allow(
          "iam:PutRolePolicy", "iam:DeleteRolePermissionsBoundary",
          on: "arn:aws:iam::*:role/app-*"))),
    yes(
      "iam-027", "new user with a password",
      user(
        allow(
          "iam:CreateUser", "iam:CreateLoginProfile", "iam:AttachUserPolicy",
          on: "arn:aws:iam::*:user/bot-*"))),
    yes(
      "iam-027", "new user with a key",
      user(
        allow(
          "iam:CreateUser", "iam:CreateAccessKey", "iam:PutUserPolicy",
          on: "arn:aws:iam::*:user/bot-*"))),
    no(
      "iam-027", "no key for the new user",
      user(allow("iam:CreateUser", "iam:PutUserPolicy", on: "arn:aws:iam::*:user/bot-*"))),
    no("iam-slr", "service-linked roles are made", user(allow("iam:CreateServiceLinkedRole"))),
    no("iam-slr", "and passed") { inputs in
      inputs.user(
        account, "caller",
        allows: allow(
          "iam:CreateServiceLinkedRole", "iam:PassRole", "lambda:CreateFunction",
          "lambda:InvokeFunction"))
      inputs.role(
        account, "AWSServiceRoleForX",
        trust: Inputs.trust("{\"Service\": \"lambda.amazonaws.com\"}"),
        path: "/aws-service-role/lambda.amazonaws.com/")
    },
  ]

  /// Denies enough to keep the caller from administering, but not from changing its own policies.
  private static let denyIAM = """
    {"Effect": "Deny", "NotAction": ["iam:DeleteUserPolicy", "s3:GetObject"], "Resource": "*"}
    """
}

extension EscalationCase {
  private static func providers(
    _ actions: String..., listed: Bool = true
  ) -> @Sendable (inout Inputs) -> Void {
    let statement = "{\"Effect\": \"Allow\", \"Action\": \"\(actions[0])\", \"Resource\": \"*\"}"
    return { inputs in
      if listed {
        inputs.file(
          "list/oidc.json",
          """
          {"OpenIDConnectProviderList": [
            {"Arn": "arn:aws:iam::\(account):oidc-provider/other.example.com"}]}
          """)
      }
      inputs.user(account, "caller", allows: statement)
      inputs.role(
        account, "target",
        trust: Inputs.trust(
          "{\"Federated\": \"arn:aws:iam::\(account):oidc-provider/gone.example.com\"}",
          action: "sts:AssumeRoleWithWebIdentity"))
      inputs.role(
        account, "saml",
        trust: Inputs.trust(
          "{\"Federated\": \"arn:aws:iam::\(account):saml-provider/corp\"}",
          action: "sts:AssumeRoleWithSAML"))
    }
  }

  /// Rows about identity providers and the organisation.
  static let federation: [EscalationCase] = [
    yes(
      "D-01", "makes the missing provider", to: target,
      providers("iam:CreateOpenIDConnectProvider")),
    no("D-01", "may not make providers", providers("iam:GetOpenIDConnectProvider")),
    yes(
      "D-02", "exchanges the provider's metadata",
      to: "arn:aws:iam::\(account):role/saml", providers("iam:UpdateSAMLProvider")),
    no("D-02", "may not change providers", providers("iam:ListSAMLProviders")),
    no("D-03", "further audiences open nothing here", providers("iam:AddClientID*")),
    no("D-03", "nor do thumbprints", providers("iam:UpdateOpenIDConnectProviderThumbprint")),
    no("D-04", "thumbprints alone", providers("iam:UpdateOpenIDConnectProviderThumbprint")),
    no("D-04", "reading", providers("iam:Get*")),
    no("D-05", "weaker passwords", user(allow("iam:DeleteAccountPasswordPolicy"))),
    no("D-05", "longer passwords", user(allow("iam:UpdateAccountPasswordPolicy"))),
  ]

  private static func member(
    _ actions: String, in home: String = GuardrailTests.management
  ) -> @Sendable (inout Inputs) -> Void {
    { inputs in
      GuardrailTests.organise(&inputs)
      let list = actions.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ", ")
      inputs.user(
        home, "caller",
        allows: "{\"Effect\": \"Allow\", \"Action\": [\(list)], \"Resource\": \"*\"}")
      inputs.role(account, "target", trust: root, allows: s3)
    }
  }

  private static let manager = "arn:aws:iam::\(GuardrailTests.management):user/caller"
  private static let sibling = "arn:aws:iam::\(GuardrailTests.sibling):user/caller"

  /// Rows of the organisation: drawn from the management account, not from a member.
  static let organization: [EscalationCase] = OrganizationRow.all.flatMap { row in
    let actions = row.actions.joined(separator: " ")
    let end = row.capability == .guard ? "organization:o-abcdefghij" : administrator
    return [
      yes(row.id, "from the management account", from: manager, to: end, member(actions)),
      no(
        row.id, "from a member", from: sibling,
        member(actions, in: GuardrailTests.sibling)),
    ]
  }
}
