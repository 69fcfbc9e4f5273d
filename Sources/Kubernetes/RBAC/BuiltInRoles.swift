/// ClusterRoles that every cluster has, for inputs that do not list them.
///
/// Facts of kubernetes/kubernetes, `plugin/pkg/auth/authorizer/rbac/bootstrappolicy` (Apache-2.0), as
/// read in November 2026 at a commit of no known release; `admin` holds `edit`, which holds `view`.
public enum BuiltInRoles {
  /// `*` on everything, paths included.
  public static let everything: [RBACRole.Rule] = [
    rule("*", in: "*", on: "*"),
    RBACRole.Rule(verbs: ["*"], apiGroups: [], resources: [], nonResourceURLs: ["*"]),
  ]

  /// Rules by role name.
  public static let rules: [String: [RBACRole.Rule]] = [
    "cluster-admin": everything,
    "admin": view + edit + admin,
    "edit": view + edit,
    "view": view,
    "system:basic-user": [
      rule(
        "create", in: "authorization.k8s.io",
        on: "selfsubjectaccessreviews selfsubjectrulesreviews"),
      rule("create", in: "authentication.k8s.io", on: "selfsubjectreviews"),
    ],
    "system:discovery": discovery,
    "system:public-info-viewer": discovery,
    "system:node-proxier": [
      rule("list watch", in: "", on: "services nodes"),
      rule("list watch", in: "discovery.k8s.io", on: "endpointslices"),
      rule("get", in: "", on: "nodes"),
    ],
    "system:auth-delegator": [
      rule("create", in: "authentication.k8s.io", on: "tokenreviews"),
      rule("create", in: "authorization.k8s.io", on: "subjectaccessreviews"),
    ],
    "system:kubelet-api-admin": [
      rule("get list watch", in: "", on: "nodes"),
      rule("proxy", in: "", on: "nodes"),
      rule("*", in: "", on: "nodes/log nodes/metrics nodes/proxy nodes/stats"),
    ],
  ]

  /// The built-in roles that hold what roles with an aggregation label add: `edit` grows by
  /// `aggregate-to-edit` and by `aggregate-to-view`.
  static let aggregationLabels: [String: [String]] = [
    "view": ["view"], "edit": ["view", "edit"], "admin": ["view", "edit", "admin"],
  ]

  private static let read = "get list watch"
  private static let write = "create delete deletecollection patch update"

  private static let view: [RBACRole.Rule] = [
    rule(
      read, in: "",
      on: """
        configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods \
        replicationcontrollers replicationcontrollers/scale serviceaccounts services \
        services/status bindings events limitranges namespaces/status pods/log pods/status \
        replicationcontrollers/status resourcequotas resourcequotas/status namespaces
        """),
    rule(read, in: "discovery.k8s.io", on: "endpointslices"),
    rule(
      read, in: "apps",
      on: """
        controllerrevisions daemonsets daemonsets/status deployments deployments/scale \
        deployments/status replicasets replicasets/scale replicasets/status statefulsets \
        statefulsets/scale statefulsets/status
        """),
    rule(
      read, in: "autoscaling", on: "horizontalpodautoscalers horizontalpodautoscalers/status"),
    rule(read, in: "batch", on: "cronjobs cronjobs/status jobs jobs/status"),
    rule(read, in: "policy", on: "poddisruptionbudgets poddisruptionbudgets/status"),
    rule(read, in: "networking.k8s.io", on: "ingresses ingresses/status networkpolicies"),
  ]

  private static let edit: [RBACRole.Rule] = [
    rule(
      read, in: "",
      on: "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy"),
    rule("impersonate", in: "", on: "serviceaccounts"),
    rule(write, in: "", on: "pods pods/attach pods/exec pods/portforward pods/proxy"),
    rule("create", in: "", on: "pods/eviction serviceaccounts/token"),
    rule(
      write, in: "",
      on: """
        configmaps events persistentvolumeclaims replicationcontrollers \
        replicationcontrollers/scale secrets serviceaccounts services services/proxy
        """),
    rule(
      write, in: "apps",
      on: """
        daemonsets deployments deployments/rollback deployments/scale replicasets \
        replicasets/scale statefulsets statefulsets/scale
        """),
    rule(write, in: "autoscaling", on: "horizontalpodautoscalers"),
    rule(write, in: "batch", on: "cronjobs jobs"),
    rule(write, in: "policy", on: "poddisruptionbudgets"),
    rule(write, in: "networking.k8s.io", on: "ingresses networkpolicies"),
    rule("\(write) \(read)", in: "coordination.k8s.io", on: "leases"),
  ]

  private static let admin: [RBACRole.Rule] = [
    rule("create", in: "authorization.k8s.io", on: "localsubjectaccessreviews"),
    rule("\(write) \(read)", in: "rbac.authorization.k8s.io", on: "rolebindings roles"),
  ]

  private static let discovery: [RBACRole.Rule] = [
    RBACRole.Rule(
      verbs: ["get"], apiGroups: [], resources: [],
      nonResourceURLs: [
        "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*",
        "/readyz", "/version", "/version/",
      ])
  ]

  private static func rule(_ verbs: String, in group: String, on resources: String) -> RBACRole.Rule
  {
    RBACRole.Rule(
      verbs: verbs.split(separator: " ").map(String.init), apiGroups: [group],
      resources: resources.split(separator: " ").map(String.init))
  }
}
