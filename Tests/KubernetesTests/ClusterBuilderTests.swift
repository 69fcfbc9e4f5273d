import Kubernetes
import Logic
import Testing

/// Which cluster an object belongs to that does not say so itself.
@Suite struct ClusterBuilderTests {
  private static func described(_ name: String, account: String = "111122223333") -> ClusterObject {
    var cluster = Cluster(name: name)
    cluster.arn = arn(name, account)
    return .description(cluster)
  }

  private static func arn(_ name: String, _ account: String) -> String {
    "arn:aws:eks:eu-west-1:\(account):cluster/\(name)"
  }

  private static func account(_ name: String) -> ClusterObject {
    .serviceAccount(ServiceAccount(namespace: "n", name: name, range: nil))
  }

  /// `label: accounts` of every cluster, for clusters described and accounts found in folders.
  private func build(_ clusters: [(String, String)], _ accounts: [(String, String)]) -> [String] {
    var builder = ClusterBuilder()
    for (name, folder) in accounts { builder.add(Self.account(name), in: folder) }
    for (name, folder) in clusters {
      builder.add(
        Self.described(name),
        of: ClusterReference(name: name, arn: Self.arn(name, "111122223333")), in: folder)
    }
    return builder.finish().map { cluster in
      "\(cluster.label): \(cluster.serviceAccounts.map(\.name).joined(separator: " "))"
    }
  }

  @Test func theSameFolderThenAboveThenBelow() {
    let clusters = [("one", "org/eu/one"), ("two", "org/us/two")]
    #expect(build(clusters, [("a", "org/eu/one"), ("b", "org/us/two")]) == ["one: a", "two: b"])
    #expect(build(clusters, [("a", "org/eu/one/k8s/rbac")]) == ["one: a", "two: "])
    #expect(build(clusters, [("a", "org/us")]) == ["one: ", "two: a"])
  }

  @Test func theOnlyClusterOfTheScan() {
    #expect(build([("one", "aws")], [("a", "k8s"), ("b", "other/k8s")]) == ["one: a b"])
    #expect(build([("one", "")], [("a", "k8s")]) == ["one: a"])
  }

  @Test func ambiguityIsNotGuessed() {
    let clusters = [("one", "org/one"), ("two", "org/two")]
    #expect(build(clusters, [("a", "org")]) == ["one: ", "two: ", "unnamed: a"])
    #expect(build(clusters, [("a", "x"), ("b", "y")]).suffix(2) == ["unnamed: a", "unnamed-2: b"])
  }

  @Test func withoutAnyNameObjectsAreOneClusterUnlessTheyContradict() {
    #expect(build([], [("a", "x"), ("b", "y/z")]) == ["unnamed: a b"])
    #expect(build([], [("a", "x"), ("a", "y")]) == ["unnamed: a", "unnamed-2: a"])
  }

  @Test func namesThatCollideAreToldApartByARN() {
    var builder = ClusterBuilder()
    for account in ["111122223333", "444455556666"] {
      builder.add(
        Self.described("prod", account: account),
        of: ClusterReference(name: "prod", arn: Self.arn("prod", account)), in: account)
    }
    // The name alone is enough where a folder decides between the two.
    builder.add(
      .podIdentityAssociation(
        PodIdentityAssociation(
          namespace: "n", serviceAccount: "s", roleARN: nil, targetRoleARN: nil, range: nil)),
      of: ClusterReference(name: "prod"), in: "444455556666")
    let clusters = builder.finish()
    #expect(
      clusters.map(\.label) == [
        Self.arn("prod", "111122223333"), Self.arn("prod", "444455556666"),
      ])
    #expect(clusters.map(\.podIdentityAssociations.count) == [0, 1])
  }

  @Test func copiesOfAnObjectAppearOnce() {
    #expect(build([("one", "")], [("a", "yaml"), ("a", "json")]) == ["one: a"])
  }

  /// Scripts that collect many clusters keep outputs that name none in ACCOUNT/REGION/CLUSTER.
  @Test func foldersNameClusters() {
    #expect(
      build([], [("a", "111122223333/eu-west-1/one"), ("b", "x/111122223333/us-gov-east-1/two/y")])
        == ["one: a", "two: b"])
    #expect(build([("one", "org")], [("a", "org/111122223333/eu-west-1/other")]) == ["one: a"])
    #expect(build([], [("a", "111122223333/eu-west-1")]) == ["unnamed: a"])
    #expect(build([], [("a", "backup/eu-west-1/one")]) == ["unnamed: a"])
  }

  @Test func theUserNamesTheCluster() {
    var builder = ClusterBuilder(given: ClusterReference(name: "prod"))
    for name in ["a", "b"] {
      builder.add(
        .serviceAccount(ServiceAccount(namespace: "n", name: name, range: nil)), in: name)
    }
    #expect(builder.finish().map(\.label) == ["prod"])
  }
}
