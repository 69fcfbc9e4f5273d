import Estate
import IAM
import Ingest
import Kubernetes
import Logic
import Testing
import Text

/// Objects of AWS Controllers for Kubernetes; fields as in their custom resource definitions.
@Suite struct ControllerResourceTests {
  private func read(_ texts: [String: String]) -> (Ingestion, Estate) {
    var ingestion = Ingestion()
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
      ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    }
    let estate = ingestion.finish()
    return (ingestion, estate)
  }

  private static let entry = """
    apiVersion: eks.services.k8s.aws/v1alpha1
    kind: AccessEntry
    metadata: {name: deploy, namespace: ack-system}
    spec:
      clusterName: prod
      principalARN: arn:aws:iam::111122223333:role/deploy
      type: STANDARD
      username: deploy
      kubernetesGroups: [deployers]
      accessPolicies:
      - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy
        accessScope: {type: namespace, namespaces: [dev]}
    status:
      ackResourceMetadata:
        arn: arn:aws:eks:eu-west-1:111122223333:access-entry/prod/role/111122223333/deploy/x
        ownerAccountID: "111122223333"
        region: eu-west-1
      createdAt: "2025-03-01T00:00:00Z"
    """

  private static let association = """
    apiVersion: eks.services.k8s.aws/v1alpha1
    kind: PodIdentityAssociation
    metadata: {name: worker, namespace: ack-system}
    spec:
      clusterRef: {from: {name: prod}}
      namespace: payments
      serviceAccount: worker
      roleRef: {from: {name: worker}}
    """

  private static let role = """
    apiVersion: iam.services.k8s.aws/v1alpha1
    kind: Role
    metadata: {name: worker, namespace: ack-system}
    spec:
      name: WorkerRole
      path: /team/
      policies: [arn:aws:iam::aws:policy/ReadOnlyAccess]
      policyRefs: [{from: {name: own}}, {from: {name: elsewhere}}]
      inlinePolicies: {extra: '{"Version":"2012-10-17","Statement":[]}'}
      tags: [{key: team, value: payments}]
      assumeRolePolicyDocument: |
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"Service": "pods.eks.amazonaws.com"},
          "Action": ["sts:AssumeRole", "sts:TagSession"],
          "Condition": {"StringEquals": {"sts:ExternalId": "s3cr3t-id"}}}]}
    status:
      roleID: AROAEXAMPLE
      ackResourceMetadata: {ownerAccountID: "111122223333", region: eu-west-1}
    ---
    apiVersion: iam.services.k8s.aws/v1alpha1
    kind: Policy
    metadata: {name: own, namespace: ack-system}
    spec:
      name: own
      policyDocument: '{"Version":"2012-10-17","Statement":[]}'
    status:
      ackResourceMetadata: {arn: "arn:aws:iam::111122223333:policy/own", ownerAccountID: "111122223333", region: eu-west-1}
    """

  @Test func accessEntries() throws {
    let (ingestion, estate) = read(["ack.yaml": Self.entry])
    #expect(ingestion.readings.map(\.kinds) == [["kubernetes"]])
    let cluster = try #require(estate.clusters.first)
    #expect(cluster.arn == "arn:aws:eks:eu-west-1:111122223333:cluster/prod")
    let entry = try #require(cluster.accessEntries.first)
    #expect(entry.principalARN == "arn:aws:iam::111122223333:role/deploy")
    #expect(entry.groups == ["deployers"] && entry.username == "deploy")
    #expect(entry.policies.first?.namespaces == ["dev"])
    #expect(entry.created == "2025-03-01T00:00:00Z")
  }

  /// References lead to the role's ARN, whatever stands first.
  @Test func associationsAndRoles() throws {
    // Every object is a document of its own, so that a reference leads out of it.
    let text = """
      apiVersion: v1
      kind: List
      items:
      """
    let items = [Self.association, Self.role.components[0], Self.role.components[1]].map { item in
      "- " + item.split(separator: "\n").joined(separator: "\n  ")
    }
    let (ingestion, estate) = read(["ack.yaml": text + "\n" + items.joined(separator: "\n")])
    #expect(ingestion.readings.flatMap(\.diagnostics).map(\.message) == [])
    let role = try #require(estate.principals.first)
    #expect(role.id == "arn:aws:iam::111122223333:role/team/WorkerRole")
    #expect(role.trust?.statements.count == 1)
    #expect(role.inlinePolicies.map(\.name) == ["extra"])
    #expect(
      role.attachedPolicies.map(\.text.display) == [
        "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::111122223333:policy/own",
        "${elsewhere}",
      ])
    #expect(estate.managedPolicies.map(\.arn) == ["arn:aws:iam::111122223333:policy/own"])
    #expect(estate.secrets.contains { $0.value == "s3cr3t-id" })
    let association = try #require(estate.clusters.first?.podIdentityAssociations.first)
    #expect(association.roleARN?.display == role.id)
    // A Role of IAM is no Role of the cluster.
    #expect(estate.clusters.allSatisfy { $0.roles.isEmpty })
  }

  /// Items of typed lists lack their kind.
  @Test func typedLists() throws {
    let text = """
      {"apiVersion": "eks.services.k8s.aws/v1alpha1", "kind": "PodIdentityAssociationList",
       "items": [{"metadata": {"name": "w"}, "spec": {"clusterName": "prod", "namespace": "n",
         "serviceAccount": "s", "roleARN": "arn:aws:iam::111122223333:role/r"}}]}
      """
    let (ingestion, estate) = read(["ack.json": text])
    #expect(ingestion.readings.map(\.kinds) == [["kubernetes"]])
    #expect(estate.clusters.first?.podIdentityAssociations.map(\.serviceAccount) == ["s"])
  }

  @Test(arguments: [
    "apiVersion: s3.services.k8s.aws/v1alpha1\nkind: Bucket\nmetadata: {name: b}\n",
    "apiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: {name: b}\n",
  ])
  func otherResources(text: String) {
    let (ingestion, _) = read(["x.yaml": text])
    #expect(ingestion.readings.map(\.kinds) == [[]])
  }
}

extension String {
  /// The documents of a stream.
  fileprivate var components: [String] {
    var parts = [""]
    for line in split(separator: "\n") {
      if line == "---" { parts.append("") } else { parts[parts.count - 1] += line + "\n" }
    }
    return parts
  }
}
