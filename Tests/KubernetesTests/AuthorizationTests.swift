import Kubernetes
import Logic
import Testing

/// Source: kubernetes/kubernetes, `pkg/apis/rbac/v1/evaluation_helpers.go` and
/// `pkg/registry/rbac/validation/rule.go`.
@Suite struct AuthorizationTests {
  typealias Rule = RBACRole.Rule
  typealias Subject = RBACBinding.Subject

  @Test(arguments: [
    (["create"], ["pods"], "create", "pods", true),
    (["create"], ["pods"], "create", "pods/exec", false),
    (["create"], ["pods/*"], "create", "pods/exec", false),
    (["create"], ["*/exec"], "create", "pods/exec", true),
    (["create"], ["*/exec"], "create", "pods", false),
    (["*"], ["*"], "escalate", "clusterroles", true),
    (["get"], ["Pods"], "get", "pods", false),
  ])
  func resources(verbs: [String], own: [String], verb: String, resource: String, expected: Bool) {
    let rule = Rule(verbs: verbs, apiGroups: ["*"], resources: own)
    #expect(rule.covers(AccessRequest(verb, resource)) == expected)
  }

  /// Kubernetes documentation, RBAC, "Referring to resources": create cannot be restricted by name.
  @Test(arguments: [
    ("create", "", false), ("update", "aws-auth", true), ("update", "other", false),
    ("list", "", true), ("deletecollection", "", false),
  ])
  func names(verb: String, name: String, expected: Bool) {
    let rule = Rule(
      verbs: ["*"], apiGroups: [""], resources: ["configmaps"], resourceNames: ["aws-auth"])
    #expect(rule.covers(AccessRequest(verb, "configmaps", name: name)) == expected)
  }

  @Test func paths() {
    let rule = Rule(
      verbs: ["get"], apiGroups: [], resources: [], nonResourceURLs: ["/healthz", "/metrics/*"])
    #expect(rule.covers(verb: "get", path: "/metrics/cadvisor"))
    #expect(rule.covers(verb: "get", path: "/healthz"))
    #expect(!rule.covers(verb: "get", path: "/healthz/x"))
    #expect(!rule.covers(verb: "post", path: "/healthz"))
  }

  private static let edit = RBACBinding(
    namespace: "pay", name: "b", roleKind: "ClusterRole", roleName: "edit", subjects: [], range: nil
  )

  @Test(arguments: [
    // A user name that spells a service account is that account.
    (Subject(kind: "User", name: "system:serviceaccount:a:b", namespace: nil), "pay", true),
    (Subject(kind: "ServiceAccount", name: "b", namespace: "a"), "pay", true),
    // Without a namespace the binding's own counts; a ClusterRoleBinding then binds nobody.
    (Subject(kind: "ServiceAccount", name: "b", namespace: nil), "a", true),
    (Subject(kind: "ServiceAccount", name: "b", namespace: nil), nil, false),
    (Subject(kind: "Group", name: "system:serviceaccounts:a", namespace: nil), nil, true),
    (Subject(kind: "Group", name: "system:serviceaccounts:b", namespace: nil), nil, false),
    (Subject(kind: "Group", name: "system:authenticated", namespace: nil), nil, true),
    (Subject(kind: "Robot", name: "b", namespace: "a"), "a", false),
  ])
  func subjects(subject: Subject, namespace: String?, expected: Bool) {
    var cluster = Cluster(name: nil)
    cluster.bindings = [
      RBACBinding(
        namespace: namespace, name: "b", roleKind: "ClusterRole", roleName: "view",
        subjects: [subject], range: nil)
    ]
    let grants = Authorization(cluster).permissions(of: .serviceAccount(namespace: "a", name: "b"))
    #expect(grants.isEmpty == !expected)
  }

  /// A RoleBinding grants nothing outside its namespace, except the namespace object itself.
  @Test func namespaceScope() throws {
    var binding = Self.edit
    binding.roleName = "cluster-admin"
    binding.subjects = [Subject(kind: "Group", name: "devs", namespace: nil)]
    var cluster = Cluster(name: nil)
    cluster.bindings = [binding]
    let grant = try #require(Authorization(cluster).permissions(of: .group("devs")).first)
    #expect(grant.allows(AccessRequest("delete", "pods", namespace: "pay")))
    #expect(!grant.allows(AccessRequest("delete", "pods", namespace: "other")))
    #expect(!grant.allows(AccessRequest("delete", "nodes", name: "n")))
    #expect(grant.allows(AccessRequest("patch", "namespaces", name: "pay")))
    #expect(!grant.isClusterAdministration)
    #expect(grant.summary == "do anything in namespace pay")
  }

  /// Whoever may write any ConfigMap of kube-system decides who logs in (edge case 52).
  @Test func kubeSystemIsTheCluster() throws {
    var binding = Self.edit
    binding.namespace = "kube-system"
    binding.subjects = [Subject(kind: "User", name: "eve", namespace: nil)]
    var cluster = Cluster(name: nil)
    cluster.bindings = [binding]
    let grant = try #require(Authorization(cluster).permissions(of: .user("eve")).first)
    #expect(grant.powers.contains(.changeLogins))
    #expect(grant.isClusterAdministration)
  }

