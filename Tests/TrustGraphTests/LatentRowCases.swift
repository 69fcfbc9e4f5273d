import IAM
import Logic

@testable import TrustGraph

/// Rows whose evidence lies outside what is exported, or in names and tags that somebody chooses.
extension EscalationCase {
  private static let far = "arn:aws:iam::\(other):role/far"
  private static let issuer = "a1b2c3.tokens.sts.global.api.aws"
  private static let github = "token.actions.githubusercontent.com"

  /// A role in another account that lets whoever has a name in.
  private static func named(
    _ pattern: String, _ statements: String...
  ) -> @Sendable (inout Inputs) -> Void {
    let list = "[\(statements.joined(separator: ","))]"
    return { inputs in
      inputs.user(account, "caller", allows: list)
      inputs.role(
        other, "far",
        trust: Inputs.trust(
          "{\"AWS\": \"*\"}",
          condition: "{\"ArnLike\": {\"aws:PrincipalArn\": \"\(pattern)\"}}"))
    }
  }

  /// A role of the same account that asks for a tag, and a caller that has none.
  private static func tagged(
    _ statements: String..., tag: String = "red"
  ) -> @Sendable (inout Inputs) -> Void {
    let list = "[\(statements.joined(separator: ","))]"
    return { inputs in
      inputs.user(account, "caller", allows: list)
      inputs.role(
        account, "target",
        trust: Inputs.trust(
          "{\"AWS\": \"\(account)\"}",
          condition: "{\"StringEquals\": {\"aws:PrincipalTag/team\": \"\(tag)\"}}"))
    }
  }

  private static func tokens(
    _ statements: String..., sub: String?, issuer: String = issuer
  ) -> @Sendable (inout Inputs) -> Void {
    let list = "[\(statements.joined(separator: ","))]"
    let subject = sub.map { ", \"\(issuer):sub\": \"\($0)\"" } ?? ""
    return { inputs in
      inputs.user(account, "caller", allows: list)
      inputs.role(
        other, "far",
        trust: Inputs.trust(
          "{\"Federated\": \"arn:aws:iam::\(other):oidc-provider/\(issuer)\"}",
          action: "sts:AssumeRoleWithWebIdentity",
          condition: "{\"StringLike\": {\"\(issuer):aud\": \"far\"\(subject)}}"))
    }
  }

  private static func pipeline(
    _ subject: String, issuer: String = github
  ) -> @Sendable (inout Inputs) -> Void {
    { inputs in
      inputs.role(
        account, "target",
        trust: Inputs.trust(
          "{\"Federated\": \"arn:aws:iam::\(account):oidc-provider/\(issuer)\"}",
          action: "sts:AssumeRoleWithWebIdentity",
          condition: "{\"StringLike\": {\"\(issuer):sub\": \"\(subject)\"}}"))
    }
  }

  private static let resources = "resources:\(account):"

