extension EdgeCase {
  /// Who becomes administrator, and who enters pods.
  static let authorization: [EdgeCase] = [
    .init(
      39, "D set-cam: a cluster in mode API does not read aws-auth", cluster("API"),
      objects(rules(rule("update", "configmaps"), in: "kube-system")), from: group, to: masters,
      .no),
    .init(
      39, "D set-cam: in other modes it does", cluster(),
      objects(rules(rule("update", "configmaps"), in: "kube-system")), from: group, to: masters,
      .yes),
    .init(
      39, "D set-cam: without describe-cluster and with access entries it depends",
      objects(rules(rule("update", "configmaps"), in: "kube-system")),
      [
        "entry.json": """
        {"accessEntries": ["arn:aws:iam::111122223333:role/x"]}
        """
      ], from: "k8s-group:unnamed/dev", to: "k8s-group:unnamed/system:masters",
      .depends("aws-auth")),
    .init(
      47, "D access policies: whoever is impersonated keeps its access policies to itself",
      cluster(),
      objects(clusterRules(rule("impersonate", "users", names: "carol"))),
      [
        "entry.json": """
        {"accessEntry": {"clusterName": "prod", "principalArn": "arn:aws:iam::111122223333:user/c",
         "username": "carol", "kubernetesGroups": [], "type": "STANDARD",
         "accessEntryArn": "arn:aws:eks:eu-west-1:111122223333:access-entry/prod/user/1/c/1"},
         "x": 1}
        """,
        "policies.json": """
        {"clusterName": "prod", "principalArn": "arn:aws:iam::111122223333:user/c",
         "associatedAccessPolicies": [{"accessScope": {"type": "cluster", "namespaces": []},
         "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"}]}
        """,
      ], from: group, to: masters, .no),
    .init(
      47, "D impersonation: but what bindings give the name", cluster(),
      objects(
        clusterRules(rule("impersonate", "users", names: "carol"))
          + binding("cluster-admin", "{kind: User, name: carol}")), from: group, to: masters, .yes),
    .init(
      48, "C ResourceMatches: pods does not cover pods/exec", cluster(),
      objects(rules(rule("create", "pods/log")) + pod("web")), from: group,
      to: "workload:prod/payments/Pod/web", .no),
    .init(
      48, "C ResourceMatches: */exec does", cluster(),
      objects(rules(rule("create", "\"*/exec\"")) + pod("web")), from: group,
      to: "workload:prod/payments/Pod/web", .yes),
    .init(
      48, "C ResourceMatches: pods/* covers nothing", cluster(),
      objects(rules(rule("create", "\"pods/*\"")) + pod("web")), from: group,
      to: "workload:prod/payments/Pod/web", .no),
    .init(
      49, "D RBAC: a name never lets anyone create", cluster(),
      objects(rules(rule("create", "configmaps", names: "aws-auth"), in: "kube-system")),
      from: group, to: masters, .no),
    .init(
      49, "D RBAC: update is separate", cluster(),
      objects(rules(rule("update", "configmaps", names: "aws-auth"), in: "kube-system")),
      from: group, to: masters, .yes),
    .init(
      49, "D immutable ConfigMaps: update is refused", cluster(),
      objects(rules(rule("update", "configmaps"), in: "kube-system") + immutable), from: group,
      to: masters, .no),
    .init(
      49, "D immutable ConfigMaps: they are deleted and created anew", cluster(),
      objects(rules(rule("delete, create", "configmaps"), in: "kube-system") + immutable),
      from: group, to: masters, .yes),
    .init(
      49, "D RBAC: to create it is enough where there is none", cluster(),
      objects(rules(rule("create", "configmaps"), in: "kube-system")), from: group, to: masters,
      .depends("no ConfigMap aws-auth")),
    .init(
      49, "D RBAC: where there is one it is not", cluster(),
      objects(rules(rule("create", "configmaps"), in: "kube-system") + immutable), from: group,
      to: masters, .no),
    .init(
      50, "C appliesToUser: an account without namespace in a ClusterRoleBinding is nobody",
      cluster(), objects(binding("cluster-admin", "{kind: ServiceAccount, name: worker}")),
      from: account, to: masters, .no),
    .init(
      51, "C appliesToUser: in a RoleBinding it is one of the binding's namespace", cluster(),
      objects(binding("edit", "{kind: ServiceAccount, name: worker}", in: "payments")),
      from: account, to: token, .yes),
    .init(
      52, "D + C: cluster-admin in kube-system writes aws-auth", cluster(),
      objects(binding("cluster-admin", "{kind: Group, name: dev}", in: "kube-system")),
      from: group, to: masters, .yes),
    .init(
      52, "C: it is no administrator of the cluster by itself", cluster("API"),
      objects(binding("cluster-admin", "{kind: Group, name: dev}", in: "kube-system")),
      from: group, to: masters, .no),
    .init(
      53, "C: a User named as an account is that account", cluster(),
      objects(
        binding("cluster-admin", "{kind: User, name: \"system:serviceaccount:payments:worker\"}")),
      from: account, to: masters, .yes),
    .init(
      54, "D impersonation: groups alone are of no use", cluster(),
      objects(clusterRules(rule("impersonate", "groups"))), from: group, to: masters, .no),
    .init(
      54, "D impersonation: with users they are", cluster(),
      objects(clusterRules(rule("impersonate", "users, groups"))), from: group, to: masters, .yes),
    .init(
      55, "C BindingAuthorized: bind on view passes on view", cluster(),
      objects(
        clusterRules(
          rule("bind", "clusterroles", group: "rbac.authorization.k8s.io", names: "view") + ", "
            + rule("create", "clusterrolebindings", group: "rbac.authorization.k8s.io"))),
      from: group, to: masters, .no),
    .init(
      55, "C BindingAuthorized: and view it is", cluster(),
      objects(
        clusterRules(
          rule("bind", "clusterroles", group: "rbac.authorization.k8s.io", names: "view") + ", "
            + rule("create", "clusterrolebindings", group: "rbac.authorization.k8s.io"))),
      from: group, to: "k8s-permission:prod/view@*", .yes),
    .init(
      57, "D RBAC good practices: get nodes/proxy runs code in pods", cluster(),
      objects(clusterRules(rule("get", "nodes/proxy")) + pod("web")), from: group,
      to: "workload:prod/payments/Pod/web", .yes),
    .init(
      57, "not verified: whether access policies reach kubelets", cluster(),
      objects(pod("web")),
      [
        "policies.json": """
        {"clusterName": "prod", "principalArn": "arn:aws:iam::111122223333:user/c",
         "associatedAccessPolicies": [{"accessScope": {"type": "cluster", "namespaces": []},
         "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy"}]}
        """
      ], from: "arn:aws:iam::111122223333:user/c", to: "workload:prod/payments/Pod/web",
      .depends("nodes/proxy")),
    .init(
      57, "not verified: get pods/exec depends on the version", cluster(),
      objects(rules(rule("get", "pods/exec")) + pod("web")), from: group,
      to: "workload:prod/payments/Pod/web", .depends("version of Kubernetes")),
    .init(
      58, "D cert-signing: EKS signs no client certificates", cluster(),
      objects(clusterRules(csr) + binding("cluster-admin", "{kind: User, name: root}")),
      from: group, to: masters, .no),
    .init(
      58, "D local clusters: on Outposts they are",
      cluster("CONFIG_MAP", #", "outpostConfig": {}"#),
      objects(clusterRules(csr) + binding("cluster-admin", "{kind: User, name: root}")),
      from: group, to: masters, .yes),
  ]

  private static let immutable = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: aws-auth, namespace: kube-system}
    immutable: true
    data: {mapUsers: ""}
    ---

    """

  private static let csr = [
    rule("create", "certificatesigningrequests", group: "certificates.k8s.io"),
    rule("update", "certificatesigningrequests/approval", group: "certificates.k8s.io"),
    rule("approve", "signers", group: "certificates.k8s.io"),
  ].joined(separator: ", ")
}
