import Estate
import IAM
import Ingest
import Kubernetes
import Logic
import Testing
import Text
import TrustGraph

/// Roles that eksctl itself makes.
///
/// Source: eksctl, `pkg/cfn/builder`, `pkg/iam/oidc` and `pkg/actions/podidentityassociation`.
@Suite struct EksctlRoleTests {
  private func read(_ texts: [String: String]) -> (Ingestion, Estate) {
    var ingestion = Ingestion()
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
      ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    }
    let estate = ingestion.finish()
    return (ingestion, estate)
  }

  private func config(_ body: String, name: String = "portal") -> String {
    """
    apiVersion: eksctl.io/v1alpha5
    kind: ClusterConfig
    metadata: {name: \(name), region: eu-west-1}
    \(body)
    """
  }

  private static let described = """
    {"cluster": {"name": "portal", "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/portal",
     "identity": {"oidc": {"issuer": "https://oidc.eks.eu-west-1.amazonaws.com/id/A1"}}}}
    """

  private static let issuer = "oidc.eks.eu-west-1.amazonaws.com/id/A1"
  private static let open = "oidc.eks.eu-west-1.amazonaws.com/id/${portal.OpenIdConnectIssuerUrl}"

  /// Every condition of a trust policy as `operator key values`, sorted.
  private func conditions(_ role: Principal) -> [String] {
    let all = role.trust.map(\.statements) ?? []
    return all.flatMap { $0.conditions }.map { condition in
      let values = condition.values.map { $0.text.display }.joined(separator: ",")
      return "\(condition.operatorText) \(condition.key.display) \(values)"
    }.sorted()
  }

  private func only(_ body: String, _ more: [String: String] = [:]) throws -> Principal {
    let (ingestion, estate) = read(more.merging(["config.yaml": config(body)]) { $1 })
    #expect(ingestion.readings.flatMap(\.diagnostics).map(\.message) == [])
    #expect(estate.principals.count == 1)
    return try #require(estate.principals.first)
  }

  // MARK: Trust

  private static let worker = """
    iam:
      serviceAccounts:
      - metadata: {name: worker, namespace: payments}
        attachPolicyARNs: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    """

  @Test func trustNamesTheServiceAccount() throws {
    let role = try only(Self.worker, ["cluster.json": Self.described])
    #expect(
      role.id == "arn:aws:iam::111122223333:role/"
        + "eksctl-portal-addon-iamserviceaccount-payments-worker-Role1-*")
    #expect(
      conditions(role) == [
        "StringEquals \(Self.issuer):aud sts.amazonaws.com",
        "StringEquals \(Self.issuer):sub system:serviceaccount:payments:worker",
      ])
    #expect(role.attachedPolicies.map(\.text.display) == ["arn:aws:iam::aws:policy/ReadOnlyAccess"])
  }

  /// Nothing tells account and issuer: both stay open, and are the same in trust and cluster.
  @Test func whatNoInputTellsStaysOpen() throws {
    let (_, estate) = read(["config.yaml": config(Self.worker)])
    let role = try #require(estate.principals.first)
    #expect(role.account.display == "${AWS::AccountId}")
    #expect(conditions(role).first == "StringEquals \(Self.open):aud sts.amazonaws.com")
    let cluster = try #require(estate.clusters.first)
    #expect(cluster.declaredIssuer?.display == Self.open)
    #expect(cluster.serviceAccounts.first?.roleARN == role.arn)
    let trust = TrustGraph(estate)
    let token = try #require(trust.graph.index(of: "sa-token:portal/payments/worker"))
    let node = try #require(trust.graph.index(of: role.id))
    let paths = trust.paths().all(from: token, to: node, limit: 3).paths
    #expect(paths.contains { $0.status == .proved })
  }

  /// A folder `ACCOUNT/REGION/CLUSTER` tells the account.
  @Test func layoutTellsTheAccount() throws {
    let (_, estate) = read(["444455556666/eu-west-1/portal/config.yaml": config(Self.worker)])
    #expect(estate.principals.first?.account == "444455556666")
  }

  /// Two clusters of the name in the region: which one it is, is not known.
  @Test func severalClustersOfTheName() throws {
    let other = Self.described.replacing("111122223333", with: "444455556666")
    let (_, estate) = read([
      "a/cluster.json": Self.described, "b/cluster.json": other,
      "config.yaml": config(Self.worker),
    ])
    #expect(estate.principals.first?.account.display == "${AWS::AccountId}")
  }

  @Test func aRegionOfAnotherPartition() throws {
    let text = config(Self.worker).replacing("eu-west-1", with: "cn-north-1")
    let (_, estate) = read(["config.yaml": text])
    let role = try #require(estate.principals.first)
    #expect(role.id.hasPrefix("arn:aws-cn:iam::"))
    #expect(conditions(role)[0].contains("oidc.eks.cn-north-1.amazonaws.com.cn/id/"))
  }

  @Test(arguments: [
    // subjectPattern: StringLike, beside StringEquals of the audience.
    (
      "- {metadata: {name: j, namespace: batch}, subjectPattern: 'spark-*'}",
      "StringLike \(issuer):sub system:serviceaccount:batch:spark-*"
    ),
    // No namespace: `default`.
    (
      "- {metadata: {name: j}}", "StringEquals \(issuer):sub system:serviceaccount:default:j"
    ),
    (
      "- {metadata: {name: j}, roleOnly: true}",
      "StringEquals \(issuer):sub system:serviceaccount:default:j"
    ),
  ])
  func subjects(element: String, condition: String) throws {
    let role = try only(
      "iam:\n  serviceAccounts:\n  \(element)\n", ["cluster.json": Self.described])
    #expect(
      conditions(role) == ["StringEquals \(Self.issuer):aud sts.amazonaws.com", condition].sorted())
  }

  /// eksctl knows the service account of `vpc-cni` only; for other add-ons it asks for no subject,
  /// so that any service account of the cluster has the role.
  @Test(arguments: [("vpc-cni", 2), ("aws-efs-csi-driver", 1)])
  func addonsByTokens(name: String, count: Int) throws {
    let role = try only(
      """
      addons:
      - {name: \(name), attachPolicyARNs: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}
      """, ["cluster.json": Self.described])
    #expect(conditions(role).count == count)
    #expect(conditions(role)[0] == "StringEquals \(Self.issuer):aud sts.amazonaws.com")
  }

  @Test func podIdentity() throws {
    let (_, estate) = read([
      "config.yaml": config(
        """
        iam:
          podIdentityAssociations:
          - namespace: payments
            serviceAccountName: cron
            permissionPolicyARNs: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
            permissionsBoundaryARN: arn:aws:iam::111122223333:policy/b
        addons:
        - name: ebs
          podIdentityAssociations: [{serviceAccountName: ebs-sa, roleName: own}]
        """), "cluster.json": Self.described,
    ])
    #expect(
      estate.principals.map(\.name.display) == [
        "eksctl-portal-podidentityrole-payments-cron-Role1-*", "own",
      ])
    for role in estate.principals {
      let statement = try #require(role.trust?.statements.first)
      #expect(
        statement.actions.entries.map(\.text.display) == ["sts:AssumeRole", "sts:TagSession"])
      #expect(statement.conditions.isEmpty)
    }
    #expect(estate.principals[0].boundary?.text.display == "arn:aws:iam::111122223333:policy/b")
    let associations = try #require(estate.clusters.first?.podIdentityAssociations)
    #expect(
      associations.map(\.roleARN?.display) == [estate.principals[1].id, estate.principals[0].id])
    let trust = TrustGraph(estate)
    let token = try #require(trust.graph.index(of: "sa-token:portal/payments/cron"))
    let node = try #require(trust.graph.index(of: estate.principals[0].id))
    #expect(!trust.paths().all(from: token, to: node, limit: 3).paths.isEmpty)
  }

  // MARK: Permissions

  @Test func permissions() throws {
    let role = try only(
      """
      iam:
        serviceAccounts:
        - metadata: {name: w}
          roleName: chosen
          attachPolicy:
            Version: "2012-10-17"
            Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]
          wellKnownPolicies: {externalDNS: true, imageBuilder: true, certManager: false, newer: true}
          permissionsBoundary: arn:aws:iam::111122223333:policy/b
      """, ["cluster.json": Self.described])
    #expect(role.id == "arn:aws:iam::111122223333:role/chosen")
    #expect(role.inlinePolicies.map(\.name) == ["Policy1", "externalDNS", "newer"])
    // A policy of eksctl's that is not known may grant anything; it is never nothing.
    #expect(role.inlinePolicies.map(\.document.isOpaque) == [false, false, true])
    let dns = role.inlinePolicies[1].document.statements.flatMap { Array($0.actions.entries) }
    #expect(dns.contains { $0.text == "route53:ChangeResourceRecordSets" })
    #expect(
      role.attachedPolicies.map(\.text.display) == [
        "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"
      ])
    #expect(role.boundary?.text.display == "arn:aws:iam::111122223333:policy/b")
  }

  @Test(arguments: [
    "autoScaler", "externalDNS", "certManager", "ebsCSIController", "efsCSIController",
    "awsLoadBalancerController", "appMesh", "appMeshPreview", "ebs", "fsx", "efs", "xRay",
  ])
  func eksctlsOwnPolicies(name: String) throws {
    let role = try only(
      "iam: {serviceAccounts: [{metadata: {name: w}, wellKnownPolicies: {\(name): true}}]}")
    let policy = try #require(role.inlinePolicies.first?.document)
    #expect(!policy.isOpaque && !policy.statements.isEmpty && policy.problems.isEmpty)
    #expect(policy.statements.allSatisfy { $0.problems.isEmpty && $0.effect == .allow })
  }

  /// Evidence points at what is written: the pattern, the policy, the name of the own policy.
  @Test func places() throws {
    let text = config(
      """
      iam:
        serviceAccounts:
        - metadata: {name: j, namespace: batch}
          subjectPattern: "spark-*"
          attachPolicyARNs:
          - arn:aws:iam::aws:policy/ReadOnlyAccess
          wellKnownPolicies:
            externalDNS: true
      """)
    let role = try #require(read(["config.yaml": text]).1.principals.first)
    func line(_ range: SourceRange?) -> Int? {
      range.map { text.utf8.prefix(Int($0.lower)).count { $0 == 10 } + 1 }
    }
    #expect(line(role.range) == 6)
    let conditions = try #require(role.trust?.statements.first?.conditions)
    let subject = try #require(conditions.first { $0.operatorText == "StringLike" })
    #expect(line(subject.values.first?.range) == 7)
    #expect(line(role.attachedPolicies.first?.range) == 9)
    #expect(line(role.inlinePolicies.first?.document.range) == 11)
  }

  // MARK: Node groups

  @Test(arguments: [
    // What eksctl attaches by itself, to either kind of group, with IRSA and without.
    ("managedNodeGroups", false, "{}", "CNI Node Pull SSM"),
    ("managedNodeGroups", true, "{}", "Node Pull SSM"),
    ("nodeGroups", false, "{}", "CNI Node Pull SSM"),
    (
      "nodeGroups", false, #"{attachPolicyARNs: ["arn:aws:iam::aws:policy/Own"]}"#, "Own Pull"
    ),
    (
      "managedNodeGroups", false, #"{attachPolicyARNs: ["arn:aws:iam::aws:policy/Own"]}"#, "Own"
    ),
    (
      "nodeGroups", true, "{withAddonPolicies: {imageBuilder: true, cloudWatch: true}}",
      "Agent Node Power SSM"
    ),
  ])
  func machines(kind: String, tokens: Bool, iam: String, policies: String) throws {
    let role = try only(
      """
      iam: {withOIDC: \(tokens)}
      \(kind): [{name: ng, iam: \(iam)}]
      """)
    let short = [
      "AmazonEKS_CNI_Policy": "CNI", "AmazonEKSWorkerNodePolicy": "Node",
      "AmazonEC2ContainerRegistryPullOnly": "Pull", "AmazonSSMManagedInstanceCore": "SSM",
      "AmazonEC2ContainerRegistryPowerUser": "Power", "CloudWatchAgentServerPolicy": "Agent",
    ]
    let names = role.attachedPolicies.map { $0.text.display.split(separator: "/").last ?? "" }
    #expect(
      names.map { short[String($0)] ?? String($0) }.sorted().joined(separator: " ") == policies)
    #expect(role.name.display == "eksctl-portal-nodegroup-ng-NodeInstanceRole-*")
    let statement = try #require(role.trust?.statements.first)
    guard case .these(let entries) = statement.principals else {
      Issue.record("no principals")
      return
    }
    #expect(entries.map(\.text.display) == ["ec2.amazonaws.com"])
  }

  // MARK: What is there already

  @Test(arguments: [
    "iam: {serviceAccounts: [{metadata: {name: w}, attachRoleARN: 'arn:aws:iam::111122223333:role/r'}]}",
    """
    iam: {podIdentityAssociations: [{namespace: n, serviceAccountName: s,
      roleARN: 'arn:aws:iam::111122223333:role/r'}]}
    """,
    "nodeGroups: [{name: n, iam: {instanceRoleARN: 'arn:aws:iam::111122223333:role/r'}}]",
    "managedNodeGroups: [{name: n, iam: {instanceProfileARN: 'arn:aws:iam::1:instance-profile/p'}}]",
    "addons: [{name: coredns}]",
    "capabilities: [{name: a, type: ACK, roleARN: 'arn:aws:iam::111122223333:role/r'}]",
  ])
  func namedRolesAreNotMade(body: String) {
    #expect(read(["config.yaml": config(body)]).1.principals.isEmpty)
  }

  private static let made = """
    iam:
      serviceAccounts:
      - metadata: {name: w}
        status: {roleARN: "arn:aws:iam::111122223333:role/made"}
    """

  /// `status.roleARN`: the export tells the trust of the role, not the configuration.
  @Test func statusNamesTheRole() throws {
    let export = """
      {"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/made", "RoleName": "made",
       "Path": "/", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}}]}
      """
    let (_, exported) = read(["config.yaml": config(Self.made), "account.json": export])
    #expect(exported.principals.map(\.origin) == [.export])
    let (_, alone) = read(["config.yaml": config(Self.made)])
    #expect(alone.principals.map(\.id) == ["arn:aws:iam::111122223333:role/made"])
    #expect(alone.clusters.first?.serviceAccounts.first?.roleARN == alone.principals.first?.arn)
  }

  /// A deployed stack of eksctl's tells the name that CloudFormation made.
  @Test func deployedStacksTellTheName() throws {
    let name = "eksctl-portal-addon-iamserviceaccount-payments-worker"
    let resources = """
      {"StackResources": [{"StackName": "\(name)", "LogicalResourceId": "Role1",
       "StackId": "arn:aws:cloudformation:eu-west-1:111122223333:stack/\(name)/1",
       "ResourceType": "AWS::IAM::Role", "PhysicalResourceId": "worker-Role1-ABC"}]}
      """
    let (_, estate) = read(["config.yaml": config(Self.worker), "resources.json": resources])
    #expect(estate.principals.first?.id == "arn:aws:iam::111122223333:role/worker-Role1-ABC")
  }

  @Test func theProvider() throws {
    let (_, estate) = read([
      "config.yaml": config("iam: {withOIDC: true}"), "cluster.json": Self.described,
    ])
    #expect(
      estate.oidcProviders.map(\.arn)
        == [
          "arn:aws:iam::111122223333:oidc-provider/\(Self.issuer)"
        ].map { SymbolicString($0) })
    #expect(estate.oidcProviders.first?.clientIDs == ["sts.amazonaws.com"])
    let listed = """
      {"Url": "\(Self.issuer)", "ClientIDList": ["sts.amazonaws.com", "other"]}
      """
    let (_, known) = read([
      "config.yaml": config("iam: {withOIDC: true}"), "cluster.json": Self.described,
      "provider.json": listed,
    ])
    #expect(known.oidcProviders.map { $0.clientIDs?.count } == [2])
  }

  // MARK: Bad input

  /// Whatever is malformed, a role that eksctl would make is there, and nothing is taken for granted.
  @Test(arguments: [
    "iam: {serviceAccounts: [{metadata: {name: w}, attachPolicyARNs: {a: b}}]}",
    "iam: {serviceAccounts: [{metadata: {name: w}, attachPolicyARNs: [[x], null, 1]}]}",
    "iam: {serviceAccounts: [{metadata: {name: w}, attachPolicy: [1]}]}",
    "iam: {serviceAccounts: [{metadata: {name: w}, attachPolicy: text}]}",
    "iam: {serviceAccounts: [{metadata: {name: w}, wellKnownPolicies: [x]}]}",
    "iam: {serviceAccounts: [{metadata: {name: w}, roleName: [x], permissionsBoundary: {a: 1}}]}",
    "iam: {serviceAccounts: [{metadata: {}}]}", "iam: {serviceAccounts: [null, 1]}",
    "iam: {serviceAccounts: {a: b}}", "iam: 3\nnodeGroups: [{name: n, iam: []}]",
    "addons: [1, {name: x, attachPolicy: 1}]", "capabilities: [{name: [x]}]",
  ])
  func malformed(body: String) {
    let (ingestion, estate) = read(["config.yaml": config(body)])
    #expect(ingestion.readings.first?.kinds == ["eksctl"])
    for role in estate.principals { #expect(role.trust?.statements.count == 1) }
  }

  /// An attached policy that is no text, and a document that is none, are unknown policies.
  @Test func malformedPoliciesAreUnknown() throws {
    let role = try only(
      "iam: {serviceAccounts: [{metadata: {name: w}, attachPolicyARNs: [[x]], attachPolicy: x}]}")
    #expect(role.attachedPolicies.allSatisfy { $0.text.literal == nil })
    #expect(role.attachedPolicies.count == 1)
    #expect(role.inlinePolicies.map(\.document.isOpaque) == [true])
  }

  /// Without the name of a service account the trust asks for no subject.
  @Test func noServiceAccount() throws {
    let role = try only(
      "iam: {serviceAccounts: [{metadata: {namespace: n}}]}", ["cluster.json": Self.described])
    #expect(conditions(role) == ["StringEquals \(Self.issuer):aud sts.amazonaws.com"])
  }
}
