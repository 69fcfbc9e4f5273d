import Kubernetes
import Testing

/// Which exports of a cluster show that something does not exist.
@Suite struct CompletenessTests {
  private static func binding(_ name: String, in namespace: String?) -> RBACBinding {
    RBACBinding(
      namespace: namespace, name: name, roleKind: "Role", roleName: "r", subjects: [], range: nil)
  }

  @Test func bindingsOfKubernetesInEveryPlaceShowThatAllAreThere() {
    var cluster = Cluster(name: "prod")
    #expect(!cluster.areBindingsComplete)
    cluster.bindings = [
      Self.binding("app", in: "shop"), Self.binding("cluster-admin", in: nil),
      Self.binding("system:controller:bootstrap-signer", in: "kube-system"),
    ]
    #expect(!cluster.areBindingsComplete, "one namespace was exported, not all")
    cluster.bindings.append(Self.binding("system:controller:bootstrap-signer", in: "kube-public"))
    #expect(cluster.areBindingsComplete)
    cluster.bindings.removeAll { $0.namespace == nil }
    #expect(!cluster.areBindingsComplete, "ClusterRoleBindings were not exported")
  }

  @Test func defaultAccountsOfTwoNamespacesShowThatAllAreThere() {
    var cluster = Cluster(name: "prod")
    cluster.serviceAccounts = [
      ServiceAccount(namespace: "shop", name: "app", range: nil),
      ServiceAccount(namespace: "default", name: "default", range: nil),
    ]
    #expect(!cluster.areServiceAccountsComplete)
    cluster.serviceAccounts.append(
      ServiceAccount(namespace: "kube-system", name: "default", range: nil))
    #expect(cluster.areServiceAccountsComplete)
  }
}
