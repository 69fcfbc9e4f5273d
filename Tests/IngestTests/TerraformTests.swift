import Estate
import IAM
import Ingest
import Kubernetes
import Logic
import Testing
import Text

/// Plans and states of Terraform; their form is what Terraform 1.11 prints.
@Suite struct TerraformTests {
  private func read(
    _ texts: [String: String], onto base: [String: String]? = nil
  ) -> (Ingestion, Estate) {
    var ingestion = Ingestion()
    func add(_ texts: [String: String]) {
      for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
        ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
      }
    }
    if let base {
      add(base)
      ingestion.beginChange()
    }
    add(texts)
    let estate = ingestion.finish()
    return (ingestion, estate)
  }

  private static let role = "arn:aws:iam::111122223333:role/deploy"

  // MARK: States

  @Test func aStateShowsWhatExists() throws {
    let (ingestion, estate) = read(["state.json": Self.state(Self.existing)])
    #expect(ingestion.readings.map(\.kinds) == [["terraform-state"]])
    #expect(ingestion.readings.first?.account == "111122223333")
    #expect(ingestion.readings.first?.diagnostics.map(\.message) == [])
    let role = try #require(estate.principals.first { $0.id == Self.role })
    #expect(role.trust?.statements.count == 1)
    #expect(role.inlinePolicies.map(\.name) == ["extra"])
    #expect(
      role.attachedPolicies.map(\.text.display) == [
        "arn:aws:iam::111122223333:policy/own", "arn:aws:iam::aws:policy/ReadOnlyAccess",
      ])
    #expect(role.maxSessionDuration == 3600)
    #expect(role.instanceProfiles == ["deploy"])
    #expect(estate.managedPolicies.map(\.arn) == ["arn:aws:iam::111122223333:policy/own"])
    #expect(estate.oidcProviders.map(\.issuer) == ["oidc.eks.eu-west-1.amazonaws.com/id/A1"])
    #expect(estate.oidcProviders.first?.clientIDs == ["sts.amazonaws.com"])
  }

  @Test func aStateFileSaysTheSame() throws {
    let (ingestion, estate) = read(["terraform.tfstate": Self.file])
    #expect(ingestion.readings.map(\.kinds) == [["terraform-state"]])
    let cluster = try #require(estate.clusters.first)
    #expect(cluster.label == "prod")
    #expect(cluster.accessEntries.map(\.principalARN) == ["arn:aws:iam::111122223333:role/ops"])
    #expect(cluster.accessEntries.first?.policies.first?.namespaces == ["dev"])
  }

  @Test func theClusterOfAState() throws {
    let (_, estate) = read(["state.json": Self.state(Self.existing)])
    let cluster = try #require(estate.clusters.first)
    #expect(estate.clusters.count == 1)
    #expect(cluster.arn == "arn:aws:eks:eu-west-1:111122223333:cluster/prod")
    #expect(cluster.issuer == "oidc.eks.eu-west-1.amazonaws.com/id/A1")
    #expect(cluster.authenticationMode == "API_AND_CONFIG_MAP")
    let entry = try #require(cluster.accessEntries.first { $0.type == "STANDARD" })
    #expect(entry.principalARN.display == Self.role)
    #expect(entry.groups == ["deployers"] && entry.isDescribed)
    #expect(entry.policies.map(\.arn.suffix) == ["AmazonEKSEditPolicy"])
    #expect(entry.policies.first?.namespaces == ["dev-*"])
    let association = try #require(cluster.podIdentityAssociations.first)
    #expect(association.roleARN?.display == Self.role)
    #expect(association.targetRoleARN == nil && association.disablesSessionTags == false)
    #expect(cluster.nodePools.map(\.name) == ["workers"])
    #expect(cluster.nodePools.first?.metadata?.hopLimit == 2)
    // EKS lets the machines of its groups log in by an entry of its own.
    #expect(cluster.accessEntries.first { $0.type == "EC2_LINUX" }?.groups == ["system:nodes"])
    #expect(cluster.fargateProfiles.first?.selects(namespace: "batch", labels: [:]) == true)
    #expect(cluster.identityProviders.map(\.groupsPrefix) == ["oidc:"])
    #expect(cluster.serviceRoles.map(\.holder).contains(.addon))
  }

  // MARK: Kubernetes objects

  @Test func awsAuthKeepsItsPlaces() throws {
    let (ingestion, estate) = read(["state.json": Self.state(Self.existing)])
    let auth = try #require(estate.clusters.first?.awsAuth)
    #expect(auth.isEffective)
    #expect(auth.mappings.map(\.username) == ["admin"])
    #expect(auth.mappings.first?.groups == ["system:masters"])
    let range = try #require(auth.mappings.first?.arnRange)
    let text = ingestion.files[range.file].text(of: Int(range.lower)..<Int(range.upper))
    #expect(text == #"\"arn:aws:iam::111122223333:role/admin\""#)
  }

  @Test func kubernetesObjects() throws {
    let (_, estate) = read(["state.json": Self.state(Self.existing)])
    let cluster = try #require(estate.clusters.first)
    #expect(cluster.serviceAccounts.map { "\($0.namespace)/\($0.name)" } == ["payments/worker"])
    #expect(cluster.serviceAccounts.first?.roleARN?.display == Self.role)
    let role = try #require(cluster.roles.first { $0.name == "tokens" })
    #expect(role.rules.first?.resources == ["serviceaccounts/token"])
    #expect(role.rules.first?.apiGroups == [""])
    let binding = try #require(cluster.bindings.first { $0.name == "tokens" })
    #expect(binding.roleKind == "Role" && binding.namespace == "payments")
    #expect(binding.subjects.map(\.name) == ["deployers"])
    #expect(cluster.bindings.map(\.name).sorted() == ["from-manifest", "from-yaml", "tokens"])
    let workload = try #require(cluster.workloads.first)
    #expect(workload.kind == "Deployment" && workload.serviceAccount == "worker")
    #expect(workload.exposure == [.hostNetwork, .hostPath, .privileged])
    #expect(cluster.namespaces.first?.enforcedPodSecurity == "restricted")
  }

  /// `kubernetes_config_map_v1_data` owns some keys: what it lacks may be there all the same.
  @Test func ownershipOfSomeKeysIsPartial() throws {
    let text = Self.resource(
      "kubernetes_config_map_v1_data", "aws_auth",
      #"{"metadata": [{"name": "aws-auth", "namespace": "kube-system"}], "force": true, "data": {"mapUsers": "- userarn: arn:aws:iam::111122223333:user/ops\n  username: ops\n"}}"#
    )
    let (_, estate) = read(["state.json": Self.state(text)])
    let auth = try #require(estate.clusters.first?.awsAuth)
    #expect(auth.isPartial && auth.mappings.map(\.username) == ["ops"])
  }

  // MARK: Plans

  /// Nothing of the plan exists: names, references and the account give the ARNs.
  @Test func namesOfAPlan() throws {
    let (ingestion, estate) = read(["plan.json": Self.plan])
    #expect(ingestion.readings.map(\.kinds) == [["terraform-plan"]])
    let role = try #require(estate.principals.first { $0.name == "worker" })
    #expect(role.id == "arn:aws:iam::111122223333:role/team/worker")
    #expect(role.attachedPolicies.map(\.text.display) == ["arn:aws:iam::111122223333:policy/own"])
    let cluster = try #require(estate.clusters.first)
    #expect(cluster.name == "prod")
    #expect(
      cluster.accessEntries.map(\.principalARN.display) == [
        "arn:aws:iam::111122223333:role/team/worker"
      ])
    #expect(cluster.accessEntries.first?.policies.map(\.arn.suffix) == ["AmazonEKSViewPolicy"])
    // Through the output of one module and the variable of another.
    #expect(
      cluster.podIdentityAssociations.first { $0.namespace == "payments" }?.roleARN
        == "arn:aws:iam::111122223333:role/team/worker")
  }

  /// `after_unknown` is unknown, not absent.
  @Test func whatAPlanDoesNotTell() throws {
    let (ingestion, estate) = read(["plan.json": Self.plan])
    let open = try #require(estate.principals.first { $0.name == "open" })
    #expect(open.trust?.isOpaque == true)
    let cluster = try #require(estate.clusters.first)
    #expect(cluster.authenticationMode == nil)
    #expect(cluster.accessEntries.first?.isDescribed == false)
    let hidden = try #require(cluster.podIdentityAssociations.first { $0.namespace == "other" })
    #expect(hidden.roleARN?.display == "${aws_eks_pod_identity_association.hidden.role_arn}")
    let codes = ingestion.readings.flatMap(\.diagnostics).map(\.code)
    #expect(codes == ["terraform-unresolved"])
  }

  /// A plan is laid over an export as a template is.
  @Test func aPlanOntoAnExport() throws {
    let export = """
      {"RoleDetailList": [
        {"Arn": "arn:aws:iam::111122223333:role/gone", "RoleName": "gone", "Path": "/"},
        {"Arn": "arn:aws:iam::111122223333:role/team/worker", "RoleName": "worker",
         "Path": "/team/", "RoleId": "AROA",
         "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}}]}
      """
    let (_, estate) = read(["plan.json": Self.plan], onto: ["export.json": export])
    let workers = estate.principals.filter { $0.name == "worker" }
    #expect(workers.count == 1)
    #expect(workers.first?.uniqueID == "AROA")
    #expect(workers.first?.trust?.statements.count == 1)
    #expect(!estate.principals.contains { $0.name == "gone" })
  }

  /// `terraform show -json` prints what is sensitive in plain text.
  @Test func sensitiveValuesAreSecrets() {
    let (_, estate) = read(["plan.json": Self.plan])
    let values = Set(estate.secrets.map(\.value))
    #expect(values.isSuperset(of: ["hunter22-variable", "hunter22-password"]))
    let (_, state) = read(["state.json": Self.state(Self.existing)])
    #expect(state.secrets.contains { $0.kind == .externalID && $0.value == "prod-ext-1" })
    #expect(!state.secrets.contains { $0.value.contains("RoleBinding") })
  }

  @Test(arguments: [
    #"{"format_version": "1.2"}"#, #"{"version": 4, "resources": []}"#,
    #"{"planned_values": {}}"#, #"{"version": 3, "terraform_version": "0.11", "modules": []}"#,
  ])
  func otherDocuments(text: String) {
    let (ingestion, _) = read(["x.json": text])
    #expect(ingestion.readings.map(\.kinds) == [[]])
  }

  /// Whatever stands in a plan, it is read to its end.
  @Test(arguments: [
    #"{"format_version": "1.2", "planned_values": {"root_module": []}}"#,
    #"{"format_version": "1.2", "planned_values": {"root_module": {"resources": [1, {}, {"address": "a", "type": "aws_iam_role", "values": []}], "child_modules": [null, {"address": "module.x", "child_modules": {}}]}}}"#,
    #"{"format_version": "1.2", "planned_values": {"root_module": {"resources": [{"address": "aws_iam_role.a", "mode": "managed", "type": "aws_iam_role", "name": "a", "values": {"name": ["x"], "assume_role_policy": "{", "tags": [1]}}]}}, "resource_changes": [{}, 1], "configuration": []}"#,
  ])
  func oddDocuments(text: String) {
    let (ingestion, _) = read(["x.json": text])
    #expect(ingestion.readings.map(\.kinds) == [["terraform-plan"]])
  }

  /// References in a circle end.
  @Test func circles() throws {
    let text = """
      {"format_version": "1.2", "planned_values": {"root_module": {"resources": [
        {"address": "aws_eks_access_entry.a", "mode": "managed", "type": "aws_eks_access_entry",
         "name": "a", "values": {"cluster_name": "prod"}}]}},
       "resource_changes": [{"address": "aws_eks_access_entry.a",
         "change": {"actions": ["create"], "after_unknown": {"principal_arn": true}}}],
       "configuration": {"root_module": {"resources": [
         {"address": "aws_eks_access_entry.a", "mode": "managed", "type": "aws_eks_access_entry",
          "name": "a", "expressions": {"principal_arn":
            {"references": ["aws_eks_access_entry.a.principal_arn", "aws_eks_access_entry.a"]}}}]}}}
      """
    let (_, estate) = read(["x.json": text])
    let entry = try #require(estate.clusters.first?.accessEntries.first)
    #expect(entry.principalARN.display == "${aws_eks_access_entry.a.principal_arn}")
  }
}

extension String {
  /// What follows the last slash.
  fileprivate var suffix: String {
    String(self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...])
  }
}
