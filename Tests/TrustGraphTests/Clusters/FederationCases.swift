extension EdgeCase {
  /// From service accounts to roles.
  static let federation: [EdgeCase] = [
    .init(
      59, "IAM operators: StringEquals takes a star for a star", cluster(), objects(),
      account(web(#"{"StringEquals": {"\#(issuer):sub": "system:serviceaccount:payments:*"}}"#)),
      from: token, to: role, .no),
    .init(
      60, "D best practices: two stars let every account in", cluster(), objects(),
      account(web(#"{"StringLike": {"\#(issuer):sub": "system:serviceaccount:*:*"}}"#)),
      from: "sa-token:prod/other/batch", to: role, .yes),
    .init(
      61, "IAM: IfExists on another issuer's key holds always", cluster(), objects(),
      account(web(#"{"StringEqualsIfExists": {"other.example.com:sub": "x"}}"#)),
      from: "sa-token:prod/other/batch", to: role, .yes),
    .init(
      61, "IAM: so does ForAllValues", cluster(), objects(),
      account(web(#"{"ForAllValues:StringEquals": {"other.example.com:sub": "x"}}"#)),
      from: "sa-token:prod/other/batch", to: role, .yes),
    .init(
      61, "IAM: StringEquals on it never", cluster(), objects(),
      account(web(#"{"StringEquals": {"other.example.com:sub": "x"}}"#)),
      from: "sa-token:prod/other/batch", to: role, .no),
    .init(
      62, "D cross-account access: no condition lets every account in", cluster(), objects(),
      account(web(nil)), from: "sa-token:prod/other/batch", to: role, .yes),
    .init(
      63, "STS: a provider of another account is none", cluster(), objects(),
      account(
        web(#"{"StringEquals": {"\#(issuer):sub": "system:serviceaccount:payments:worker"}}"#),
        account: "444455556666"),
      from: token, to: "arn:aws:iam::444455556666:role/worker", .no),
    .init(
      64, "D cross-account access: a provider for the issuer in the role's account", cluster(),
      objects(),
      account(
        web(
          #"{"StringEquals": {"\#(issuer):sub": "system:serviceaccount:payments:worker"}}"#,
          account: "444455556666"),
        account: "444455556666"),
      from: token, to: "arn:aws:iam::444455556666:role/worker", .yes),
    .init(
      65, "fact 5: an annotation grants nothing", cluster(),
      objects(annotated("other", "lone")), account(exact), from: "sa-token:prod/other/lone",
      to: role, .no),
    .init(
      66, "fact 6: whoever issues tokens needs no annotation and no pod", cluster(),
      objects(rules(rule("create", "serviceaccounts/token"))), account(exact), from: group,
      to: role, .yes),
    .init(
      66, "C: names limit whose tokens", cluster(),
      objects(rules(rule("create", "serviceaccounts/token", names: "other"))), account(exact),
      from: group, to: role, .no),
    .init(
      67, "D token claims: a token Secret is the account towards the cluster", cluster(),
      objects(rules(rule("list", "secrets")) + secret), account(exact), from: group,
      to: account, .yes),
    .init(
      67, "D token claims: and nothing towards AWS", cluster(),
      objects(rules(rule("list", "secrets")) + secret), account(exact), from: group,
      to: role, .no),
    .init(
      68, "M: without sts:TagSession an association with tags does not work", cluster(), objects(),
      account(pods(#""sts:AssumeRole""#)), association(#", "disableSessionTags": false"#),
      from: token, to: role, .no),
    .init(
      68, "M: without tags it does", cluster(), objects(), account(pods(#""sts:AssumeRole""#)),
      association(#", "disableSessionTags": true"#), from: token, to: role, .yes),
    .init(
      68, "M: where the output does not tell, it depends", cluster(), objects(),
      account(pods(#""sts:AssumeRole""#)), association(), from: token, to: role,
      .depends("disables session tags")),
    .init(
      69, "M + IAM: without tags no condition on them is met", cluster(), objects(),
      account(
        pods(
          #""sts:AssumeRole", "sts:TagSession""#,
          #"{"StringEquals": {"aws:RequestTag/kubernetes-namespace": "payments"}}"#)),
      association(#", "disableSessionTags": true"#), from: token, to: role, .no),
    .init(
      69, "M + IAM: with tags it is", cluster(), objects(),
      account(
        pods(
          #""sts:AssumeRole", "sts:TagSession""#,
          #"{"StringEquals": {"aws:RequestTag/kubernetes-namespace": "payments"}}"#)),
      association(), from: token, to: role, .yes),
    .init(
      70, "M: the target asks for another ExternalId", cluster(), objects(), target("other"),
      association(targeted), from: token, to: targetRole, .no),
    .init(
      70, "M: the target asks for the association's ExternalId", cluster(), objects(),
      target("id-1"), association(targeted), from: token, to: targetRole, .yes),
    .init(
      71, "C handler.go: an association does not undo the trust of the token", cluster(),
      objects(annotated("payments", "worker")),
      account(exact + ", " + pods(#""sts:AssumeRole", "sts:TagSession""#)), association(),
      from: token, to: role, .yes),
    .init(
      72, "D: Pod Identity does not run on Fargate", cluster(), objects(),
      account(pods(#""sts:AssumeRole", "sts:TagSession""#)), association(),
      [
        "fargate.json": """
        {"fargateProfile": {"fargateProfileName": "f", "clusterName": "prod",
         "selectors": [{"namespace": "payments"}]}}
        """
      ], from: token, to: role, .no),
    .init(
      78, "eksctl: associations with the keys of Go", cluster(), objects(),
      account(pods(#""sts:AssumeRole", "sts:TagSession""#)),
      [
        "eksctl.json": """
        [{"AssociationARN": "arn:aws:eks:eu-west-1:111122223333:podidentityassociation/prod/a-1",
         "Namespace": "payments", "ServiceAccountName": "worker", "RoleARN": "\(role)"}]
        """
      ], from: token, to: role, .yes),
  ]

  /// STS holds a token's audience against the provider before anybody reads the trust policy.
  static let audiences: [EdgeCase] = [
    .init(
      0, "fact 8: without a condition the provider's list decides", cluster(), objects(),
      account(web(subject)), from: token, to: role, .yes),
    .init(
      0, "fact 8: an audience that the provider does not take", cluster(), objects(),
      account(exact, audiences: #""vault""#), from: token, to: role, .no),
    .init(
      0, "fact 8: holders ask for whatever audience the provider takes", cluster(), objects(),
      account(web(subject), audiences: #""vault""#), from: token, to: role, .yes),
    .init(
      0, "b.6: a provider that takes the cluster's own audience takes every pod's token", cluster(),
      objects(pod("web")),
      account(web(subject), audiences: #""https://kubernetes.default.svc""#),
      from: "workload:prod/payments/Pod/web", to: role, .depends("audience")),
    .init(
      0, "b.6: one that does not takes none", cluster(), objects(pod("web")),
      account(web(subject)), from: "workload:prod/payments/Pod/web", to: role, .no),
  ]

  private static let subject =
    #"{"StringEquals": {"\#(issuer):sub": "system:serviceaccount:payments:worker"}}"#

  private static func annotated(_ namespace: String, _ name: String) -> String {
    """
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: \(name), namespace: \(namespace), annotations: {eks.amazonaws.com/role-arn: \(role)}}
    """
  }

  private static let secret = """
    apiVersion: v1
    kind: Secret
    type: kubernetes.io/service-account-token
    metadata: {name: t, namespace: payments, annotations: {kubernetes.io/service-account.name: worker}}
    """

  private static let targetRole = "arn:aws:iam::444455556666:role/target"
  private static let targeted = """
    , "targetRoleArn": "\(targetRole)", "externalId": "id-1", "disableSessionTags": false
    """

  /// The first role, and a second one in another account that asks for an ExternalId.
  private static func target(_ externalID: String) -> [String: String] {
    account(
      pods(#""sts:AssumeRole", "sts:TagSession""#),
      allows: """
        {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
         "Resource": "\(targetRole)"}
        """
    ).merging(
      account(
        """
        {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
         "Principal": {"AWS": "\(role)"},
         "Condition": {"StringEquals": {"sts:ExternalId": "\(externalID)"}}}
        """, account: "444455556666", name: "target")
    ) { $1 }
  }
}
