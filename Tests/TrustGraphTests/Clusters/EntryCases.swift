extension EdgeCase {
  /// Names in rules for pods limit which of them are entered.
  static let entry: [EdgeCase] = [
    .init(
      0, "C ResourceNameMatches: exec into a named pod depends on which it is", cluster(),
      objects(rules(rule("create", "pods/exec", names: "web")) + pod("web")), from: group,
      to: "workload:prod/payments/Pod/web", .depends("the pod is one of web")),
    .init(
      0, "C ResourceNameMatches: exec without names", cluster(),
      objects(rules(rule("create", "pods/exec")) + pod("web")), from: group,
      to: "workload:prod/payments/Pod/web", .yes),
    .init(
      0, "D webhook: pods of an account with a role hold its token", cluster(),
      objects(rules(rule("create", "pods/exec")) + pod("web")), account(exact),
      [
        "worker.yaml": """
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: prod, region: eu-west-1}
        iam: {serviceAccounts: [{metadata: {name: worker, namespace: payments}, attachRoleARN: "\(role)"}]}
        """
      ], from: group, to: role, .yes),
    .init(
      0, "D: pods without a token for AWS are the account towards the cluster only", cluster(),
      objects(rules(rule("create", "pods/exec")) + pod("web")), account(exact), from: group,
      to: role, .no),
  ]
}
