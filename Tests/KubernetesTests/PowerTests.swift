import Kubernetes
import Logic
import Testing

/// What grants make possible; sources: Kubernetes documentation, "Role Based Access Control Good
/// Practices", and the authorizer's code where named.
@Suite struct PowerTests {
  typealias Rule = RBACRole.Rule
  private static let rbac = "rbac.authorization.k8s.io"

  private func grant(_ rules: Rule..., namespaces: [String]? = nil) -> Grant {
    Grant(source: .binding("b"), role: nil, namespaces: namespaces, rules: rules, range: nil)
  }

  private static func rule(
    _ verbs: [String], _ resources: [String], group: String = "", names: [String] = []
  ) -> Rule {
    Rule(verbs: verbs, apiGroups: [group], resources: resources, resourceNames: names)
  }

  /// Fact 6: only tokens lead to AWS; Secrets and impersonation give the API identity alone.
  @Test(arguments: [
    (["create"], ["serviceaccounts/token"], true), (["create"], ["pods"], true),
    (["get", "list", "watch"], ["secrets"], false), (["create", "update"], ["secrets"], false),
    (["impersonate"], ["serviceaccounts"], false), (["create"], ["serviceaccounts"], false),
    (["update"], ["serviceaccounts"], false), (["get"], ["pods/log"], false),
  ])
  func waysToATokenOfAWS(verbs: [String], resources: [String], expected: Bool) {
    #expect(
      grant(Self.rule(verbs, resources), namespaces: ["n"]).yieldsTokens(in: "n") == expected)
  }

  /// Fact 9: EKS in the cloud signs no client certificates, so approving requests is no power.
  @Test func certificateApprovalIsNoPower() {
    let group = "certificates.k8s.io"
    let approval = grant(
      Self.rule(["create", "update"], ["certificatesigningrequests"], group: group),
      Self.rule(["update"], ["certificatesigningrequests/approval"], group: group),
      Self.rule(["approve"], ["signers"], group: group))
    #expect(approval.powers.isEmpty)
    #expect(!approval.isClusterAdministration)
  }

  /// Edge case 54: without impersonating a user, impersonating groups is of no use.
  @Test func groupsAloneCannotBeImpersonated() {
    #expect(!grant(Self.rule(["impersonate"], ["groups"])).isClusterAdministration)
    #expect(grant(Self.rule(["impersonate"], ["users", "groups"])).isClusterAdministration)
    #expect(
      !grant(Self.rule(["impersonate"], ["users"], names: ["bob"])).isClusterAdministration)
  }

  /// Edge case 55: `bind` on a named role passes on that role only, and needs a binding to write.
  @Test(arguments: [
    ([], ["create"], true), (["view"], ["create"], false), (["cluster-admin"], ["create"], true),
    ([], ["get"], false),
  ])
  func binding(names: [String], verbs: [String], expected: Bool) {
    let both = grant(
      Self.rule(["bind"], ["clusterroles"], group: Self.rbac, names: names),
      Self.rule(verbs, ["clusterrolebindings"], group: Self.rbac))
    #expect(both.isClusterAdministration == expected)
  }

  @Test func escalating() {
    let write = Self.rule(["update"], ["clusterroles"], group: Self.rbac)
    let escalate = Self.rule(["escalate"], ["clusterroles"], group: Self.rbac)
    #expect(grant(write, escalate).isClusterAdministration)
    #expect(!grant(write).isClusterAdministration)
    #expect(!grant(escalate).isClusterAdministration)
  }

  /// Edge cases 39 and 49: writing aws-auth is a power where the cluster reads it; creating is not
  /// something that a name can allow.
  @Test(arguments: [
    (["update"], ["aws-auth"], "CONFIG_MAP", true), (["create"], ["aws-auth"], "CONFIG_MAP", false),
    (["patch"], [], "API_AND_CONFIG_MAP", true), (["patch"], [], "API", false),
    (["patch"], ["other"], "CONFIG_MAP", false), (["get"], [], "CONFIG_MAP", false),
  ])
  func writingAWSAuth(verbs: [String], names: [String], mode: String, expected: Bool) {
    var cluster = Cluster(name: nil)
    cluster.authenticationMode = mode
    cluster.roles = [
      RBACRole(
        namespace: "kube-system", name: "r",
        rules: [Self.rule(verbs, ["configmaps"], names: names)],
        range: nil)
    ]
    cluster.bindings = [
      RBACBinding(
        namespace: "kube-system", name: "b", roleKind: "Role", roleName: "r",
        subjects: [.init(kind: "Group", name: "g", namespace: nil)], range: nil)
    ]
    let grants = Authorization(cluster).permissions(of: .group("g"))
    #expect(grants.map(\.isClusterAdministration) == [expected])
  }

  /// Workloads of the removed `extensions` group run nothing.
  @Test func removedGroupsAreInert() {
    let old = grant(Self.rule(["create"], ["deployments"], group: "extensions"))
    #expect(old.powers.isEmpty)
  }

  /// Fact 5: whom a trust accepts does not depend on annotations.
  @Test func annotationsGrantNothing() {
    var cluster = Cluster(name: "c")
    cluster.issuer = "oidc.eks.eu-west-1.amazonaws.com/id/A"
    var annotated = ServiceAccount(namespace: "n", name: "annotated", range: nil)
    annotated.roleARN = "arn:aws:iam::111122223333:role/r"
    cluster.serviceAccounts = [
      annotated, ServiceAccount(namespace: "n", name: "plain", range: nil),
    ]
    let found = ServiceAccountSubjects(
      issuer: "oidc.eks.eu-west-1.amazonaws.com/id/A", in: [cluster],
      matching: SubjectPattern("system:serviceaccount:n:plain", isGlob: false))
    #expect(found.existing.map(\.name) == ["plain"])
  }

  /// The escalation primitives of a cluster-wide grant, each by the requests that give it.
  @Test(arguments: [
    ("P1", ["create"], ["cronjobs"], "batch", [Power.deployWorkloads]),
    ("P1", ["patch"], ["deployments"], "apps", [.deployWorkloads]),
    ("P2", ["create"], ["pods/exec"], "", [.enterPods]),
    ("P3", ["patch"], ["pods/ephemeralcontainers"], "", [.enterPods]),
    ("P4", ["create"], ["serviceaccounts/token"], "", [.issueTokens]),
    ("P5", ["watch"], ["secrets"], "", [.readSecrets]),
    ("P6", ["create"], ["secrets"], "", [.writeSecrets]),
    ("P7", ["impersonate"], ["serviceaccounts"], "", [.impersonateServiceAccounts]),
    ("P10", ["create"], ["rolebindings"], "rbac.authorization.k8s.io", [.grantRoles]),
    ("P12", ["get"], ["nodes/proxy"], "", [.controlNodes]),
    (
      "P13", ["update"], ["mutatingwebhookconfigurations"], "admissionregistration.k8s.io",
      [.interceptRequests]
    ),
    ("P14", ["create"], ["apiservices"], "apiregistration.k8s.io", [.replaceAPIs]),
    ("P17", ["create"], ["serviceaccounts"], "", [.createServiceAccounts]),
    ("P18", ["patch"], ["serviceaccounts"], "", [.annotateServiceAccounts]),
    ("P19", ["create"], ["namespaces"], "", [.createNamespaces]),
    ("P20", ["patch"], ["namespaces"], "", [.relabelNamespaces]),
    ("P21", ["create"], ["workflows"], "argoproj.io", [.runControllers]),
    ("P22", ["create"], ["podidentityassociations"], "eks.services.k8s.aws", [.driveCloud]),
  ])
  func primitives(
    name: String, verbs: [String], resources: [String], group: String, expected: [Power]
  ) {
    #expect(grant(Self.rule(verbs, resources, group: group)).powers == expected)
  }

  /// P8, P9, P11, P15, P16, P23 and P24 need more than one request, or a certain object.
  @Test func primitivesOfSeveralRequests() {
    let rbac = Self.rbac
    let certificates = "certificates.k8s.io"
    let bind = grant(
      Self.rule(["bind"], ["clusterroles"], group: rbac),
      Self.rule(["create"], ["clusterrolebindings"], group: rbac))
    #expect(bind.powers.contains(.bindRoles) && bind.bindsAnyRole && bind.bindsClusterWide)
    let escalate = grant(
      Self.rule(["escalate", "update"], ["clusterroles"], group: rbac))
    #expect(escalate.powers.contains(.escalateRoles))
    let configMaps = grant(Self.rule(["update"], ["configmaps"]), namespaces: ["kube-system"])
    #expect(configMaps.powers == [.changeLogins, .changeNetwork])
    let network = grant(
      Self.rule(["update"], ["configmaps"], names: ["coredns"]), namespaces: ["kube-system"])
    #expect(network.powers == [.changeNetwork])
    let volumes = grant(
      Self.rule(["create"], ["persistentvolumes"]), Self.rule(["create"], ["pods"]))
    #expect(volumes.powers.contains(.mountMachine))
    #expect(grant(Self.rule(["create"], ["persistentvolumes"])).powers.isEmpty)
    let sign = Grant(
      source: .binding("b"), role: nil, namespaces: nil,
      rules: [
        Self.rule(["create"], ["certificatesigningrequests"], group: certificates),
        Self.rule(["update"], ["certificatesigningrequests/approval"], group: certificates),
        Self.rule(["approve"], ["signers"], group: certificates),
      ], range: nil, areCertificatesSigned: true)
    #expect(sign.powers == [.signCertificates] && sign.isClusterAdministration)
    let all = grant(Rule(verbs: ["*"], apiGroups: ["*"], resources: ["*"]))
    #expect(all.powers == [.everything])
    #expect(Set(all.allPowers).isSuperset(of: [.issueTokens, .bindRoles, .changeLogins]))
  }

  /// Users without groups: the names' own bindings, and nothing of `system:masters`.
  @Test func impersonatingUsersAloneIsNoAdministration() {
    #expect(!grant(Self.rule(["impersonate"], ["users"])).isClusterAdministration)
    let named = grant(
      Self.rule(["impersonate"], ["users"]),
      Self.rule(["impersonate"], ["groups"], names: ["system:masters"]))
    #expect(named.isClusterAdministration)
  }
}
