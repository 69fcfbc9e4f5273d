import Documents
import Kubernetes
import Logic
import Testing

/// Source: EKS User Guide, "Grant IAM users access to Kubernetes with EKS access entries".
@Suite struct AccessEntryTests {
  private static let role = "arn:aws:iam::111122223333:role/team/Admin"

  /// A cluster of the mode with the documents given as JSON.
  private func cluster(mode: String?, _ documents: String..., auth: AWSAuth? = nil) -> Cluster {
    var builder = ClusterBuilder()
    var described = Cluster(name: "c")
    described.authenticationMode = mode
    builder.add(.description(described), of: ClusterReference(name: "c"), in: "")
    for text in documents {
      for document in Input(text).documents {
        #expect(AccessEntryReader.recognises(document.root))
        for (entry, reference) in AccessEntryReader.read(document.root) {
          builder.add(.accessEntry(entry), of: reference, in: "")
        }
      }
    }
    if let auth { builder.add(.awsAuth(auth), in: "") }
    let clusters = builder.finish()
    #expect(clusters.count == 1)
    return clusters[0]
  }

  private func logins(_ cluster: Cluster, created: [String: String] = [:]) throws -> [String] {
    let caller = try #require(CallerIdentity(AuthenticatorCase.admin))
    return ClusterLogins(cluster, known: KnownPrincipals(created: created))
      .logins(of: caller, as: AuthenticatorCase.admin).map(show)
  }

  private static func describe(_ rest: String) -> String {
    #"{"accessEntry":{"clusterName":"c","principalArn":"\#(role)",\#(rest)}}"#
  }

  private static let inConfigMap = AWSAuth(
    mappings: [
      AWSAuth.Mapping(
        field: .roles, arn: "arn:aws:iam::111122223333:role/Admin", username: "old",
        groups: ["old"], range: nil, arnRange: nil, groupRanges: [nil])
    ], range: nil)

