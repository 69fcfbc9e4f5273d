extension EdgeCase {
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
