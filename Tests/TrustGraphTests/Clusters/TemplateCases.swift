extension EdgeCase {
  /// What the AWS CDK synthesizes, and scopes that name namespaces by pattern.
  static let templates: [EdgeCase] = [
    .init(
      45, "D access policies: a scope by pattern covers the namespaces that match", cluster("API"),
      objects(accounts), policy("AmazonEKSEditPolicy", #"["dev-*"]"#), from: user,
      to: "sa-token:prod/dev-a/app", .yes),
    .init(
      45, "D access policies: and no others", cluster("API"), objects(accounts),
      policy("AmazonEKSEditPolicy", #"["dev-*"]"#), from: user, to: "sa-token:prod/payments/worker",
      .no),
    .init(
      46, "D access policies: ClusterAdmin in a namespace is everything there", cluster("API"),
      objects(accounts), policy("AmazonEKSClusterAdminPolicy", #"["payments"]"#), from: user,
      to: token, .yes),
    .init(
      46, "D access policies: and nothing of the cluster", cluster("API"), objects(accounts),
      policy("AmazonEKSClusterAdminPolicy", #"["payments"]"#), from: user, to: masters, .no),
    .init(
      56, "rbac-tool: an aggregated manifest is the union of what it selects", cluster(),
      objects(aggregated("true")), from: group, to: token, .yes),
    .init(
      56, "rbac-tool: roles without the label add nothing", cluster(),
      objects(aggregated("false")), from: group, to: token, .no),
    .init(
      76, "CDK cfn-utils: CfnJson holds the subject", assembly, from: "sa-token:prod/web/app",
      to: "arn:aws:iam::111122223333:role/app", .yes),
    .init(
      76, "CDK cfn-utils: and no other one", assembly, from: "sa-token:prod/web/other",
      to: "arn:aws:iam::111122223333:role/app", .no),
    .init(
      77, "CDK KubernetesManifest: aws-auth maps a role of the template", assembly,
      from: "arn:aws:iam::111122223333:role/masters", to: masters, .yes),
  ]

  private static let user = "arn:aws:iam::111122223333:user/c"

  private static let accounts = """
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: app, namespace: dev-a}
    """

  private static func policy(_ name: String, _ namespaces: String) -> [String: String] {
    [
      "entry.json": """
      {"accessEntry": {"clusterName": "prod", "principalArn": "\(user)", "username": "carol",
       "kubernetesGroups": [], "type": "STANDARD"}}
      """,
      "policies.json": """
      {"clusterName": "prod", "principalArn": "\(user)",
       "associatedAccessPolicies": [{"accessScope": {"type": "namespace",
         "namespaces": \(namespaces)},
       "policyArn": "arn:aws:eks::aws:cluster-access-policy/\(name)"}]}
      """,
    ]
  }

  private static func aggregated(_ label: String) -> String {
    """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: monitoring}
    aggregationRule: {clusterRoleSelectors: [{matchLabels: {aggregate: "true"}}]}
    rules: []
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: part, labels: {aggregate: "\(label)"}}
    rules: [\(rule("create", "serviceaccounts/token"))]
    ---

    """ + binding("monitoring", "{kind: Group, name: dev}")
  }

  /// An assembly with a cluster, its aws-auth, a service account and its role.
  private static let assembly = [
    "manifest.json": """
    {"version": "38.0.0", "artifacts": {"Prod": {"type": "aws:cloudformation:stack",
      "environment": "aws://111122223333/eu-west-1", "properties":
        {"templateFile": "Prod.template.json", "stackName": "prod-stack", "parameters": {}}}}}
    """,
    "Prod.template.json": #"""
    {"Resources": {
      "Cluster": {"Type": "Custom::AWSCDK-EKS-Cluster", "Properties": {"Config": {"name": "prod",
        "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}}}},
      "Masters": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "masters",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}}},
      "Auth": {"Type": "Custom::AWSCDK-EKS-KubernetesResource", "Properties": {
        "ClusterName": {"Ref": "Cluster"}, "Manifest": {"Fn::Join": ["", [
          "[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"aws-auth\",\"namespace\":\"kube-system\"},\"data\":{\"mapRoles\":\"[{\\\"rolearn\\\":\\\"",
          {"Fn::GetAtt": ["Masters", "Arn"]},
          "\\\",\\\"username\\\":\\\"admin\\\",\\\"groups\\\":[\\\"system:masters\\\"]}]\",\"mapUsers\":\"[]\",\"mapAccounts\":\"[]\"}}]"]]}}},
      "Accounts": {"Type": "Custom::AWSCDK-EKS-KubernetesResource", "Properties": {
        "ClusterName": {"Ref": "Cluster"}, "Manifest":
          "[{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"app\",\"namespace\":\"web\"}},{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"other\",\"namespace\":\"web\"}}]"}},
      "Oidc": {"Type": "Custom::AWSCDKOpenIdConnectProvider", "Properties": {
        "ClientIDList": ["sts.amazonaws.com"],
        "Url": {"Fn::GetAtt": ["Cluster", "OpenIdConnectIssuerUrl"]}}},
      "Json": {"Type": "Custom::AWSCDKCfnJson", "Properties": {"Value": {"Fn::Join": ["", [
        "{\"", {"Fn::Select": [1, {"Fn::Split": [":oidc-provider/", {"Ref": "Oidc"}]}]},
        ":sub\":\"system:serviceaccount:web:app\"}"]]}}},
      "App": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "app",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": {"Ref": "Oidc"}},
          "Condition": {"StringEquals": {"Fn::GetAtt": ["Json", "Value"]}}}]}}}}}
    """#,
  ]
}
