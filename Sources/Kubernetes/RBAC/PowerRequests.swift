extension Power {
  /// Verbs on a resource.
  typealias Request = (group: String, resource: String, verbs: VerbSet)

  private static let write: VerbSet = [.create, .update, .patch]
  private static let rbac = "rbac.authorization.k8s.io"
  private static let admission = "admissionregistration.k8s.io"
  private static let certificates = "certificates.k8s.io"

  /// Controllers that run pods for whoever creates their objects.
  private static let controllers: [Request] = [
    ("argoproj.io", "workflows", write), ("argoproj.io", "cronworkflows", write),
    ("tekton.dev", "taskruns", write), ("tekton.dev", "pipelineruns", write),
    ("sparkoperator.k8s.io", "sparkapplications", write), ("ray.io", "rayjobs", write),
    ("ray.io", "rayclusters", write), ("serving.knative.dev", "services", write),
  ]

  /// Controllers that change AWS resources for whoever creates their objects.
  private static let clouds: [Request] = [
    ("iam.services.k8s.aws", "roles", write), ("iam.services.k8s.aws", "policies", write),
    ("eks.services.k8s.aws", "accessentries", write),
    ("eks.services.k8s.aws", "podidentityassociations", write),
    ("iam.aws.upbound.io", "roles", write), ("iam.aws.crossplane.io", "roles", write),
  ]

  /// Requests of which any one gives the power.
  var requests: [Request] {
    let write = Self.write
    switch self {
    case .everything: return []
    case .escalateRoles:
      return [(Self.rbac, "roles", [.escalate]), (Self.rbac, "clusterroles", [.escalate])]
    case .bindRoles:
      return [(Self.rbac, "roles", [.bind]), (Self.rbac, "clusterroles", [.bind])]
    case .impersonateUsers: return [("", "users", [.impersonate])]
    case .impersonateServiceAccounts: return [("", "serviceaccounts", [.impersonate])]
    case .changeLogins: return [("", "configmaps", write)]
    case .controlNodes: return [("", "nodes/proxy", write.union(.get))]
    case .interceptRequests:
      return [
        (Self.admission, "mutatingwebhookconfigurations", write),
        (Self.admission, "mutatingadmissionpolicybindings", write),
      ]
    case .issueTokens: return [("", "serviceaccounts/token", [.create])]
    case .deployWorkloads:
      let apps = ["deployments", "statefulsets", "daemonsets", "replicasets"]
      return [("", "pods", [.create]), ("", "replicationcontrollers", write)]
        + apps.map { ("apps", $0, write) } + ["jobs", "cronjobs"].map { ("batch", $0, write) }
    case .enterPods:
      return [
        ("", "pods/exec", [.create, .get]), ("", "pods/attach", [.create, .get]),
        ("", "pods/ephemeralcontainers", [.update, .patch]), ("", "pods", [.update, .patch]),
      ]
    case .readSecrets: return [("", "secrets", [.get, .list, .watch])]
    case .writeSecrets: return [("", "secrets", write)]
    case .createServiceAccounts: return [("", "serviceaccounts", [.create])]
    case .createNamespaces: return [("", "namespaces", [.create])]
    case .grantRoles:
      return [(Self.rbac, "rolebindings", write), (Self.rbac, "clusterrolebindings", write)]
    case .signCertificates: return [(Self.certificates, "signers", [.approve])]
    case .replaceAPIs: return [("apiregistration.k8s.io", "apiservices", write)]
    case .mountMachine: return [("", "persistentvolumes", [.create])]
    case .runControllers: return Self.controllers
    case .driveCloud: return Self.clouds
    case .annotateServiceAccounts: return [("", "serviceaccounts", [.update, .patch])]
    case .relabelNamespaces: return [("", "namespaces", [.update, .patch])]
    case .changeNetwork: return [("", "configmaps", [.update, .patch])]
    }
  }

  /// Further requests, of each group of which one is needed as well: a role that cannot be bound
  /// is of no use.
  var companions: [[Request]] {
    let write = Self.write
    return switch self {
    case .bindRoles:
      [[(Self.rbac, "rolebindings", write), (Self.rbac, "clusterrolebindings", write)]]
    case .escalateRoles: [[(Self.rbac, "roles", write), (Self.rbac, "clusterroles", write)]]
    case .mountMachine: [Power.deployWorkloads.requests]
    case .signCertificates:
      [
        [(Self.certificates, "certificatesigningrequests", [.create])],
        [(Self.certificates, "certificatesigningrequests/approval", [.update, .patch])],
      ]
    default: []
    }
  }

  /// Whether a rule that names objects gives the power over those names only.
  var isLimitedByNames: Bool {
    switch self {
    case .bindRoles, .escalateRoles, .impersonateUsers: true
    default: false
    }
  }

  /// Whether the power concerns objects outside namespaces only.
  var needsClusterScope: Bool {
    switch self {
    case .impersonateUsers, .controlNodes, .interceptRequests, .createNamespaces,
      .signCertificates, .replaceAPIs, .mountMachine:
      true
    default: false
    }
  }
}
