public import Logic
public import Text

/// A Kubernetes cluster as far as the inputs describe it.
public struct Cluster: Sendable {
  /// The cluster's name; nil when nothing among the inputs names it.
  public var name: String?
  /// The EKS cluster's ARN, from describe-cluster.
  public var arn: String?
  /// The account that owns it, if known.
  public var account: String?
  /// Host and path of its OIDC issuer without scheme, if known.
  public var issuer: String?
  /// The issuer without scheme as a template leaves parts of it open; it is known to be the issuer
  /// only where the same text stands.
  public var declaredIssuer: SymbolicString?
  /// `CONFIG_MAP`, `API` or `API_AND_CONFIG_MAP`; nil when unknown.
  public var authenticationMode: String?
  /// The backends of an authenticator that people run themselves, first asked first; nil on EKS and
  /// where nothing tells them.
  public var backends: [AWSAuth.Mapping.Source]?
  /// Whether such an authenticator compares unique ids in the file that it watches
  /// (`dynamicfileUserIDStrict`); nil where nothing tells.
  public var comparesUserIDs: Bool?
  /// Prefixes of user names that such an authenticator refuses, by backend.
  public var reservedPrefixes: [AWSAuth.Mapping.Source: [String]] = [:]
  /// Policies that decide where pods may send to.
  public var networkPolicies: [NetworkPolicy] = []
  /// What looks at pods before they are created.
  public var admissionControls: [AdmissionControl] = []
  /// Whether the inputs hold all mutating webhooks of the cluster.
  public var areMutatingWebhooksListed = false
  /// Roles that the webhook injects by its own configuration.
  public var webhookRoles: [WebhookRole] = []
  /// The describe-cluster object.
  public var range: SourceRange?
  /// `authenticationMode` in the source.
  public var authenticationModeRange: SourceRange?
  /// The IAM principal that created the cluster, if a CloudTrail event or a template says so.
  public var creator: SymbolicString?
  /// The creator in the source.
  public var creatorRange: SourceRange?
  /// `bootstrapClusterCreatorAdminPermissions`: true at creation time, not necessarily now.
  public var bootstrapsCreator: Bool?
  /// Whether it is a local cluster on an Outpost, where client certificates are signed.
  public var isOnOutpost = false
  /// Whether another cluster of the scan has the same name, so that only the ARN tells them apart.
  public var isNameShared = false
  /// The template that declares the cluster, where its name is not known in full: two templates may
  /// then write different clusters alike.
  public var template: String?
  /// Number of this cluster among those that nothing names, from 1.
  public var unnamedNumber = 1
  /// The aws-auth ConfigMap, if supplied.
  public var awsAuth: AWSAuth?
  /// Where two inputs describe one object of the cluster differently.
  public internal(set) var conflicts: [Diagnostic] = []
  /// Service accounts.
  public var serviceAccounts: [ServiceAccount] = []
  /// Roles and ClusterRoles.
  public var roles: [RBACRole] = []
  /// RoleBindings and ClusterRoleBindings.
  public var bindings: [RBACBinding] = []
  /// EKS access entries.
  public var accessEntries: [AccessEntry] = []
  /// Whether a list of the access entries holds all of them; nil where nobody listed them.
  public var isAccessEntryListWhole: Bool?
  /// EKS Pod Identity associations.
  public var podIdentityAssociations: [PodIdentityAssociation] = []
  /// What runs pods.
  public var workloads: [Workload] = []
  /// Namespaces; those that nobody described are missing.
  public var namespaces: [ClusterNamespace] = []
  /// Secrets that hold tokens of service accounts.
  public var tokenSecrets: [TokenSecret] = []
  /// Machines.
  public var nodes: [ClusterNode] = []
  /// Groups of machines with a role.
  public var nodePools: [NodePool] = []
  /// Fargate profiles.
  public var fargateProfiles: [FargateProfile] = []
  /// Roles that EKS hands to parts of the cluster.
  public var serviceRoles: [ServiceRole] = []
  /// Identity providers for people.
  public var identityProviders: [ClusterIdentityProvider] = []

  /// Makes a cluster about which nothing is known yet.
  public init(name: String?) { self.name = name }

  /// The cluster part of node identifiers: name, ARN or template where names collide, `unnamed`,
  /// `unnamed-2`, ….
  public var label: String {
    guard let name else { return unnamedNumber == 1 ? "unnamed" : "unnamed-\(unnamedNumber)" }
    guard isNameShared else { return name }
    return arn ?? template.map { "\(name)@\($0)" } ?? name
  }

  /// Names of the namespaces that anything among the inputs shows; sorted.
  public var namespaceNames: [String] {
    var names = Set<String>()
    for namespace in namespaces { names.insert(namespace.name) }
    for account in serviceAccounts { names.insert(account.namespace) }
    for workload in workloads { names.insert(workload.namespace) }
    for association in podIdentityAssociations { names.insert(association.namespace) }
    for binding in bindings { if let namespace = binding.namespace { names.insert(namespace) } }
    return names.sorted()
  }

  /// Whether the cluster reads its aws-auth ConfigMap; unknown when the mode was not supplied and
  /// access entries show that it may be `API`.
  ///
  /// A cluster without any evidence of a mode counts as reading it: whoever supplies an aws-auth
  /// asks what it does.
  public var readsAWSAuth: Truth {
    if let backends { return Truth(backends.contains(.configMap)) }
    return switch authenticationMode {
    case "API": .no
    case "CONFIG_MAP", "API_AND_CONFIG_MAP": .yes
    default: accessEntries.isEmpty && authenticationMode == nil ? .yes : .unknown
    }
  }

  /// Whether the cluster reads the mappings of a backend.
  func reads(_ source: AWSAuth.Mapping.Source) -> Truth {
    if source == .configMap { return readsAWSAuth }
    if let backends { return Truth(backends.contains(source)) }
    // EKS has no backend of these; elsewhere a file is there because somebody reads it.
    if arn != nil || authenticationMode != nil { return .no }
    return source == .object ? .unknown : .yes
  }

  /// Whether the cluster honours access entries; their existence proves that it does.
  public var readsAccessEntries: Truth {
    switch authenticationMode {
    case "API", "API_AND_CONFIG_MAP": .yes
    case "CONFIG_MAP": .no
    default: accessEntries.isEmpty ? .unknown : .yes
    }
  }
}
