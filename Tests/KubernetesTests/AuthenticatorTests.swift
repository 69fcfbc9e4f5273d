import Documents
import Kubernetes
import Logic
import Testing
import Text

/// Authenticators and webhooks that people run themselves.
///
/// Source: aws-iam-authenticator, `pkg/config` and `pkg/mapper`; amazon-eks-pod-identity-webhook,
/// `pkg/cache`.
@Suite struct AuthenticatorTests {
  /// The cluster that the documents make, read by whichever reader takes them.
  private func cluster(_ texts: String...) throws -> Cluster {
    var builder = ClusterBuilder()
    for text in texts {
      for document in Input(text).documents {
        if AuthenticatorReader.recognises(document.root) {
          for object in AuthenticatorReader(document.root).objects { builder.add(object, in: "") }
        } else {
          #expect(ObjectReader.recognises(document.root))
          var reader = ObjectReader()
          reader.read(document.root)
          for object in reader.objects { builder.add(object, in: "") }
        }
      }
    }
    let clusters = builder.finish()
    #expect(clusters.count == 1)
    return try #require(clusters.first)
  }

  private func logins(_ texts: String..., caller: String = AuthenticatorCase.admin) throws
    -> [String]
  {
    var cluster = try self.cluster(texts[0])
    if texts.count > 1 { cluster = try self.cluster(texts[0], texts[1]) }
    let identity = try #require(CallerIdentity(caller))
    return ClusterLogins(cluster).logins(of: identity, as: caller).map(show)
  }

  private static let server = """
    clusterID: prod
    server:
      mapRoles:
      - roleARN: arn:aws:iam::111122223333:role/Admin
        username: kubernetes-admin
        groups: [system:masters]
      mapUsers:
      - userARN: arn:aws:iam::111122223333:user/bob
        username: bob
      mapAccounts: ["444455556666"]
    """

  @Test func theServersFile() throws {
    #expect(try logins(Self.server) == ["kubernetes-admin [system:masters]"])
    #expect(try logins(Self.server, caller: AuthenticatorCase.bob) == ["bob []"])
    let other = "arn:aws:iam::444455556666:user/eve"
    #expect(try logins(Self.server, caller: other) == ["\(other) []"])
    #expect(try cluster(Self.server).backends == [.mountedFile])
  }

  /// Without a backend for it the ConfigMap is not read, whatever it maps.
  @Test(arguments: [
    ("", "kubernetes-admin [system:masters]"),
    ("  backendMode: [MountedFile, EKSConfigMap]\n", "kubernetes-admin [system:masters]"),
    ("  backendMode: [EKSConfigMap, MountedFile]\n", "u [from-map]"),
    ("  backendMode: EKSConfigMap,MountedFile\n", "u [from-map]"),
    ("  backendMode: [EKSConfigMap]\n", "u [from-map]"),
    ("  backendmode: [ConfigMap]\n", "u [from-map]"),
  ])
  func backends(mode: String, login: String) throws {
    let map = configMap(["mapRoles": AuthenticatorCase.role("Admin", "groups: [from-map]")])
    #expect(try logins(Self.server + "\n" + mode, map) == [login])
  }

  @Test func backendsThatAreNotConfigured() throws {
    let map = configMap(["mapRoles": AuthenticatorCase.role("Other", "groups: [from-map]")])
    let cluster = try cluster(Self.server, map)
    #expect(cluster.readsAWSAuth == .no)
    let dead = ClusterLogins(cluster).all.filter { $0.groups == ["from-map"] }
    #expect(dead.map(show) == ["u [from-map] dead(authentication-mode)"])
  }

  /// The file's ARNs are brought into canonical form: that of a session stands for its role.
  @Test func sessionsInTheServersFile() throws {
    let text = Self.server.replacing(
      "arn:aws:iam::111122223333:role/Admin",
      with: "arn:aws:sts::111122223333:assumed-role/Admin/somebody")
    #expect(try logins(text) == ["kubernetes-admin [system:masters]"])
  }

