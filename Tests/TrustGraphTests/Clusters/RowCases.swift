extension EdgeCase {
  private static let dev = "arn:aws:iam::111122223333:role/dev"
  private static let dana = "arn:aws:iam::111122223333:user/dana"
  private static let user = "k8s-user:prod/dev"
  private static let root = """
    {"Effect": "Allow", "Action": "sts:AssumeRole",
     "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}
    """

  /// aws-auth with its data in flow style.
  private static func mapping(_ data: String) -> [String: String] {
    [
      "aws-auth.yaml": """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: aws-auth, namespace: kube-system}
      data:
        \(data)
      """
    ]
  }

  private static let people = [
    "users.json": """
    {"UserDetailList": [{"Path": "/", "UserName": "dana", "UserId": "AIDADANA", "Arn": "\(dana)",
     "CreateDate": "2025-01-01T00:00:00+00:00", "GroupList": [],
     "AttachedManagedPolicies": [], "Tags": []}], "RoleDetailList": []}
    """
  ]

  private static func entry(_ arn: String) -> [String: String] {
    [
      "entry.json": """
      {"accessEntry": {"clusterName": "prod", "principalArn": "\(arn)", "username": "dev",
       "kubernetesGroups": ["dev"], "type": "STANDARD",
       "accessEntryArn": "arn:aws:eks:eu-west-1:111122223333:access-entry/prod/x"}}
      """
    ]
  }

  private static let creation = [
    "event.json": """
    {"Records": [{"eventName": "CreateCluster", "userIdentity": {"type": "AssumedRole",
      "arn": "arn:aws:sts::111122223333:assumed-role/dev/run", "sessionContext": {"sessionIssuer":
      {"arn": "\(dev)"}}}, "requestParameters": {"name": "prod"},
      "responseElements": {"cluster": {"name": "prod",
      "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/prod"}}}]}
    """
  ]

  private static let wholeNamespace = web(
    """
    {"StringEquals": {"\(issuer):aud": "sts.amazonaws.com"},
     "StringLike": {"\(issuer):sub": "system:serviceaccount:payments:*"}}
    """)

  private static let anyNamespace = web(
    """
    {"StringEquals": {"\(issuer):aud": "sts.amazonaws.com"},
     "StringLike": {"\(issuer):sub": "system:serviceaccount:*:worker"}}
    """)

  /// Rows of the edge catalogue that no other case is about.
  static let rows: [EdgeCase] = [
    .init(
      0, "K-aa-role: without path", cluster(), account(root, name: "dev"),
      mapping("mapRoles: \"[{rolearn: '\(dev)', username: dev}]\""), from: dev, to: user, .yes),
    .init(
      0, "K-aa-role: a path never matches", cluster(), account(root, name: "dev"),
      mapping("mapRoles: \"[{rolearn: '\(role(in: "team/"))', username: dev}]\""), from: dev,
      to: user, .no),
    .init(
      0, "K-aa-user: mapped", cluster(), people,
      mapping("mapUsers: \"[{userarn: '\(dana)', username: dev}]\""), from: dana, to: user, .yes),
    .init(
      0, "K-aa-user: another user", cluster(), people,
      mapping("mapUsers: \"[{userarn: '\(dana)2', username: dev}]\""), from: dana, to: user, .no),
    .init(
      0, "K-aa-acct: its users are mapped by their ARNs", cluster(), people,
      mapping("mapAccounts: \"['111122223333']\""),
      objects(binding("cluster-admin", "{kind: User, name: '\(dana)'}")), from: dana, to: masters,
      .yes),
    .init(
      0, "K-aa-acct: those of another account are not", cluster(), people,
      mapping("mapAccounts: \"['444455556666']\""),
      objects(binding("cluster-admin", "{kind: User, name: '\(dana)'}")), from: dana, to: masters,
      .no),
    .init(
      0, "K-ae: its groups", cluster("API"), people, entry(dana), from: dana, to: group, .yes),
    .init(
      0, "K-ae: not with CONFIG_MAP", cluster("CONFIG_MAP"), people, entry(dana), from: dana,
      to: group, .no),
    .init(
      0, "K-creator: with CONFIG_MAP", cluster("CONFIG_MAP"), account(root, name: "dev"), creation,
      from: dev, to: masters, .yes),
    .init(
      0, "K-creator: with API the entries say it", cluster("API"), account(root, name: "dev"),
      creation, from: dev, to: masters, .no),
    .init(
      0, "K-group: bound", cluster(),
      objects(binding("view", "{kind: Group, name: dev}")), from: group,
      to: "k8s-permission:prod/b-view", .yes),
    .init(
      0, "K-group: another group is bound", cluster(),
      objects(binding("view", "{kind: Group, name: ops}")), from: group,
      to: "k8s-permission:prod/b-view", .no),
    .init(
      0, "K-eks-token: a token alone is nobody", cluster(),
      account(
        root,
        allows:
          #"{"Effect": "Allow", "Action": ["eks:DescribeCluster", "sts:*"], "Resource": "*"}"#,
        name: "dev"), mapping("mapRoles: \"[]\""),
      objects(binding("cluster-admin", "{kind: Group, name: dev}")), from: dev, to: masters, .no),
    .init(
      0, "K-eks-token: the console's permission is none in the cluster", cluster(),
      account(
        root,
        allows: #"{"Effect": "Allow", "Action": "eks:AccessKubernetesApi", "Resource": "*"}"#,
        name: "dev"),
      objects(binding("cluster-admin", "{kind: Group, name: dev}")), from: dev, to: masters, .no),
    .init(
      0, "K-pod-create: pods of any account of the namespace", cluster(),
      objects(rules(rule("create", "pods"))), from: group, to: token, .yes),
    .init(
      0, "K-pod-create: not of another namespace", cluster(),
      objects(rules(rule("create", "pods"), in: "other")), from: group, to: token, .no),
    .init(
      0, "K-patch: a Deployment takes another account", cluster(),
      objects(rules(rule("patch", "deployments", group: "apps"))), from: group, to: token, .yes),
    .init(
      0, "K-patch: reading changes nothing", cluster(),
      objects(rules(rule("get, list", "deployments", group: "apps"))), from: group, to: token,
      .no),
    .init(
      0, "K-sa-annot: with pods of the namespace", cluster(), account(wholeNamespace),
      objects(rules(rule("patch", "serviceaccounts") + ", " + rule("create", "pods"))),
      from: group, to: role, .yes),
    .init(
      0, "K-sa-annot: alone", cluster(), account(wholeNamespace),
      objects(rules(rule("patch", "serviceaccounts"))), from: group, to: role, .no),
    .init(
      0, "K-tenant: whoever makes namespaces", cluster(), account(anyNamespace),
      objects(clusterRules(rule("create", "namespaces, pods"))), from: group, to: role, .yes),
    .init(
      0, "K-tenant: whoever reads them", cluster(), account(anyNamespace),
      objects(clusterRules(rule("get", "namespaces") + ", " + rule("get", "pods"))), from: group,
      to: role, .no),
    .init(
      0, "K-node: no way from reading nodes", cluster(),
      objects(clusterRules(rule("get", "nodes")) + pod("web")), from: group,
      to: "workload:prod/payments/Pod/web", .no),
    .init(
      0, "K-node-role: a kubelet acts for its pods", cluster(),
      objects(binding("view", "{kind: Group, name: 'system:nodes'}") + pod("web")),
      from: "k8s-group:prod/system:nodes", to: account, .depends("the machine that the pod is on")),
    .init(
      0, "K-node-role: other groups do not", cluster(),
      objects(binding("view", "{kind: Group, name: 'system:other'}") + pod("web")),
      from: "k8s-group:prod/system:other", to: account, .no),
  ]

  private static func role(in path: String) -> String {
    "arn:aws:iam::111122223333:role/\(path)dev"
  }

  /// Rows with the beginnings of the cases that draw them and of those that do not.
  static let ofRow: [String: (drawn: [String], not: [String])] = [
    "K-aa-role": (["K-aa-role: without"], ["K-aa-role: a path"]),
    "K-aa-user": (["K-aa-user: mapped"], ["K-aa-user: another"]),
    "K-aa-acct": (["K-aa-acct: its"], ["K-aa-acct: those"]),
    "K-ae": (["K-ae: its"], ["K-ae: not"]),
    "K-creator": (["K-creator: with CONFIG_MAP"], ["K-creator: with API"]),
    "K-group": (["K-group: bound"], ["K-group: another"]),
    "K-eks-ae": (["b.9: create and associate"], ["b.9: a Deny"]),
    "K-eks-cfg": (["b.9: unless the mode"], ["b.9: CONFIG_MAP"]),
    "K-eks-token": ([], ["K-eks-token: a token", "K-eks-token: the console"]),
    "K-aa-write": (["D RBAC: update is separate"], ["D RBAC: a name never"]),
    "K-sa-token": (["fact 6"], ["C: names limit"]),
    "K-pod-create": (["K-pod-create: pods"], ["K-pod-create: not"]),
    "K-exec": (["C ResourceMatches: */exec"], ["C ResourceMatches: pods does"]),
    "K-patch": (["K-patch: a Deployment"], ["K-patch: reading"]),
    "K-secrets": (
      ["D token claims: a token Secret"], ["D token claims: and nothing"]
    ),
    "K-imp": (["D impersonation: with users"], ["D impersonation: groups alone"]),
    "K-bind": (["C BindingAuthorized: and view"], ["C BindingAuthorized: bind on view"]),
    "K-sa-annot": (["K-sa-annot: with"], ["K-sa-annot: alone"]),
    "K-node": (["D RBAC good practices: get nodes"], ["K-node: no way"]),
    "K-csr": (["D local clusters"], ["D cert-signing"]),
    "K-node-role": (["K-node-role: a kubelet"], ["K-node-role: other"]),
    "K-irsa-mismatch": ([], ["fact 5", "IAM operators: StringEquals takes"]),
    "K-irsa-unused": (["fact 6"], ["fact 8: an audience"]),
    "K-tenant": (["K-tenant: whoever makes"], ["K-tenant: whoever reads"]),
  ]
}
