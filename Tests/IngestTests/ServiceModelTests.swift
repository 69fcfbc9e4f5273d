import Estate
import Foundation
import Ingest
import Kubernetes
import Logic
import Testing
import Text

/// Outputs with every member that AWS's service models have: `ServiceModel/generate.py`.
@Suite struct ServiceModelTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "ServiceModel")

  private static let kinds = [
    "ec2.DescribeInstances": "ec2-machines", "ec2.DescribeLaunchTemplateVersions": "ec2-machines",
    "eks.DescribeAccessEntry": "eks-access-entries", "eks.DescribeAddon": "eks-resource",
    "eks.DescribeCapability": "eks-resource", "eks.DescribeCluster": "eks-cluster",
    "eks.DescribeFargateProfile": "eks-resource",
    "eks.DescribeIdentityProviderConfig": "eks-resource", "eks.DescribeNodegroup": "eks-resource",
    "eks.DescribePodIdentityAssociation": "eks-pod-identity",
    "eks.ListAccessEntries": "eks-access-entries", "eks.ListAccessPolicies": "eks-access-policies",
    "eks.ListAssociatedAccessPolicies": "eks-access-entries",
    "eks.ListPodIdentityAssociations": "eks-pod-identity",
    "iam.GetOpenIDConnectProvider": "oidc-providers", "iam.ListInstanceProfiles": "ec2-machines",
    "iam.ListOpenIDConnectProviders": "oidc-providers",
  ]

  private static func add(_ name: String, to ingestion: inout Ingestion) throws {
    let file = folder.appending(path: name + ".json")
    ingestion.add(
      path: "dump/\(name).json", diskPath: nil,
      bytes: SourceBytes(Array(try Data(contentsOf: file))))
  }

  @Test(arguments: kinds.keys.sorted())
  func isRecognised(output: String) throws {
    var ingestion = Ingestion()
    try Self.add(output, to: &ingestion)
    let reading = try #require(ingestion.readings.first)
    #expect(reading.kinds == [Self.kinds[output]])
    #expect(reading.diagnostics.map(\.message) == [])
  }

  @Test func everyOutputIsListed() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let outputs = files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
    #expect(Set(outputs) == Set(Self.kinds.keys))
  }

  /// All of them together are one cluster.
  @Test func together() throws {
    var ingestion = Ingestion()
    for output in Self.kinds.keys.sorted() { try Self.add(output, to: &ingestion) }
    let clusters = ingestion.finish().clusters
    #expect(clusters.map(\.name) == ["prod"])
    let cluster = try #require(clusters.first)
    #expect(cluster.issuer == "oidc.eks.eu-west-1.amazonaws.com/id/A1")
    #expect(cluster.isOnOutpost)
    let entry = try #require(cluster.accessEntries.first)
    #expect(cluster.accessEntries.count == 1)
    #expect(entry.isDescribed && entry.arePoliciesKnown && entry.policies.count == 1)
    #expect(entry.created == "2026-03-01T12:00:00+00:00")
    let association = try #require(cluster.podIdentityAssociations.first)
    #expect(association.roleARN == "arn:aws:iam::111122223333:role/worker")
    #expect(association.targetRoleARN == "arn:aws:iam::111122223333:role/target")
    #expect(association.externalID == "example-external-id" && association.isOwned)
    #expect(cluster.fargateProfiles.count == 1 && cluster.identityProviders.count == 1)
    #expect(Set(cluster.serviceRoles.map(\.holder)) == [.addon, .capability, .controlPlane])
    #expect(Set(cluster.nodePools.map(\.kind)) == [.autoMode, .managed])
  }
}