  @Test func reservedPrefixes() throws {
    let text =
      Self.server + """

          reservedPrefixConfig:
          - backendMode: MountedFile
            usernamePrefixReserveList: ["kubernetes-", "system:"]
        """
    let cluster = try cluster(text)
    #expect(
      ClusterLogins(cluster).all.map(show).first
        == "kubernetes-admin [system:masters] dead(reserved-prefix)")
  }

  /// `userid` is the file's own; without strict mode the ARN decides, and the mode is not told here.
  @Test func theWatchedFile() throws {
    let text = """
      {"mapRoles": [{"rolearn": "arn:aws:iam::111122223333:role/Admin", "username": "dynamic",
        "groups": ["system:masters"], "userid": "AROAEXAMPLE"}],
       "mapUsers": [], "mapAccounts": []}
      """
    #expect(try logins(text) == ["dynamic [system:masters] conditional"])
    let server = "server: {backendMode: [DynamicFile], dynamicfileUserIDStrict: false}"
    #expect(try logins(text, server) == ["dynamic [system:masters]"])
  }

  @Test func theServersConfigMap() throws {
    let text = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: aws-iam-authenticator, namespace: kube-system}
      data:
        config.yaml: |
      """
    let indented = Self.server.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    #expect(try logins(text + "\n" + indented) == ["kubernetes-admin [system:masters]"])
  }

  private static let object = """
    apiVersion: iamauthenticator.k8s.aws/v1alpha1
    kind: IAMIdentityMapping
    metadata: {name: admin}
    spec:
      arn: arn:aws:iam::111122223333:role/Admin
      username: from-object
      groups: [system:masters]
    """

  /// The feature gate is off on EKS; whether another authenticator reads them, nothing tells.
  @Test func identityMappings() throws {
    #expect(try logins(Self.object) == ["from-object [system:masters] conditional"])
    let server = "server:\n  mapRoles: []\n  backendMode: [CRD]\n"
    #expect(try logins(Self.object, server) == ["from-object [system:masters]"])
    var builder = ClusterBuilder()
    for object in Input(Self.object).objects { builder.add(object, in: "") }
    var description = Cluster(name: "prod")
    description.arn = "arn:aws:eks:eu-west-1:111122223333:cluster/prod"
    builder.add(.description(description), in: "")
    let cluster = try #require(builder.finish().first)
    #expect(
      ClusterLogins(cluster).all.map(show)
        == ["from-object [system:masters] dead(authentication-mode)"])
  }

  @Test func listsOfIdentityMappings() throws {
    let items = Self.object.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
      .replacing("  apiVersion", with: "- apiVersion", maxReplacements: 1)
    let cluster = try cluster("apiVersion: v1\nkind: List\nitems:\n" + items)
    #expect(cluster.awsAuth?.mappings.map(\.source) == [.object])
  }

  /// kOps keeps roles of service accounts in a ConfigMap; namespaces compare exactly, or `*`.
  @Test func rolesOfTheWebhook() throws {
    let webhook = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: pod-identity-webhook, namespace: kube-system}
      data:
        config: '{"payments/worker":{"RoleARN":"arn:aws:iam::111122223333:role/w","Audience":"kops"},
          "*/batch":{"RoleARN":"arn:aws:iam::111122223333:role/b"},
          "test-*/never":{"RoleARN":"arn:aws:iam::111122223333:role/n"}}'
      """
    let accounts = [("payments", "worker"), ("x", "batch"), ("test-1", "never"), ("x", "worker")]
      .map { namespace, name in
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: \(name), namespace: \(namespace)}
        """
      }.joined(separator: "\n---\n")
    let cluster = try cluster(webhook, accounts)
    let roles = cluster.serviceAccounts.map {
      "\($0.namespace)/\($0.name) \($0.roleARN?.display.suffix(1) ?? "-")"
    }
    #expect(roles == ["payments/worker w", "test-1/never -", "x/batch b", "x/worker -"])
    #expect(cluster.serviceAccounts.first?.audience == "kops")
    let alone = try self.cluster(webhook)
    #expect(alone.serviceAccounts.map(\.name).sorted() == ["never", "worker"])
  }

  @Test(arguments: [
    "server:\n  port: 21362\n", "mapRoles: []\n", "mapRoles: |\n  - rolearn: x\n",
    #"{"mapRoles": [{"name": "x"}]}"#, "server: https://example.com\n",
  ])
  func otherDocuments(text: String) throws {
    let root = try #require(Input(text).documents.first?.root)
    #expect(!AuthenticatorReader.recognises(root))
  }

  // MARK: Drift

  @Test func driftNamesWhatDiffers() throws {
    let applied =
      #"{"data":{"mapRoles":"- rolearn: arn:aws:iam::111122223333:role/Gone\n  username: g\n"}}"#
    let text = configMap(["mapRoles": AuthenticatorCase.role("Admin", "groups: [system:masters]")])
      .replacing(
        "  namespace: kube-system\n",
        with: """
            namespace: kube-system
            annotations:
              kubectl.kubernetes.io/last-applied-configuration: '\(applied)'

          """)
    let auth = try #require(try Input(text).cluster().awsAuth)
    #expect(auth.mappings.count == 1)
    let problem = try #require(auth.problems.first { $0.code == "aws-auth-drift" })
    #expect(
      problem.message.contains("has arn:aws:iam::111122223333:role/Admin as u in system:masters"))
    #expect(problem.message.contains("lacks arn:aws:iam::111122223333:role/Gone as g"))
  }
}
