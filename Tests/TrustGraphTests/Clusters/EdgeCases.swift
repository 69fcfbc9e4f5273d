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

  private static let csr = [
    rule("create", "certificatesigningrequests", group: "certificates.k8s.io"),
    rule("update", "certificatesigningrequests/approval", group: "certificates.k8s.io"),
    rule("approve", "signers", group: "certificates.k8s.io"),
  ].joined(separator: ", ")

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

  /// From pods to the role of their machine.
  static let machines: [EdgeCase] = [
    .init(
      73, "IMDS: one hop is no limit without tokens", cluster(), objects(pod("web")),
      account(ec2, name: "node"), nodes(tokens: "optional", hops: 1),
      from: "workload:prod/payments/Pod/web", to: nodeRole, .yes),
    .init(
      73, "IMDS: with tokens it is", cluster(), objects(pod("web")), account(ec2, name: "node"),
      nodes(tokens: "required", hops: 1), from: "workload:prod/payments/Pod/web", to: nodeRole,
      .no),
    .init(
      73, "IMDS: two hops reach", cluster(), objects(pod("web")), account(ec2, name: "node"),
      nodes(tokens: "required", hops: 2), from: "workload:prod/payments/Pod/web", to: nodeRole,
      .yes),
    .init(
      73, "IMDS: the machine's network needs no hop", cluster(),
      objects(pod("web", ", hostNetwork: true")), account(ec2, name: "node"),
      nodes(tokens: "required", hops: 1), from: "workload:prod/payments/Pod/web", to: nodeRole,
      .yes),
    .init(
      73, "D network policies: whether anything enforces them, no input shows", cluster(),
      objects(pod("web") + denial("{}")), account(ec2, name: "node"),
      nodes(tokens: "optional", hops: 1), from: "workload:prod/payments/Pod/web", to: nodeRole,
      .depends("NetworkPolicy payments/deny")),
    .init(
      73, "D network policies: those of other pods do not matter", cluster(),
      objects(pod("web") + denial("{matchLabels: {app: other}}")), account(ec2, name: "node"),
      nodes(tokens: "optional", hops: 1), from: "workload:prod/payments/Pod/web", to: nodeRole,
      .yes),
    .init(
      73, "D AL2023: without a launch template tokens and one hop", cluster(),
      objects(pod("web")), account(ec2, name: "node"),
      group(#", "amiType": "AL2023_x86_64_STANDARD""#),
      from: "workload:prod/payments/Pod/web", to: nodeRole, .no),
    .init(
      73, "D: a launch template that was not supplied leaves it open", cluster(),
      objects(pod("web")), account(ec2, name: "node"),
      group(#", "launchTemplate": {"id": "lt-2", "version": "1"}"#),
      from: "workload:prod/payments/Pod/web", to: nodeRole, .depends("HttpPutResponseHopLimit")),
    .init(
      74, "README: the session's name is the user's", cluster(),
      objects(binding("cluster-admin", "{kind: User, name: bob}")),
      account(trustRoot, name: "dev"),
      [
        "aws-auth.yaml": """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: aws-auth, namespace: kube-system}
        data:
          mapRoles: |
            - rolearn: arn:aws:iam::111122223333:role/dev
              username: "{{SessionName}}"
        """
      ], from: "arn:aws:iam::111122223333:role/dev", to: "k8s-user:prod/bob",
      .depends("the session is named")),
  ]

  private static let nodeRole = "arn:aws:iam::111122223333:role/node"
  private static let ec2 = """
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}
    """
  private static let trustRoot = """
    {"Effect": "Allow", "Action": "sts:AssumeRole",
     "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}
    """

  /// A policy that lets the pods it selects send nowhere.
  private static func denial(_ pods: String) -> String {
    """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: deny, namespace: payments}
    spec: {podSelector: \(pods), policyTypes: [Egress]}
    """
  }

  private static func group(_ more: String) -> [String: String] {
    [
      "nodegroup.json": """
      {"nodegroup": {"nodegroupName": "ng", "clusterName": "prod", "nodeRole": "\(nodeRole)"\(more),
       "nodegroupArn": "arn:aws:eks:eu-west-1:111122223333:nodegroup/prod/ng/1"}}
      """
    ]
  }

  private static func nodes(tokens: String, hops: Int) -> [String: String] {
    group(#", "launchTemplate": {"id": "lt-1", "version": "3"}"#).merging([
      "template.json": """
      {"LaunchTemplateVersions": [
        {"LaunchTemplateId": "lt-1", "VersionNumber": 2, "DefaultVersion": true,
         "LaunchTemplateData": {"MetadataOptions": {"HttpEndpoint": "disabled"}}},
        {"LaunchTemplateId": "lt-1", "VersionNumber": 3, "DefaultVersion": false,
         "LaunchTemplateData": {"MetadataOptions":
           {"HttpTokens": "\(tokens)", "HttpPutResponseHopLimit": \(hops)}}}]}
      """
    ]) { $1 }
  }
}

