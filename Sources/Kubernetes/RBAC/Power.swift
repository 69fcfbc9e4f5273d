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
  /// Signs client certificates; of use only where the cluster signs any.
  case signCertificates = "sign-certificates"
  /// Serves a group of the API in place of its server.
  case replaceAPIs = "replace-apis"
  /// Mounts files of the machine through volumes of its own making.
  case mountMachine = "mount-machine"
  /// Has pods run by a controller of another project, under accounts of the namespace.
  case runControllers = "run-controllers"
  /// Has a controller change AWS resources with its own role.
  case driveCloud = "drive-cloud"
  /// Changes which role the webhook injects into later pods.
  case annotateServiceAccounts = "annotate-service-accounts"
  /// Takes Pod Security off a namespace.
  case relabelNamespaces = "relabel-namespaces"
  /// Changes the configuration of names and networks.
  case changeNetwork = "change-network"

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
    case .signCertificates: "sign client certificates"
    case .replaceAPIs: "serve API groups"
    case .mountMachine: "mount files of machines"
    case .runControllers: "run jobs of controllers"
    case .driveCloud: "change AWS resources through a controller"
    case .annotateServiceAccounts: "annotate service accounts"
    case .relabelNamespaces: "relabel namespaces"
    case .changeNetwork: "change the cluster's network"
    }
  }

  /// Whether it is told in a sentence; the others go with what every editor may do.
  var isTold: Bool {
    self != .annotateServiceAccounts && self != .relabelNamespaces && self != .changeNetwork
  }

  /// Whether the holder can obtain tokens of service accounts in scope, and with them AWS roles.
  public var yieldsServiceAccountTokens: Bool {
    switch self {
    case .everything, .issueTokens, .deployWorkloads, .controlNodes, .interceptRequests: true
    default: false
    }
  }
}
