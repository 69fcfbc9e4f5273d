import Documents
import Kubernetes
import Logic
import Testing

/// Node groups, machines and the metadata service that gives their role away.
@Suite struct MachineTests {
  /// Source: EKS Best Practices Guide, and the semantics of the metadata service.
  @Test(arguments: [
    (MetadataOptions(requiresTokens: true, hopLimit: 1), Truth.no),
    (MetadataOptions(requiresTokens: true, hopLimit: 2), .yes),
    (MetadataOptions(requiresTokens: false, hopLimit: 1), .yes),
    (MetadataOptions(requiresTokens: false, hopLimit: 1, isEnabled: false), .no),
    (MetadataOptions(hopLimit: 1), .unknown), (MetadataOptions(requiresTokens: true), .unknown),
    (MetadataOptions(), .unknown),
  ])
  func reachability(options: MetadataOptions, expected: Truth) {
    #expect(options.isReachableByPods == expected)
  }

  private func clusters(_ texts: String...) throws -> [Cluster] {
    var builder = ClusterBuilder()
    for text in texts {
      let root = try #require(Input(text).documents.first?.root)
      if let found = EKSResourceReader.read(root) {
        builder.add(found.object, of: found.cluster, in: "")
      } else if MachineReader.recognises(root) {
        let reader = MachineReader(root)
        for machine in reader.machines { builder.add(machine) }
        for (pool, cluster) in reader.pools { builder.add(.nodePool(pool), of: cluster, in: "") }
      } else if EksctlConfigReader.recognises(root) {
        let reader = EksctlConfigReader(root)
        for object in reader.objects { builder.add(object, of: reader.cluster, in: "") }
      } else {
        var reader = ObjectReader()
        reader.read(root)
        for object in reader.objects { builder.add(object, in: "") }
      }
    }
    return builder.finish()
  }

  private static func group(_ more: String) -> String {
    """
    {"nodegroup": {"nodegroupName": "ng", "clusterName": "prod",
     "nodegroupArn": "arn:aws:eks:eu-west-1:111122223333:nodegroup/prod/ng/1",
     "nodeRole": "arn:aws:iam::111122223333:role/node"\(more)}}
    """
  }

  private static let template = """
    {"LaunchTemplateVersions": [
      {"LaunchTemplateId": "lt-1", "LaunchTemplateName": "t", "VersionNumber": 1,
       "DefaultVersion": true, "LaunchTemplateData": {"MetadataOptions":
         {"HttpTokens": "required", "HttpPutResponseHopLimit": 1}}},
      {"LaunchTemplateId": "lt-1", "LaunchTemplateName": "t", "VersionNumber": 2,
       "DefaultVersion": false, "LaunchTemplateData": {"MetadataOptions":
         {"HttpTokens": "optional", "HttpPutResponseHopLimit": 2}}}]}
    """