  /// Rows about names, tags, tokens of one's own and what is stored.
  static let latent: [EscalationCase] =
    names + tags + outbound + [
      yes(
        "T-DELEG", "a request of a partner can be accepted", from: "anyone", to: caller,
        user(allow("iam:AcceptDelegationRequest", "iam:SendDelegationToken"))),
      no(
        "T-DELEG", "accepted, but nothing is sent", from: "anyone",
        user(allow("iam:AcceptDelegationRequest"))),
      no(
        "T-DELEG", "denied", from: "anyone",
        user(allow("iam:*DelegationRequest", "iam:Send*"), deny("iam:SendDelegationToken"))),
      yes("secrets-01", "secrets", to: victim, user(allow("secretsmanager:GetSecretValue"))),
      yes("secrets-01", "parameters", to: victim, user(allow("ssm:Get*"))),
      no("secrets-01", "names only", user(allow("secretsmanager:ListSecrets"))),
      no(
        "secrets-01", "denied",
        user(allow("secretsmanager:*"), deny("secretsmanager:GetSecretValue"))),
      yes("rs-01", "buckets", to: resources + "s3", user(allow("s3:PutBucketPolicy"))),
      yes("rs-01", "queues", to: resources + "sqs", user(allow("sqs:*"))),
      no("rs-01", "objects only", user(s3)),
      no("rs-01", "denied", user(allow("sqs:SetQueueAttributes"), deny("sqs:*"))),
      yes("kms-01", "grants", to: resources + "kms", user(allow("kms:CreateGrant"))),
      yes("kms-01", "the key's policy", to: resources + "kms", user(allow("kms:Put*"))),
      no("kms-01", "using a key", user(allow("kms:Decrypt"))),
      no("kms-01", "denied", user(allow("kms:*"), deny("kms:*"))),
      yes(
        "S-oidc-repo", "the repository of a branch", from: "repository:github.com/acme/app",
        to: target, pipeline("repo:acme/app:ref:refs/heads/main")),
      yes(
        "S-oidc-repo", "a project of GitLab", from: "repository:gitlab.com/acme/app", to: target,
        pipeline("project_path:acme/app:*", issuer: "gitlab.com")),
      no(
        "S-oidc-repo", "another repository", from: "repository:github.com/acme/app",
        pipeline("repo:acme/lib:*")),
      no(
        "S-oidc-repo", "a whole owner is not one repository", from: "repository:github.com/acme/*",
        pipeline("repo:acme/*")),
      no("codestar-01", "the service is gone", user(allow("codestar:CreateProject"))),
      no("codestar-01", "also with a role passed") { inputs in
        inputs.user(account, "caller", allows: allow("codestar:*", "iam:PassRole"))
        inputs.role(
          account, "target", trust: Inputs.trust("{\"Service\": \"codestar.amazonaws.com\"}"))
      },
    ]

  private static let names: [EscalationCase] = [
    yes(
      "iam-028", "a name that another account lets in", to: far,
      named(
        "arn:aws:iam::*:role/deploy-*",
        allow("iam:CreateRole", "iam:PutRolePolicy", on: "arn:aws:iam::*:role/deploy-*"))),
    yes(
      "iam-028", "the name is where two patterns meet", to: far,
      named(
        "arn:aws:iam::\(account):role/deploy-*",
        allow("iam:CreateRole", "iam:AttachRolePolicy", on: "arn:aws:iam::*:role/*-app"))),
    yes("iam-028", "a role of the same account needs no policy", to: target) { inputs in
      inputs.user(account, "caller", allows: allow("iam:CreateRole"))
      inputs.role(
        account, "target",
        trust: Inputs.trust(
          "{\"AWS\": \"*\"}",
          condition:
            "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::\(account):role/deploy-*\"}}"))
    },
    yes("iam-028", "a role that is named and not there", to: target) { inputs in
      inputs.user(account, "caller", allows: allow("iam:CreateRole"))
      inputs.role(
        account, "target",
        trust: Inputs.trust("{\"AWS\": \"arn:aws:iam::\(account):role/planned\"}"))
    },
    no(
      "iam-028", "other names",
      named(
        "arn:aws:iam::*:role/deploy-*",
        allow("iam:CreateRole", "iam:PutRolePolicy", on: "arn:aws:iam::*:role/app-*"))),
    no(
      "iam-028", "the new role gets no policy",
      named("arn:aws:iam::*:role/deploy-*", allow("iam:CreateRole"))),
    no(
      "iam-028", "names of another account",
      named(
        "arn:aws:iam::999988887777:role/deploy-*", allow("iam:CreateRole", "iam:PutRolePolicy"))),
    no("iam-028", "the named role exists") { inputs in
      inputs.user(account, "caller", allows: allow("iam:CreateRole"))
      inputs.role(account, "planned", trust: root)
      inputs.role(
        account, "target",
        trust: Inputs.trust("{\"AWS\": \"arn:aws:iam::\(account):role/planned\"}"))
    },
  ]

