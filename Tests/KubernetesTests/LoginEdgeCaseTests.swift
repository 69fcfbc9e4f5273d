import Documents
import Kubernetes
import Logic
import Testing

/// One edge case of who logs in as whom, across ConfigMap, access entries and modes.
struct LoginEdgeCase: CustomTestStringConvertible, Sendable {
  let number: Int
  let authority: String
  var mode: String?
  /// Documents of `aws eks` and `kubectl`.
  let documents: [String]
  /// When the role `Admin` was created.
  var created: String?
  var caller = AuthenticatorCase.admin
  let expected: [String]

  var testDescription: String { "\(number) \(authority)" }

  static let role = "arn:aws:iam::111122223333:role/Admin"

  /// An access entry of the role `Admin`.
  static func entry(_ rest: String = "", arn: String = role) -> String {
    """
    {"accessEntry": {"clusterName": "prod", "principalArn": "\(arn)", "type": "STANDARD",
     "kubernetesGroups": ["entry"], "username": "e"\(rest)}}
    """
  }

  static let masters = configMap([
    "mapRoles": AuthenticatorCase.role("Admin", "groups: [system:masters]")
  ])

  static let all: [LoginEdgeCase] = [
    .init(
      number: 34, authority: "C yaml_test: without | the API server refuses the object",
      documents: [
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: aws-auth, namespace: kube-system}
        data:
          mapRoles:
          - {rolearn: \(role), username: u}
        """
      ], expected: []),
    .init(
      number: 38, authority: "C configmap.go: only kube-system is read",
      documents: [masters.replacing("namespace: kube-system", with: "namespace: default")],
      expected: []),
    .init(
      number: 39, authority: "D set-cam: mode API does not read aws-auth", mode: "API",
      documents: [masters], expected: []),
    .init(
      number: 40, authority: "D migrating + C doMapping: the access entry only, no union",
      mode: "API_AND_CONFIG_MAP", documents: [masters, entry()], expected: ["e [entry]"]),
    .init(
      number: 41, authority: "C dynamicfile strict + D: the entry stays with the deleted role",
      mode: "API_AND_CONFIG_MAP",
      documents: [masters, entry(#", "createdAt": "2025-01-01T00:00:00+00:00""#)],
      created: "2025-06-01T00:00:00+00:00", expected: ["u [system:masters]"]),
    .init(
      number: 41, authority: "C dynamicfile strict + D: a younger entry counts",
      mode: "API_AND_CONFIG_MAP",
      documents: [masters, entry(#", "createdAt": 1767225600.5"#)],
      created: "2025-06-01T00:00:00+00:00", expected: ["e [entry]"]),
    .init(
      number: 42, authority: "C dynamicfile/mapper.go: an entry of another ARN leaves aws-auth",
      mode: "API_AND_CONFIG_MAP",
      documents: [masters, entry(arn: "arn:aws:iam::111122223333:role/Other")],
      expected: ["u [system:masters]"]),
    .init(
      number: 43, authority: "D, roadmap #185: an access entry may have the role's path",
      mode: "API", documents: [entry(arn: "arn:aws:iam::111122223333:role/team/Admin")],
      expected: ["e [entry]"]),
    .init(
      number: 44, authority: "terraform-aws-eks #2915: the API refuses system:masters",
      mode: "API",
      documents: [entry().replacing("[\"entry\"]", with: "[\"system:masters\"]")], expected: []),
    .init(
      number: 75, authority: "server_test: no instance, no login",
      documents: [
        configMap([
          "mapRoles": """
          - rolearn: \(role)
            username: system:node:{{EC2PrivateDNSName}}
          """
        ])
      ], expected: ["system:node:{{EC2PrivateDNSName}} [] dead(template)"]),
    .init(
      number: 8, authority: "not verified: whether EKS accepts an empty name",
      documents: [
        configMap(["mapRoles": "- rolearn: \(role)\n  username: ''\n  groups: [system:masters]\n"])
      ], expected: ["'' [system:masters] conditional"]),
    .init(
      number: 0, authority: "not verified: reserved prefixes in aws-auth",
      documents: [configMap(["mapRoles": "- rolearn: \(role)\n  username: eks:x\n"])],
      expected: ["eks:x [] conditional"]),
    .init(
      number: 0, authority: "fact 4: without describe-cluster and with entries the mode is open",
      documents: [
        masters.replacing("role/Admin", with: "role/admin"),
        entry(arn: "arn:aws:iam::111122223333:role/Other"),
      ], expected: ["u [system:masters] conditional"]),
  ]
}

@Suite struct LoginEdgeCaseTests {
  /// The edge cases about logins are rows of two tables; the others are in `EdgeCaseTests`.
  @Test func everyNumberHasARow() {
    let numbers = Set(
      LoginEdgeCase.all.map(\.number) + AuthenticatorCase.all.compactMap(\.number))
    #expect(([75] + (1...44)).filter { !numbers.contains($0) } == [])
    #expect(LoginEdgeCase.all.filter { $0.authority.split(separator: ":").count < 2 }.isEmpty)
    // `O` an observation, `C` upstream source: each row names what it rests on.
    let unnamed = AuthenticatorCase.all.filter { row in
      row.number != nil && !"OCD".contains(row.authority.prefix(1))
    }
    #expect(unnamed.map(\.authority) == [])
  }

  /// What nobody has verified is never plainly allowed.
  @Test func whatIsNotVerifiedDepends() {
    for row in LoginEdgeCase.all where row.authority.hasPrefix("not verified") {
      #expect(row.expected.allSatisfy { $0.hasSuffix(" conditional") }, "\(row.authority)")
    }
  }

  @Test(arguments: LoginEdgeCase.all)
  func login(of row: LoginEdgeCase) throws {
    var builder = ClusterBuilder()
    var description = Cluster(name: "prod")
    description.authenticationMode = row.mode
    builder.add(.description(description), of: ClusterReference(name: "prod"), in: "")
    for document in row.documents {
      let root = try #require(Input(document).documents.first?.root)
      if AccessEntryReader.recognises(root) {
        for found in AccessEntryReader.read(root) {
          builder.add(.accessEntry(found.entry), of: found.cluster, in: "")
        }
      } else {
        var reader = ObjectReader()
        reader.read(root)
        for object in reader.objects { builder.add(object, in: "") }
      }
    }
    let cluster = try #require(builder.finish().first)
    let created = row.created.map { [LoginEdgeCase.role: $0] } ?? [:]
    let caller = try #require(CallerIdentity(row.caller))
    let logins = ClusterLogins(cluster, known: KnownPrincipals(created: created)).logins(
      of: caller, as: row.caller)
    #expect(logins.map(show) == row.expected)
  }

  /// Edge cases 36 and 53: groups are compared letter by letter (RBAC subjects).
  @Test(arguments: ["system:masters ", "System:Masters", "system:master"])
  func nearlyMastersIsNothing(group: String) {
    let authorization = Authorization(Cluster(name: "prod"))
    #expect(authorization.permissions(of: .user("u", groups: [group])).isEmpty)
    #expect(!authorization.permissions(of: .user("u", groups: ["system:masters"])).isEmpty)
  }

  /// Edge cases 45 and 46: D access policies: scopes are names and patterns; a policy for
  /// administrators of namespaces holds no object outside of them.
  @Test func scopesOfAccessPolicies() {
    let policy = AccessEntry.Policy(
      arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      namespaces: ["dev-*"])
    let grant = policy.grant(at: nil, in: Cluster(name: nil))
    #expect(grant.allows(AccessRequest("delete", "secrets", name: "s", namespace: "dev-a")))
    #expect(!grant.allows(AccessRequest("delete", "secrets", name: "s", namespace: "prod")))
    #expect(!grant.allows(AccessRequest("get", "nodes", name: "n")))
    #expect(grant.allows(AccessRequest("patch", "namespaces", name: "dev-a")))
    #expect(!grant.isClusterAdministration)
  }

  /// Not verified: policies that the table does not know grant what nobody here can tell.
  @Test func unknownPoliciesStayUnknown() {
    let policy = AccessEntry.Policy(
      arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSSecretReaderPolicy", namespaces: nil)
    #expect(!policy.grant(at: nil, in: Cluster(name: nil)).areRulesKnown)
  }

  /// Edge case 56: rbac-tool, clusterrole-aggregate.yaml.
  @Test func aggregatedManifestsAreTheirUnion() throws {
    let cluster = try Input(
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: monitoring}
      aggregationRule: {clusterRoleSelectors: [{matchLabels: {aggregate: "true"}}]}
      rules: []
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: part, labels: {aggregate: "true"}}
      rules: [{apiGroups: [""], resources: [serviceaccounts/token], verbs: [create]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: b}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: monitoring}
      subjects: [{kind: Group, name: g}]
      """
    ).cluster()
    let grants = Authorization(cluster).permissions(of: .group("g"))
    #expect(grants.map { $0.powers } == [[.issueTokens]])
  }
}
