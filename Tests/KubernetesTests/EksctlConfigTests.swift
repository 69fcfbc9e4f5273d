import Documents
import Kubernetes
import Logic
import Testing

/// Source: eksctl, schema of `ClusterConfig` v1alpha5.
@Suite struct EksctlConfigTests {
  private static let text = """
    apiVersion: eksctl.io/v1alpha5
    kind: ClusterConfig
    metadata: {name: portal, region: eu-west-1}
    accessConfig:
      authenticationMode: API_AND_CONFIG_MAP
      accessEntries:
      - principalARN: arn:aws:iam::111122223333:role/ops
        kubernetesUsername: ops
        kubernetesGroups: [operators]
        accessPolicies:
        - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy
          accessScope: {type: namespace, namespaces: [dev]}
    iamIdentityMappings:
    - arn: arn:aws:iam::111122223333:role/team/dev
      username: dev
      groups: [developers]
    - arn: arn:aws:iam::111122223333:user/bob
      username: bob
    - account: "444455556666"
    iam:
      serviceAccounts:
      - metadata: {name: worker, namespace: payments}
        attachRoleARN: arn:aws:iam::111122223333:role/worker
      - metadata: {name: no-account}
        roleOnly: true
      podIdentityAssociations:
      - namespace: payments
        serviceAccountName: cron
        roleARN: arn:aws:iam::111122223333:role/cron
        disableSessionTags: true
    identityProviders:
    - {name: people, type: oidc, issuerURL: "https://id.example.com", clientID: k8s, groupsPrefix: "oidc:"}
    addons:
    - name: vpc-cni
      serviceAccountRoleARN: arn:aws:iam::111122223333:role/cni
    - name: aws-ebs-csi-driver
      podIdentityAssociations:
      - serviceAccountName: ebs-csi-controller-sa
        roleARN: arn:aws:iam::111122223333:role/csi
    capabilities:
    - {name: argo, type: ARGOCD, roleARN: "arn:aws:iam::111122223333:role/argo"}
    """

  @Test func everythingThatItSetsUp() throws {
    let root = try #require(Input(Self.text).documents.first?.root)
    #expect(EksctlConfigReader.recognises(root))
    let reader = EksctlConfigReader(root)
    var builder = ClusterBuilder()
    for object in reader.objects { builder.add(object, of: reader.cluster, in: "") }
    let cluster = try #require(builder.finish().first)
    #expect(cluster.label == "portal")
    #expect(
      ClusterLogins(cluster).all.map(show) == [
        "ops [operators]", "dev [developers] dead(path)", "bob []", "'' []",
      ])
    #expect(cluster.accessEntries.first?.policies.first?.namespaces == ["dev"])
    #expect(cluster.serviceAccounts.map(\.name) == ["worker"])
    #expect(cluster.serviceAccounts.first?.roleARN == "arn:aws:iam::111122223333:role/worker")
    #expect(
      cluster.podIdentityAssociations.map { "\($0.namespace)/\($0.serviceAccount)" } == [
        "kube-system/ebs-csi-controller-sa", "payments/cron",
      ])
    #expect(cluster.podIdentityAssociations.last?.disablesSessionTags == true)
    #expect(cluster.identityProviders.map(\.groupsPrefix) == ["oidc:"])
    #expect(cluster.serviceRoles.map(\.name) == ["vpc-cni", "ARGOCD"])
    #expect(cluster.awsAuth?.isPartial == true)
  }

  @Test(arguments: [
    "apiVersion: eksctl.io/v1alpha5\nkind: NodeGroup\nmetadata: {name: x}\n",
    "apiVersion: v1\nkind: ClusterConfig\nmetadata: {name: x}\n", "kind: ClusterConfig\n",
  ])
  func otherDocuments(text: String) {
    #expect(Input(text).documents.allSatisfy { !EksctlConfigReader.recognises($0.root) })
  }
}
