import IAM
import Logic

@testable import TrustGraph

/// Rows that trust policies make.
extension EscalationCase {
  private static let issuer = "oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789"
  private static let github = "token.actions.githubusercontent.com"
  private static let outside = "arn:aws:iam::999988887777:root"

  /// The target with a trust, and a caller in the same account.
  private static func target(
    _ principal: String, action: String = "sts:AssumeRole", condition: String? = nil,
    name: String = "target", path: String = "/", allows: String? = nil
  ) -> @Sendable (inout Inputs) -> Void {
    { inputs in
      inputs.role(account, "caller", trust: root, allows: allows ?? s3)
      inputs.role(
        account, name, trust: Inputs.trust(principal, action: action, condition: condition),
        allows: s3, path: path)
    }
  }

  private static func token(
    _ provider: String, _ condition: String? = nil,
    action: String = "sts:AssumeRoleWithWebIdentity",
    path: String = "/", name: String = "target"
  ) -> @Sendable (inout Inputs) -> Void {
    target(
      "{\"Federated\": \"\(provider)\"}", action: action, condition: condition, name: name,
      path: path)
  }

  private static func oidc(_ issuer: String) -> String {
    "arn:aws:iam::\(account):oidc-provider/\(issuer)"
  }

  private static let saml = "arn:aws:iam::\(account):saml-provider/corp"
  private static let center =
    "arn:aws:iam::\(account):saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE"

  static let trust: [EscalationCase] = [
    yes(
      "T-STAR-COND", "everybody of one account", from: outside, to: target,
      target(
        "{\"AWS\": \"*\"}",
        condition: "{\"StringEquals\": {\"aws:PrincipalAccount\": \"999988887777\"}}")),
    no(
      "T-STAR-COND", "everybody of another account", from: outside,
      target(
        "{\"AWS\": \"*\"}",
        condition: "{\"StringEquals\": {\"aws:PrincipalAccount\": \"444455556666\"}}")),
    yes(
      "T-SESSION", "a session of the caller", from: callerRole, to: target,
      target("{\"AWS\": \"arn:aws:sts::\(account):assumed-role/caller/build\"}")),
    no(
      "T-SESSION", "a session of another role", from: callerRole,
      target("{\"AWS\": \"arn:aws:sts::\(account):assumed-role/other/build\"}")),
    yes(
      "T-FEDUSER", "a federated user",
      from: "arn:aws:sts::999988887777:federated-user/bob", to: target,
      target("{\"AWS\": \"arn:aws:sts::999988887777:federated-user/bob\"}")),
    no(
      "T-FEDUSER", "another federated user",
      from: "arn:aws:sts::999988887777:federated-user/bob",
      target("{\"AWS\": \"arn:aws:sts::999988887777:federated-user/eve\"}")),
    no(
      "T-DANGLING", "a deleted role", from: callerRole,
      target("{\"AWS\": \"AROAQ4ABCDEFGHIJKLMNO\"}")),
    no(
      "T-DANGLING", "a deleted user", from: callerRole,
      target("{\"AWS\": \"AIDAQ4ABCDEFGHIJKLMNO\"}")),
    yes(
      "T-SERVICE", "a service", from: "service:lambda.amazonaws.com", to: target,
      target("{\"Service\": \"lambda.amazonaws.com\"}")),
    no(
      "T-SERVICE", "another service", from: "service:lambda.amazonaws.com",
      target("{\"Service\": \"glue.amazonaws.com\"}")),
    yes(
      "T-EC2", "an instance", from: "service:ec2.amazonaws.com", to: target,
      target("{\"Service\": \"ec2.amazonaws.com\"}")),
    no(
      "T-EC2", "no instance", from: "service:ec2.amazonaws.com",
      target("{\"Service\": \"ecs.amazonaws.com\"}")),
    yes(
      "T-RA", "certificates", from: "service:rolesanywhere.amazonaws.com", to: target,
      target("{\"Service\": \"rolesanywhere.amazonaws.com\"}")),
    no(
      "T-RA", "no certificates", from: "service:rolesanywhere.amazonaws.com",
      target("{\"Service\": \"ecs.amazonaws.com\"}")),
    yes(
      "T-IOT", "devices", from: "service:credentials.iot.amazonaws.com", to: target,
      target("{\"Service\": \"credentials.iot.amazonaws.com\"}")),
    no(
      "T-IOT", "no devices", from: "service:credentials.iot.amazonaws.com",
      target("{\"Service\": \"iot.amazonaws.com\"}")),
    yes(
      "T-OIDC", "one repository", from: "oidc:\(github)#repo:acme/app:ref:refs/heads/main",
      to: target,
      token(
        oidc(github),
        "{\"StringEquals\": {\"\(github):sub\": \"repo:acme/app:ref:refs/heads/main\"}}")),
    no(
      "T-OIDC", "a provider of another account",
      from: "oidc:\(github)#repo:acme/app:ref:refs/heads/main",
      token(
        "arn:aws:iam::\(other):oidc-provider/\(github)",
        "{\"StringEquals\": {\"\(github):sub\": \"repo:acme/app:ref:refs/heads/main\"}}")),
    yes(
      "T-SAML", "assertions", from: saml, to: target, token(saml, action: "sts:AssumeRoleWithSAML")),
    no("T-SAML", "the wrong action", from: saml, token(saml)),
    yes(
      "T-IDC", "a permission set", from: center,
      to: "arn:aws:iam::\(account):role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_admin",
      token(
        center, action: "sts:AssumeRoleWithSAML", path: "/aws-reserved/sso.amazonaws.com/",
        name: "AWSReservedSSO_admin")),
    no("T-IDC", "another provider", from: saml, token(saml, action: "sts:AssumeRoleWithSAML")),
    yes(
      "T-WEBIDP", "a public provider", from: "oidc:cognito-identity.amazonaws.com#*", to: target,
      token("cognito-identity.amazonaws.com")),
    no(
      "T-WEBIDP", "no such provider", from: "oidc:cognito-identity.amazonaws.com#*",
      token("accounts.google.com")),
    yes(
      "T-SELF", "a role that names itself", from: target, to: target,
      target("{\"AWS\": \"\(target)\"}")),
    no(
      "T-SELF", "a role that trusts its account", from: target, target("{\"AWS\": \"\(account)\"}")),
    no("T-SELF", "a role that trusts its account and may assume itself", from: target) { inputs in
      inputs.role(
        account, "target", trust: Inputs.trust("{\"AWS\": \"\(account)\"}"),
        allows: Inputs.may(target))
    },
    no("T-SELF", "a role that trusts a pattern of names", from: target) { inputs in
      inputs.role(
        account, "target",
        trust: Inputs.trust(
          "{\"AWS\": \"\(account)\"}",
          condition: "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::\(account):role/t*\"}}"),
        allows: Inputs.may())
    },
    yes("T-OIDC-EKS", "a service account", from: "sa-token:prod/app/web", to: target) { inputs in
      cluster(&inputs)
      token(
        oidc(issuer),
        "{\"StringEquals\": {\"\(issuer):sub\": \"system:serviceaccount:app:web\"}}")(&inputs)
    },
    no("T-OIDC-EKS", "another service account", from: "sa-token:prod/app/web") { inputs in
      cluster(&inputs)
      token(
        oidc(issuer),
        "{\"StringEquals\": {\"\(issuer):sub\": \"system:serviceaccount:app:api\"}}")(&inputs)
    },
    yes("T-PODID", "an association", from: "sa-token:prod/app/web", to: target) { inputs in
      cluster(&inputs)
      association(&inputs)
      inputs.role(account, "target", trust: pods(["sts:AssumeRole", "sts:TagSession"]))
    },
    no("T-PODID", "the role trusts machines only", from: "sa-token:prod/app/web") { inputs in
      cluster(&inputs)
      association(&inputs)
      inputs.role(
        account, "target", trust: Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}"))
    },
  ]

