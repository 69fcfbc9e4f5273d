import Estate
import Ingest
import Kubernetes
import Testing
import Text

/// Texts for people that hold evidence all the same.
@Suite struct TextReaderTests {
  private func read(_ texts: [String: String], cluster: String? = nil) -> (Ingestion, [Cluster]) {
    var ingestion = Ingestion(cluster: cluster)
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
      ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    }
    let estate = ingestion.finish()
    return (ingestion, estate.clusters)
  }

  private static let described = """
    Name:         aws-auth
    Namespace:    kube-system
    Labels:       <none>
    Annotations:  <none>

    Data
    ====
    mapRoles:
    ----
    - rolearn: arn:aws:iam::111122223333:role/dev
      username: dev
      groups:
      - system:masters

    mapUsers:
    ----
    - userarn: arn:aws:iam::111122223333:user/ops
      username: ops


    BinaryData
    ====

    Events:  <none>

    """

  @Test func describedConfigMap() throws {
    let (ingestion, clusters) = read(["aws-auth.txt": Self.described])
    #expect(ingestion.readings.map(\.kinds) == [["kubernetes"]])
    let auth = try #require(clusters.first?.awsAuth)
    #expect(auth.isEffective)
    #expect(auth.problems.isEmpty)
    #expect(auth.mappings.map(\.username) == ["dev", "ops"])
    #expect(auth.mappings.first?.groups == ["system:masters"])
    let range = try #require(auth.mappings.first?.arnRange)
    let text = ingestion.files[range.file].text(of: Int(range.lower)..<Int(range.upper))
    #expect(text == "arn:aws:iam::111122223333:role/dev")
  }

  @Test func describedConfigMapThatIsBroken() throws {
    let text = Self.described.replacing("  username: dev", with: "  username: {{SessionName}}")
    let (ingestion, clusters) = read(["aws-auth.txt": text])
    let auth = try #require(clusters.first?.awsAuth)
    #expect(auth.mappings.map(\.username) == ["ops"])
    #expect(auth.lostKeys == ["mapRoles"])
    #expect(ingestion.readings[0].diagnostics.map(\.code) == ["aws-auth-syntax"])
  }

  @Test func describedElsewhere() throws {
    let text = Self.described.replacing("kube-system", with: "default")
    #expect(read(["a.txt": text]).1.first?.awsAuth?.isEffective == false)
  }

  /// `kubectl cluster-info dump` writes logs between the objects.
  @Test func clusterDump() throws {
    let dump = """
      {"kind": "NodeList", "apiVersion": "v1", "items": [{"metadata": {"name": "n1"}}]}
      {"kind": "PodList", "apiVersion": "v1", "items": [
        {"metadata": {"name": "web", "namespace": "shop"}, "spec": {"serviceAccountName": "web"}}]}
      ==== START logs for container c of pod shop/web ====
      {"kind": "ServiceAccount", "apiVersion": "v1", "metadata": {"name": "not-an-object"}}
      } broken {
      ==== END logs for container c of pod shop/web ====
      {"kind": "DeploymentList", "apiVersion": "apps/v1", "items": [
        {"metadata": {"name": "db", "namespace": "shop"},
         "spec": {"template": {"spec": {"serviceAccountName": "db"}}}}]}
      """
    let (ingestion, clusters) = read(["dump.txt": dump])
    #expect(ingestion.readings.flatMap(\.diagnostics).map(\.message) == [])
    let cluster = try #require(clusters.first)
    #expect(cluster.nodes.map(\.name) == ["n1"])
    #expect(cluster.workloads.map(\.name).sorted() == ["db", "web"])
    #expect(cluster.serviceAccounts.isEmpty)
    let range = try #require(cluster.workloads.first { $0.name == "db" }?.serviceAccountRange)
    let text = ingestion.files[range.file].text(of: Int(range.lower)..<Int(range.upper))
    #expect(text == "\"db\"")
  }

  /// A cluster in mode CONFIG_MAP answers questions about access entries with an error.
  @Test func refusalOfAccessEntries() {
    let refusal = """

      An error occurred (InvalidRequestException) when calling the ListAccessEntries operation: \
      The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform \
      this operation.
      """
    let (ingestion, clusters) = read([
      "prod/cluster.json":
        #"{"name": "prod", "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/prod"}"#,
      "prod/entries.txt": refusal,
    ])
    #expect(ingestion.readings.map(\.kinds) == [["eks-cluster"], ["eks-access-entries"]])
    #expect(clusters.map(\.authenticationMode) == ["CONFIG_MAP"])
  }

  @Test func theOptionNamesTheCluster() {
    let text = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, namespace: n}\n"
    #expect(read(["a.yaml": text], cluster: "prod").1.map(\.label) == ["prod"])
  }

  /// What eksctl prints about a live cluster.
  @Test func eksctlOutputs() throws {
    let (ingestion, clusters) = read([
      "entries.json": """
      [{"principalARN": "arn:aws:iam::111122223333:role/x", "kubernetesGroups": ["g"],
        "accessPolicies": [{"policyARN": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
          "accessScope": {"type": "namespace", "namespaces": ["n"]}}]}]
      """,
      "mappings.json": """
      [{"rolearn": "arn:aws:iam::111122223333:role/y", "username": "y", "groups": ["system:masters"]},
       {"userarn": "arn:aws:iam::111122223333:user/z", "username": "z", "groups": []},
       {"account": "444455556666"}]
      """,
    ])
    #expect(ingestion.readings.map(\.kinds) == [["eks-access-entries"], ["eksctl-mappings"]])
    let cluster = try #require(clusters.first)
    #expect(cluster.accessEntries.map(\.groups) == [["g"]])
    #expect(cluster.accessEntries.first?.policies.first?.namespaces == ["n"])
    #expect(cluster.awsAuth?.mappings.map(\.username) == ["y", "z"])
    #expect(cluster.awsAuth?.accounts.map(\.text) == ["444455556666"])
  }

  // MARK: - Parameters of other tools

  private func told(_ path: String, _ text: String) throws -> FileReading {
    try #require(read([path: text]).0.readings.first)
  }

  @Test(arguments: [
    "version = 0.1\n[default.deploy.parameters]\nparameter_overrides = \"Vendor=444455556666\"\n",
    "# made by sam\nversion=0.1\n\n[default]\n[default.global.parameters]\nstack_name = \"app\"\n",
  ])
  func optionsOfTheSAMCommandLineAreTold(_ text: String) throws {
    let reading = try told("samconfig.toml", text)
    #expect(reading.kinds == ["sam-config"])
    #expect(reading.diagnostics.map(\.code) == ["parameters-not-read"])
  }

  @Test func parametersOfTaskcatAreTold() throws {
    let reading = try told(
      ".taskcat.yml",
      """
      project: {name: app, regions: [eu-west-1]}
      tests:
        default: {template: app.yaml, parameters: {Vendor: '444455556666'}}
      """)
    #expect(reading.kinds == ["taskcat-config"])
    #expect(reading.diagnostics.map(\.code) == ["parameters-not-read"])
  }

  @Test(arguments: [
    "[package]\nname = \"x\"\nversion = \"0.1\"\n", "[1, 2]", "version: 1\nproject: x\n",
    "project: {name: app}\ntests: [one]\n",
  ])
  func otherFilesAreNot(_ text: String) throws {
    #expect(try told("file", text).kinds == [])
  }
}
