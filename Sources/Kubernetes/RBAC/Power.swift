/// Something that a grant makes possible beyond the objects that it names.
///
/// One row per way; `Power.all` is the order in which they are told. Sources: Kubernetes
/// documentation, "Role Based Access Control Good Practices"; EKS Best Practices Guide.
public enum Power: String, Hashable, Sendable, CaseIterable {
  /// `*` on `*`.
  case everything
  /// Rewrites roles beyond what one has (`escalate`).
  case escalateRoles = "escalate-roles"
  /// Binds roles beyond what one has (`bind`).
  case bindRoles = "bind-roles"
  /// Acts as any user.
  case impersonateUsers = "impersonate-users"
  /// Acts as a service account towards the Kubernetes API only.
  case impersonateServiceAccounts = "impersonate-service-accounts"
  /// Changes who may log in, through the aws-auth ConfigMap.
  case changeLogins = "change-logins"
  /// Runs code in every pod of a node.
  case controlNodes = "control-nodes"
  /// Injects into every pod that is created.
  case interceptRequests = "intercept-requests"
  /// Issues tokens of service accounts, without a pod.
  case issueTokens = "issue-tokens"
  /// Runs containers under any service account of the namespace.
  case deployWorkloads = "deploy-workloads"
  /// Runs commands in existing pods.
  case enterPods = "enter-pods"
  /// Reads Secrets.
  case readSecrets = "read-secrets"
  /// Writes Secrets.
  case writeSecrets = "write-secrets"
  /// Creates service accounts.
  case createServiceAccounts = "create-service-accounts"
  /// Creates namespaces.
  case createNamespaces = "create-namespaces"
  /// Grants roles that one holds to others.
  case grantRoles = "grant-roles"

  /// What people read after "may".
  public var phrase: String {
    switch self {
    case .everything: "do anything"
    case .escalateRoles: "widen roles"
    case .bindRoles: "bind any role"
    case .impersonateUsers: "act as other users"
    case .impersonateServiceAccounts: "act as service accounts"
    case .changeLogins: "change who may log in"
    case .controlNodes: "run code on nodes"
    case .interceptRequests: "alter every new object"
    case .issueTokens: "issue service-account tokens"
    case .deployWorkloads: "deploy workloads"
    case .enterPods: "run commands in pods"
    case .readSecrets: "read secrets"
    case .writeSecrets: "write secrets"
    case .createServiceAccounts: "create service accounts"
    case .createNamespaces: "create namespaces"
    case .grantRoles: "pass on roles"
    }
  }

  /// Whether the holder can obtain tokens of service accounts in scope, and with them AWS roles.
  public var yieldsServiceAccountTokens: Bool {
    switch self {
    case .everything, .issueTokens, .deployWorkloads, .controlNodes, .interceptRequests: true
    default: false
    }
  }

  /// Verbs on a resource.
  typealias Request = (group: String, resource: String, verbs: [String])

  /// Requests of which any one gives the power.
  var requests: [Request] {
    let write = ["create", "update", "patch"]
    let rbac = "rbac.authorization.k8s.io"
    switch self {
    case .everything: return []
    case .escalateRoles:
      return [(rbac, "roles", ["escalate"]), (rbac, "clusterroles", ["escalate"])]
    case .bindRoles: return [(rbac, "roles", ["bind"]), (rbac, "clusterroles", ["bind"])]
    case .impersonateUsers: return [("", "users", ["impersonate"])]
    case .impersonateServiceAccounts: return [("", "serviceaccounts", ["impersonate"])]
    case .changeLogins: return [("", "configmaps", write)]
    case .controlNodes: return [("", "nodes/proxy", ["get"] + write)]
    case .interceptRequests:
      return [
        ("admissionregistration.k8s.io", "mutatingwebhookconfigurations", write),
        ("admissionregistration.k8s.io", "mutatingadmissionpolicybindings", write),
      ]
    case .issueTokens: return [("", "serviceaccounts/token", ["create"])]
    case .deployWorkloads:
      let apps = ["deployments", "statefulsets", "daemonsets", "replicasets"]
      return [("", "pods", ["create"]), ("", "replicationcontrollers", write)]
        + apps.map { ("apps", $0, write) } + ["jobs", "cronjobs"].map { ("batch", $0, write) }
    case .enterPods:
      return [
        ("", "pods/exec", ["create", "get"]), ("", "pods/attach", ["create", "get"]),
        ("", "pods/ephemeralcontainers", ["update", "patch"]), ("", "pods", ["update", "patch"]),
      ]
    case .readSecrets: return [("", "secrets", ["get", "list", "watch"])]
    case .writeSecrets: return [("", "secrets", write)]
    case .createServiceAccounts: return [("", "serviceaccounts", ["create"])]
    case .createNamespaces: return [("", "namespaces", ["create"])]
    case .grantRoles:
      return [(rbac, "rolebindings", write), (rbac, "clusterrolebindings", write)]
    }
  }

  /// Requests of which one is needed as well: a role that cannot be bound is of no use.
  var companions: [Request] {
    let write = ["create", "update", "patch"]
    let rbac = "rbac.authorization.k8s.io"
    return switch self {
    case .bindRoles: [(rbac, "rolebindings", write), (rbac, "clusterrolebindings", write)]
    case .escalateRoles: [(rbac, "roles", write), (rbac, "clusterroles", write)]
    default: []
    }
  }

  /// Whether a rule that names objects gives the power only if it names `cluster-admin`.
  var needsAnyName: Bool {
    switch self {
    case .bindRoles, .escalateRoles, .impersonateUsers: true
    default: false
    }
  }

  /// Whether the power concerns objects outside namespaces only.
  var needsClusterScope: Bool {
    switch self {
    case .impersonateUsers, .controlNodes, .interceptRequests, .createNamespaces: true
    default: false
    }
  }
}