  private static func pods(_ actions: [String]) -> String {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ", ")
    return """
      {"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": [\(list)]}
      """
  }

  private static func association(_ inputs: inout Inputs) {
    inputs.file(
      "eks/association.json",
      """
      {"association": {"clusterName": "prod", "namespace": "app", "serviceAccount": "web",
        "roleArn": "\(target)", "associationId": "a-1",
        "associationArn": "arn:aws:eks:eu-west-1:\(account):podidentityassociation/prod/a-1"}}
      """)
  }

  private static func cluster(_ inputs: inout Inputs) {
    inputs.file(
      "eks/cluster.json",
      """
      {"cluster": {"name": "prod", "arn": "arn:aws:eks:eu-west-1:\(account):cluster/prod",
        "identity": {"oidc": {"issuer": "https://\(issuer)"}},
        "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}}}
      """)
    inputs.file(
      "eks/accounts.yaml",
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: web
        namespace: app
      """)
  }

  /// Rows about whole accounts.
  static let accounts: [EscalationCase] = [
    yes(
      "T-ROOT-CROSS", "the management account's administrators", from: "admin:\(account)",
      to: "arn:aws:iam::\(other):role/OrganizationAccountAccessRole"
    ) { inputs in
      inputs.user(account, "caller", allows: everything)
      inputs.role(
        other, "OrganizationAccountAccessRole",
        trust: Inputs.trust("{\"AWS\": \"arn:aws:iam::\(account):root\"}"), allows: everything)
    },
    no("T-ROOT-CROSS", "the name alone", from: "admin:\(account)") { inputs in
      inputs.user(account, "caller", allows: everything)
      inputs.role(
        other, "OrganizationAccountAccessRole",
        trust: Inputs.trust("{\"AWS\": \"arn:aws:iam::\(other):root\"}"), allows: everything)
    },
  ]
}