  /// Edge case 43: the path of the principal does not matter, unlike in aws-auth.
  @Test(arguments: [
    (#""kubernetesGroups":["a"],"username":"u","type":"STANDARD""#, "u [a]"),
    (
      #""kubernetesGroups":[],"type":"STANDARD""#,
      "arn:aws:sts::111122223333:assumed-role/Admin/alice []"
    ),
    (
      #""kubernetesGroups":[],"username":"u:{{SessionName}}","type":"STANDARD""#, "u:alice []"
    ),
    (
      #""kubernetesGroups":["system:nodes"],"type":"EC2_LINUX""#,
      "system:node:{{EC2PrivateDNSName}} [system:nodes] dead(template)"
    ),
    (#""type":"FARGATE_LINUX""#, "system:node:alice []"),
  ])
  func described(rest: String, expected: String) throws {
    #expect(try logins(cluster(mode: "API", Self.describe(rest))) == [expected])
  }

  @Test(arguments: [
    ("API", ["new [new]"]), ("API_AND_CONFIG_MAP", ["new [new]"]), ("CONFIG_MAP", ["old [old]"]),
    (nil, ["new [new]"]),
  ])
  func theEntryWinsWhereEntriesCount(mode: String?, expected: [String]) throws {
    let entry = Self.describe(#""kubernetesGroups":["new"],"username":"new","type":"STANDARD""#)
    let both = cluster(mode: mode, entry, auth: Self.inConfigMap)
    #expect(try logins(both) == expected)
    // Edge case 40: precedence, not union.
    let dead = ClusterLogins(both).all.filter { $0.verdict.word == "dead" }
    #expect(dead.count == 1)
    #expect(mode != "API_AND_CONFIG_MAP" || dead.first?.verdict == .dead(.accessEntry))
  }

  /// Edge case 39: mode API does not read aws-auth.
  @Test func awsAuthIsInertInModeAPI() throws {
    #expect(try logins(cluster(mode: "API", auth: Self.inConfigMap)).isEmpty)
  }

  /// Edge case 41 and fact 4: an entry stays with the deleted role, aws-auth goes by name.
  @Test(arguments: [
    ("2024-05-01T00:00:00+00:00", ["new [new]"]), ("2024-06-02T12:00:00Z", ["old [old]"]),
    ("2024-06-01T01:30:00+02:00", ["new [new]"]),
  ])
  func aRecreatedRoleFallsBackToTheConfigMap(created: String, expected: [String]) throws {
    let entry = Self.describe(
      #""kubernetesGroups":["new"],"username":"new","createdAt":"2024-06-01T00:00:00+00:00""#)
    let both = cluster(mode: "API_AND_CONFIG_MAP", entry, auth: Self.inConfigMap)
    #expect(try logins(both, created: [Self.role: created]) == expected)
  }

  /// Edge case 44: the API refuses groups that start with `system:`.
  @Test(arguments: [
    #""kubernetesGroups":["system:masters"],"username":"u","type":"STANDARD""#,
    #""kubernetesGroups":[],"username":"system:admin","type":"STANDARD""#,
  ])
  func reservedNamesAreRefused(rest: String) throws {
    let cluster = cluster(mode: "API", Self.describe(rest))
    #expect(ClusterLogins(cluster).all.map(\.verdict) == [.dead(.reservedName)])
  }

  @Test func partsOfAnEntryComeTogether() throws {
    let policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy"
    let cluster = cluster(
      mode: "API", #"{"accessEntries":["\#(Self.role)"]}"#,
      Self.describe(#""kubernetesGroups":["a"],"username":"u","type":"STANDARD""#),
      """
      {"clusterName":"c","principalArn":"\(Self.role)","associatedAccessPolicies":[
       {"policyArn":"\(policy)","accessScope":{"type":"namespace","namespaces":["dev-*"]}}]}
      """)
    let login = try #require(ClusterLogins(cluster).all.first)
    #expect(cluster.accessEntries.count == 1)
    #expect(login.verdict == .allowed)
    #expect(login.policies == [AccessEntry.Policy(arn: policy, namespaces: ["dev-*"])])
    // Edge case 45: the pattern covers namespaces that do not exist yet.
    let grant = try #require(login.permissions(by: Authorization(cluster)).first)
    #expect(grant.allows(AccessRequest("create", "pods", namespace: "dev-a")))
    #expect(!grant.allows(AccessRequest("create", "pods", namespace: "prod")))
    #expect(grant.yieldsTokens(in: "dev-b"))
  }

  @Test func aListedEntryLeavesItsGroupsOpen() throws {
    let cluster = cluster(mode: "API", #"{"accessEntries":["\#(Self.role)"]}"#)
    #expect(try logins(cluster).first?.hasSuffix("conditional") == true)
  }

  /// Edge case 46: ClusterAdmin in a namespace is everything there, and nothing outside.
  @Test func scopesOfPolicies() {
    func grant(_ name: String, _ namespaces: [String]?) -> Grant {
      AccessEntry.Policy(
        arn: "arn:aws:eks::aws:cluster-access-policy/\(name)", namespaces: namespaces
      ).grant(at: nil, in: Cluster(name: nil))
    }
    let scoped = grant("AmazonEKSClusterAdminPolicy", ["dev"])
    #expect(!scoped.isClusterAdministration)
    #expect(!scoped.allows(AccessRequest("get", "nodes", name: "n")))
    #expect(grant("AmazonEKSClusterAdminPolicy", nil).isClusterAdministration)
    // Fact 10: reading everything includes nodes/proxy, hence code in every pod.
    let view = grant("AmazonEKSAdminViewPolicy", nil)
    #expect(view.powers.contains(.readSecrets) && view.powers.contains(.controlNodes))
    #expect(!grant("AmazonEKSViewPolicy", nil).powers.contains(.readSecrets))
    let unknown = grant("AmazonEKSNewPolicy", nil)
    #expect(!unknown.areRulesKnown)
  }

  @Test func theClusterIsNamedByTheEntry() {
    let text = """
      {"accessEntry":{"principalArn":"\(Self.role)","accessEntryArn":\
      "arn:aws:eks:eu-west-1:111122223333:access-entry/prod/role/111122223333/Admin/0"}}
      """
    let found = Input(text).documents.flatMap { AccessEntryReader.read($0.root) }
    #expect(
      found.map(\.cluster) == [
        ClusterReference(name: "prod", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/prod")
      ])
  }
}