  private static let tags: [EscalationCase] = [
    yes(
      "iam-029", "tags itself", to: target,
      tagged(allow("sts:AssumeRole"), allow("iam:TagUser", on: caller))),
    yes(
      "iam-029", "may give itself this tag", to: target,
      tagged(
        allow("sts:AssumeRole"),
        allow(
          "iam:TagUser",
          condition: "{\"StringEquals\": {\"aws:RequestTag/team\": [\"red\", \"blue\"]}}"))),
    yes("iam-029", "a grant of its own asks for the tag") { inputs in
      inputs.user(
        account, "caller",
        allows:
          "[\(allow("iam:TagUser")), \(allow("iam:PutUserPolicy", condition: "{\"StringEquals\": {\"aws:PrincipalTag/team\": \"red\"}}"))]"
      )
    },
    no(
      "iam-029", "tags others",
      tagged(allow("sts:AssumeRole"), allow("iam:TagUser", on: victim))),
    no(
      "iam-029", "may give itself another tag only",
      tagged(
        allow("sts:AssumeRole"),
        allow(
          "iam:TagUser",
          condition: "{\"StringEquals\": {\"aws:RequestTag/team\": \"blue\"}}"))),
    no("iam-029", "tags itself and may not assume", tagged(allow("iam:TagUser"))),
  ]

  private static let outbound: [EscalationCase] = [
    yes(
      "T-OUTBOUND", "its own ARN is the subject", to: far,
      tokens(allow("sts:GetWebIdentityToken"), sub: caller)),
    yes(
      "T-OUTBOUND", "every subject of the issuer", to: far,
      tokens(allow("sts:Get*"), sub: nil)),
    no(
      "T-OUTBOUND", "another subject",
      tokens(allow("sts:GetWebIdentityToken"), sub: victim)),
    no("T-OUTBOUND", "no tokens", tokens(allow("sts:GetCallerIdentity"), sub: caller)),
    no(
      "T-OUTBOUND", "another issuer",
      tokens(allow("sts:GetWebIdentityToken"), sub: nil, issuer: "idp.example.com")),
  ]

  private static func template(_ resource: String) -> @Sendable (inout Inputs) -> Void {
    { $0.file("stack.yaml", "Resources:\n\(resource)\n") }
  }

  private static func stackSet(_ model: String) -> @Sendable (inout Inputs) -> Void {
    template(
      """
        Set:
          Type: AWS::CloudFormation::StackSet
          Properties:
            StackSetName: base
            PermissionModel: \(model)
            AdministrationRoleARN: \(target)
            ExecutionRoleName: executor
            StackInstancesGroup:
              - {Regions: [eu-west-1], DeploymentTargets: {Accounts: ["\(other)"]}}
            TemplateBody: "Resources: {T: {Type: 'AWS::SNS::Topic'}}"
      """)
  }

  private static func output(_ role: String) -> @Sendable (inout Inputs) -> Void {
    template(
      """
        Topic:
          Type: AWS::SNS::Topic
          Properties:
            TopicName:
              Fn::GetStackOutput: {StackName: base, OutputName: Name\(role)}
      """)
  }

  private static let deployer = "arn:aws:iam::${AWS::AccountId}:root"

  /// Rows that only templates make.
  static let templates: [EscalationCase] = [
    yes(
      "T-STACK-SET", "the administration role of a self-managed stack set", from: target,
      to: "arn:aws:iam::\(other):role/executor", stackSet("SELF_MANAGED")),
    no("T-STACK-SET", "AWS manages it", from: target, stackSet("SERVICE_MANAGED")),
    yes(
      "T-STACK-OUTPUT", "an output that a role reads", from: deployer, to: far,
      output(", RoleArn: '\(far)'")),
    no("T-STACK-OUTPUT", "an output of the same account", from: deployer, output("")),
  ]
}