  @Test(arguments: [
    (#", "amiType": "AL2023_x86_64_STANDARD""#, Truth.no), (#", "amiType": "AL2_x86_64""#, .yes),
    ("", .unknown), (#", "launchTemplate": {"id": "lt-1", "version": "1"}"#, .no),
    (#", "launchTemplate": {"id": "lt-1", "version": "2"}"#, .yes),
    (#", "launchTemplate": {"id": "lt-1", "version": "$Latest"}"#, .yes),
    (#", "launchTemplate": {"name": "t", "version": "$Default"}"#, .no),
    (#", "launchTemplate": {"id": "lt-9", "version": "1"}"#, .unknown),
    (#", "launchTemplate": {"id": "lt-1", "version": "7"}"#, .unknown),
  ])
  func nodeGroups(more: String, expected: Truth) throws {
    let pools = try clusters(Self.group(more), Self.template).flatMap(\.nodePools)
    #expect(pools.map(\.isReachableByPods) == [expected])
    #expect(pools.first?.role == "arn:aws:iam::111122223333:role/node")
  }

  @Test func instancesOfANodeGroup() throws {
    let instances = """
      {"Reservations": [{"Instances": [
        {"InstanceId": "i-1", "IamInstanceProfile": {"Arn": "arn:aws:iam::111122223333:instance-profile/p"},
         "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 1},
         "Tags": [{"Key": "eks:cluster-name", "Value": "prod"},
                  {"Key": "eks:nodegroup-name", "Value": "ng"}]},
        {"InstanceId": "i-2", "MetadataOptions": {"HttpTokens": "optional"},
         "Tags": [{"Key": "kubernetes.io/cluster/prod", "Value": "owned"},
                  {"Key": "eks:nodegroup-name", "Value": "ng"}]}]}]}
      """
    let clusters = try clusters(Self.group(""), instances)
    #expect(clusters.map(\.name) == ["prod"])
    // The loosest machine of the group counts.
    #expect(clusters.flatMap(\.nodePools).map(\.isReachableByPods) == [.yes])
  }

  @Test func instancesByProviderID() throws {
    let node = """
      {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n1"},
       "spec": {"providerID": "aws:///eu-west-1a/i-1"}}
      """
    let instances = """
      {"Reservations": [{"Instances": [{"InstanceId": "i-1",
       "IamInstanceProfile": {"Arn": "arn:aws:iam::111122223333:instance-profile/p"},
       "MetadataOptions": {"HttpTokens": "optional"}}]}]}
      """
    let profiles = """
      {"InstanceProfiles": [{"InstanceProfileName": "p",
       "Arn": "arn:aws:iam::111122223333:instance-profile/p",
       "Roles": [{"Arn": "arn:aws:iam::111122223333:role/node"}]}]}
      """
    let pools = try clusters(node, instances, profiles).flatMap(\.nodePools)
    #expect(pools.map(\.role) == ["arn:aws:iam::111122223333:role/node"])
    #expect(pools.map(\.isReachableByPods) == [.yes])
  }

  /// Source: Karpenter documentation, "NodeClasses"; EKS User Guide, "EKS Auto Mode".
  @Test(arguments: [
    ("karpenter.k8s.aws/v1", "EC2NodeClass", "{role: node}", Truth.no),
    ("karpenter.k8s.aws/v1beta1", "EC2NodeClass", "{role: node}", .unknown),
    (
      "karpenter.k8s.aws/v1", "EC2NodeClass",
      "{role: node, metadataOptions: {httpTokens: required, httpPutResponseHopLimit: 2}}", .yes
    ),
    ("eks.amazonaws.com/v1", "NodeClass", "{role: node}", .no),
  ])
  func nodeClasses(version: String, kind: String, spec: String, expected: Truth) throws {
    let pools = try clusters(
      """
      apiVersion: \(version)
      kind: \(kind)
      metadata: {name: c}
      spec: \(spec)
      """
    ).flatMap(\.nodePools)
    #expect(pools.map(\.isReachableByPods) == [expected])
    #expect(pools.first?.role == "node")
  }

  /// Source: eksctl documentation, "Restrict pods' access to the instance metadata".
  @Test(arguments: [
    ("{name: a}", Truth.yes), ("{name: a, disableIMDSv1: true}", .yes),
    ("{name: a, disablePodIMDS: true}", .no),
  ])
  func eksctlGroups(group: String, expected: Truth) throws {
    let pools = try clusters(
      """
      apiVersion: eksctl.io/v1alpha5
      kind: ClusterConfig
      metadata: {name: prod, region: eu-west-1}
      managedNodeGroups: [\(group)]
      """
    ).flatMap(\.nodePools)
    #expect(pools.map(\.isReachableByPods) == [expected])
  }

  @Test func fargateProfiles() throws {
    let profile = try #require(
      try clusters(
        """
        {"fargateProfile": {"fargateProfileName": "f", "clusterName": "prod",
         "podExecutionRoleArn": "arn:aws:iam::111122223333:role/fargate",
         "selectors": [{"namespace": "batch-*"}, {"namespace": "web", "labels": {"tier": "front"}}]}}
        """
      ).first?.fargateProfiles.first)
    #expect(profile.selectsAll(of: "batch-1"))
    #expect(!profile.selectsAll(of: "web"))
    #expect(profile.selects(namespace: "web", labels: ["tier": "front", "x": "y"]))
  }

  @Test func otherResources() throws {
    let cluster = try #require(
      try clusters(
        """
        {"addon": {"addonName": "vpc-cni", "clusterName": "prod",
         "serviceAccountRoleArn": "arn:aws:iam::111122223333:role/cni"}}
        """,
        """
        {"capability": {"capabilityName": "ack", "clusterName": "prod", "type": "ACK",
         "roleArn": "arn:aws:iam::111122223333:role/ack"}}
        """,
        """
        {"identityProviderConfig": {"oidc": {"identityProviderConfigName": "people",
         "clusterName": "prod", "issuerUrl": "https://idp.example.com", "groupsClaim": "groups"}}}
        """
      ).first)
    #expect(cluster.serviceRoles.map(\.name) == ["vpc-cni", "ACK"])
    #expect(cluster.identityProviders.map(\.groupsPrefix) == [nil])
    #expect(cluster.identityProviders.map(\.hasRequiredClaims) == [false])
  }

  @Test func creators() throws {
    let event = """
      {"Records": [{"eventName": "CreateCluster", "userIdentity": {"type": "AssumedRole",
        "arn": "arn:aws:sts::111122223333:assumed-role/ci/run", "sessionContext": {"sessionIssuer":
        {"arn": "arn:aws:iam::111122223333:role/ci"}}}, "requestParameters": {"name": "prod"},
        "responseElements": {"cluster": {"name": "prod",
        "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/prod"}}}]}
      """
    let root = try #require(Input(event).documents.first?.root)
    #expect(CreationEventReader.recognises(root))
    let found = CreationEventReader.read(root)
    #expect(found.map(\.cluster.creator) == ["arn:aws:iam::111122223333:role/ci"])
    #expect(found.map(\.reference.name) == ["prod"])
  }
}
