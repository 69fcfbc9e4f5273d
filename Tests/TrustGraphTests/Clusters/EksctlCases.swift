extension EdgeCase {
  /// Roles that eksctl itself makes, in a cluster whose account and issuer describe-cluster tells.
  static let eksctl: [EdgeCase] = [
    .init(
      0, "C eksctl pkg/iam/oidc: the role of a service account trusts it", cluster(), objects(),
      config("serviceAccounts: [{metadata: {name: worker, namespace: payments}, roleName: made}]"),
      from: token, to: made, .yes),
    .init(
      0, "C eksctl pkg/iam/oidc: and no other one", cluster(), objects(),
      config("serviceAccounts: [{metadata: {name: worker, namespace: payments}, roleName: made}]"),
      from: batch, to: made, .no),
    .init(
      0, "C eksctl pkg/iam/oidc: a subject pattern trusts what it matches", cluster(), objects(),
      config(
        """
        serviceAccounts: [{metadata: {name: x, namespace: other}, subjectPattern: "ba*",
          roleName: made, roleOnly: true}]
        """), from: batch, to: made, .yes),
    .init(
      0, "C eksctl pkg/iam/oidc: nothing of another namespace", cluster(), objects(),
      config(
        """
        serviceAccounts: [{metadata: {name: x, namespace: other}, subjectPattern: "*",
          roleName: made, roleOnly: true}]
        """), from: token, to: made, .no),
    .init(
      0, "C eksctl pkg/iam/oidc: no service account, no subject: every one", cluster(), objects(),
      ["config.yaml": file + "addons: [{name: x, attachPolicyARNs: [\(policy)]}]\n"],
      from: batch, to: "arn:aws:iam::111122223333:role/eksctl-prod-addon-x-Role1-*", .yes),
    .init(
      0, "C eksctl podidentityassociation: the role trusts EKS Pod Identity", cluster(), objects(),
      config(
        """
        podIdentityAssociations: [{namespace: payments, serviceAccountName: worker,
          roleName: made, permissionPolicyARNs: [\(policy)]}]
        """), from: token, to: made, .yes),
    .init(
      0, "C eksctl podidentityassociation: for the account of the association", cluster(),
      objects(),
      config(
        """
        podIdentityAssociations: [{namespace: payments, serviceAccountName: worker,
          roleName: made, permissionPolicyARNs: [\(policy)]}]
        """), from: batch, to: made, .no),
  ]

  private static let made = "arn:aws:iam::111122223333:role/made"
  private static let batch = "sa-token:prod/other/batch"
  private static let policy = #""arn:aws:iam::aws:policy/ReadOnlyAccess""#
  private static let file = """
    apiVersion: eksctl.io/v1alpha5
    kind: ClusterConfig
    metadata: {name: prod, region: eu-west-1}

    """

  private static func config(_ iam: String) -> [String: String] {
    let body = iam.split(separator: "\n").joined(separator: "\n    ")
    return ["config.yaml": file + "iam:\n  withOIDC: true\n  \(body)\n"]
  }
}