extension EdgeCase {
  /// What IAM permissions on the EKS API give; Service Authorization Reference, EKS.
  static let plane: [EdgeCase] = [
    .init(
      0, "b.9: create and associate", cluster("API"), may(create, associate), from: role,
      to: masters, .yes),
    .init(
      0, "b.9: a condition on the policy is honoured", cluster("API"),
      may(create, allow("AssociateAccessPolicy", ["eks:policyArn": view])), from: role,
      to: masters, .no),
    .init(
      0, "b.9: so is one on the scope", cluster("API"),
      may(create, allow("AssociateAccessPolicy", ["eks:accessScope": "namespace"])), from: role,
      to: masters, .no),
    .init(
      0, "b.9: CONFIG_MAP ignores entries", cluster("CONFIG_MAP"), may(create, associate),
      from: role, to: masters, .no),
    .init(
      0, "b.9: unless the mode can be changed", cluster("CONFIG_MAP"),
      may(create, associate, allow("UpdateClusterConfig")), from: role, to: masters, .yes),
    .init(
      0, "b.9: without a mode it depends", clusterWithoutMode, may(create, associate), from: role,
      to: masters, .depends("access entries")),
    .init(
      0, "b.9: another cluster", cluster("API"),
      may(
        allow("*", on: "arn:aws:eks:eu-west-1:111122223333:cluster/other"),
        allow("*", on: "arn:aws:eks:eu-west-1:111122223333:access-entry/other/*")), from: role,
      to: masters, .no),
    .init(
      0, "b.9: a Deny stops it", cluster("API"),
      may(
        create, associate, #"{"Effect": "Deny", "Action": "eks:*AccessPolicy", "Resource": "*"}"#),
      from: role, to: masters, .no),
    .init(
      0, "b.9: entries alone reach groups that bindings name", cluster("API"),
      objects(rules(rule("get", "pods"))), may(create), from: role, to: group, .yes),
    .init(
      0, "b.9: UpdateAccessEntry has no condition keys", cluster("API"),
      objects(rules(rule("get", "pods"))), may(allow("UpdateAccessEntry")), from: role, to: group,
      .yes),
    .init(
      0, "b.9: to associate alone is of no use without an entry", cluster("API"), may(associate),
      from: role, to: masters, .no),
    .init(
      0, "b.9: with one's own entry it is", cluster("API"), may(associate),
      ["entry.json": #"{"accessEntry": {"clusterName": "prod", "principalArn": "\#(role)"}}"#],
      from: role, to: masters, .yes),
  ]

  private static let create = allow("CreateAccessEntry")
  private static let associate = allow("AssociateAccessPolicy")
  private static let view = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
  private static let clusterWithoutMode = [
    "cluster.json": """
    {"cluster": {"name": "prod", "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/prod"}}
    """
  ]

  /// A role of the cluster's account with the statements.
  private static func may(_ statements: String...) -> [String: String] {
    account(
      """
      {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
      """, allows: statements.joined(separator: ", "))
  }

  private static func allow(
    _ action: String, _ keys: [String: String] = [:], on resource: String = "*"
  ) -> String {
    let conditions = keys.map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ")
    let condition =
      keys.isEmpty ? "" : ", \"Condition\": {\"StringEquals\": {\(conditions)}}"
    return """
      {"Effect": "Allow", "Action": "eks:\(action)", "Resource": "\(resource)"\(condition)}
      """
  }
}