  @Test func missingRoles() {
    var cluster = Cluster(name: nil)
    let role = RBACBinding(
      namespace: nil, name: "b", roleKind: "Role", roleName: "x", subjects: [], range: nil)
    let custom = RBACBinding(
      namespace: nil, name: "b", roleKind: "ClusterRole", roleName: "custom", subjects: [],
      range: nil)
    // A ClusterRoleBinding never reaches a Role; an unseen ClusterRole may exist.
    #expect(Authorization(cluster).isMissing(role) == .yes)
    #expect(Authorization(cluster).isMissing(custom) == .unknown)
    // Some roles are not all of them: only what every API server makes shows a whole list.
    cluster.roles = [RBACRole(namespace: nil, name: "other", rules: [], range: nil)]
    #expect(Authorization(cluster).isMissing(custom) == .unknown)
    #expect(!Authorization(cluster).grant(custom).areRulesKnown)
    for name in ["cluster-admin", "system:discovery"] {
      cluster.roles.append(RBACRole(namespace: nil, name: name, rules: [], range: nil))
    }
    #expect(Authorization(cluster).isMissing(custom) == .yes)
  }

  @Test func missingRolesOfNamespaces() {
    var cluster = Cluster(name: nil)
    let binding = RBACBinding(
      namespace: "app", name: "b", roleKind: "Role", roleName: "x", subjects: [], range: nil)
    cluster.roles = [RBACRole(namespace: "app", name: "other", rules: [], range: nil)]
    #expect(Authorization(cluster).isMissing(binding) == .unknown)
    for namespace in ["kube-system", "kube-public"] {
      cluster.roles.append(
        RBACRole(
          namespace: namespace, name: "system:controller:bootstrap-signer", rules: [], range: nil))
    }
    #expect(Authorization(cluster).isMissing(binding) == .yes)
  }

  /// Aggregation is recursive and selectors are alternatives (edge case 56).
  @Test func aggregation() throws {
    func role(_ name: String, labels: [String: String], selects: String?, resource: String?)
      -> RBACRole
    {
      var role = RBACRole(namespace: nil, name: name, rules: [], range: nil)
      role.labels = labels
      if let selects { role.aggregation = [LabelSelector(labels: ["to": selects])] }
      if let resource {
        role.rules = [Rule(verbs: ["get"], apiGroups: [""], resources: [resource])]
      }
      return role
    }
    var cluster = Cluster(name: nil)
    cluster.roles = [
      role("top", labels: [:], selects: "a", resource: nil),
      role("middle", labels: ["to": "a"], selects: "b", resource: "pods"),
      role("leaf", labels: ["to": "b"], selects: "a", resource: "secrets"),
    ]
    cluster.bindings = [
      RBACBinding(
        namespace: "n", name: "b", roleKind: "ClusterRole", roleName: "top",
        subjects: [Subject(kind: "Group", name: "g", namespace: nil)], range: nil)
    ]
    let grant = try #require(Authorization(cluster).permissions(of: .group("g")).first)
    #expect(grant.summary == "read secrets in namespace n")
    #expect(grant.allows(AccessRequest("get", "pods", namespace: "n")))
  }

  @Test(arguments: [
    (["create", "patch"], ["deployments"], "apps", "deploy workloads in namespace n"),
    (["get", "list"], ["secrets"], "", "read secrets in namespace n"),
    (["get", "list"], ["pods", "services"], "", "read pods, services in namespace n"),
    (["delete"], ["pods"], "", "delete pods in namespace n"),
    (["get"], ["nodes/proxy"], "", "read nodes/proxy in namespace n"),
    (["*"], ["*"], "extensions", "* * in namespace n"),
  ])
  func summaries(verbs: [String], resources: [String], group: String, expected: String) {
    let grant = Grant(
      source: .binding("b"), role: "Role/r", namespaces: ["n"],
      rules: [Rule(verbs: verbs, apiGroups: [group], resources: resources)], range: nil)
    #expect(grant.summary == expected)
  }

  /// Kubernetes RBAC good practices: `get nodes/proxy` runs code in any pod of the node (fact 10).
  @Test func readingNodesProxyIsControl() {
    let grant = Grant(
      source: .binding("b"), role: nil, namespaces: nil,
      rules: [Rule(verbs: ["get"], apiGroups: [""], resources: ["nodes/proxy"])], range: nil)
    #expect(grant.powers == [.controlNodes])
    #expect(grant.isClusterAdministration)
  }

  /// Fact 6: `edit` holds `create serviceaccounts/token`, so no pod is needed.
  @Test func editIssuesTokens() {
    var binding = Self.edit
    binding.subjects = [Subject(kind: "Group", name: "devs", namespace: nil)]
    var cluster = Cluster(name: nil)
    cluster.bindings = [binding]
    let authorization = Authorization(cluster)
    let request = AccessRequest(
      "create", "serviceaccounts/token", name: "worker", namespace: "pay")
    #expect(authorization.holders(of: request).map(\.subject.name) == ["devs"])
    #expect(authorization.permissions(of: .group("devs")).allSatisfy { $0.yieldsTokens(in: "pay") })
  }

  @Test func mastersAskNobody() {
    let grants = Authorization(Cluster(name: nil)).permissions(
      of: .user("x", groups: ["system:masters"]))
    #expect(grants.map(\.isClusterAdministration) == [true])
    // Groups compare exactly (edge case 36).
    for typo in ["System:Masters", "system:masters ", "system:master"] {
      let none = Authorization(Cluster(name: nil)).permissions(of: .user("x", groups: [typo]))
      #expect(none.isEmpty)
    }
  }
}
