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
  /// `CONFIG_MAP`, `API` or `API_AND_CONFIG_MAP`; nil when unknown.
  public var authenticationMode: String?
  /// The describe-cluster object.
  public var range: SourceRange?
  /// The aws-auth ConfigMap, if supplied.
  public var awsAuth: AWSAuth?
  /// Service accounts.
  public var serviceAccounts: [ServiceAccount] = []
  /// Roles and ClusterRoles.
  public var roles: [RBACRole] = []
  /// RoleBindings and ClusterRoleBindings.
  public var bindings: [RBACBinding] = []
  /// EKS access entries.
  public var accessEntries: [AccessEntry] = []
  /// EKS Pod Identity associations.
  public var podIdentityAssociations: [PodIdentityAssociation] = []

  /// Makes a cluster about which nothing is known yet.
  public init(name: String?) { self.name = name }

  /// The cluster part of node identifiers: name, or `unnamed`.
  public var label: String { name ?? "unnamed" }
}

/// The `aws-auth` ConfigMap: which IAM principals may log in as whom.
public struct AWSAuth: Sendable {
  /// One entry of `mapRoles` or `mapUsers`, as the authenticator would read it.
  public struct Mapping: Sendable {
    /// `mapRoles` or `mapUsers`.
    public enum Field: String, Hashable, Sendable {
      /// An entry of `mapRoles`.
      case roles = "mapRoles"
      /// An entry of `mapUsers`.
      case users = "mapUsers"
    }
    /// Where the entry stands.
    public var field: Field
    /// `rolearn` or `userarn` as written.
    public var arn: SymbolicString
    /// `username`, possibly a template such as `{{SessionName}}`; empty when missing.
    public var username: String
    /// `groups` in file order, empty strings included.
    public var groups: [String]
    /// The entry in the source, inside the embedded text.
    public var range: SourceRange?
    /// The ARN in the source.
    public var arnRange: SourceRange?
    /// The groups in the source, one for each.
    public var groupRanges: [SourceRange?]
    /// Why the entry can never match, nil when it can: `path`, `wildcard`, `sts-arn`, ….
    public var deadReason: String?

    /// Makes a mapping.
    public init(
      field: Field, arn: SymbolicString, username: String, groups: [String], range: SourceRange?,
      arnRange: SourceRange?, groupRanges: [SourceRange?], deadReason: String? = nil
    ) {
      self.field = field
      self.arn = arn
      self.username = username
      self.groups = groups
      self.range = range
      self.arnRange = arnRange
      self.groupRanges = groupRanges
      self.deadReason = deadReason
    }
  }

  /// Entries in file order, `mapRoles` first; duplicates kept (the later one wins at login).
  public var mappings: [Mapping]
  /// `mapAccounts` as raw text with places.
  public var accounts: [(text: String, range: SourceRange?)]
  /// The ConfigMap in the source.
  public var range: SourceRange?
  /// False when the object is not `kube-system/aws-auth`, so that the cluster ignores it.
  public var isEffective: Bool
  /// What was malformed, as `code: message` remarks with places.
  public var problems: [Diagnostic]

  /// Makes an aws-auth.
  public init(
    mappings: [Mapping] = [], accounts: [(text: String, range: SourceRange?)] = [],
    range: SourceRange?, isEffective: Bool = true, problems: [Diagnostic] = []
  ) {
    self.mappings = mappings
    self.accounts = accounts
    self.range = range
    self.isEffective = isEffective
    self.problems = problems
  }
}

/// A Kubernetes ServiceAccount.
public struct ServiceAccount: Sendable {
  /// Its namespace (`default` when the object names none).
  public var namespace: String
  /// Its name.
  public var name: String
  /// `eks.amazonaws.com/role-arn`, with its place: says which role is injected, grants nothing.
  public var roleARN: SymbolicString?
  /// Place of the annotation's value.
  public var roleARNRange: SourceRange?
  /// `eks.amazonaws.com/audience`; nil means `sts.amazonaws.com`.
  public var audience: String?
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a service account.
  public init(namespace: String, name: String, range: SourceRange?) {
    self.namespace = namespace
    self.name = name
    self.range = range
  }
}

/// A Role or ClusterRole.
public struct RBACRole: Sendable {
  /// One rule.
  public struct Rule: Hashable, Sendable {
    /// `verbs`.
    public var verbs: [String]
    /// `apiGroups`.
    public var apiGroups: [String]
    /// `resources`, subresources as `pods/exec`.
    public var resources: [String]
    /// `resourceNames`; empty means any.
    public var resourceNames: [String]
    /// `nonResourceURLs`.
    public var nonResourceURLs: [String]
    /// The rule in the source.
    public var range: SourceRange?
    /// Makes a rule.
    public init(
      verbs: [String], apiGroups: [String], resources: [String], resourceNames: [String] = [],
      nonResourceURLs: [String] = [], range: SourceRange? = nil
    ) {
      self.verbs = verbs
      self.apiGroups = apiGroups
      self.resources = resources
      self.resourceNames = resourceNames
      self.nonResourceURLs = nonResourceURLs
      self.range = range
    }
  }
  /// Nil for a ClusterRole.
  public var namespace: String?
  /// Its name.
  public var name: String
  /// Its rules.
  public var rules: [Rule]
  /// The object in the source; nil for built-in ClusterRoles that trustpath carries itself.
  public var range: SourceRange?

  /// Makes a role.
  public init(namespace: String?, name: String, rules: [Rule], range: SourceRange?) {
    self.namespace = namespace
    self.name = name
    self.rules = rules
    self.range = range
  }
}

/// A RoleBinding or ClusterRoleBinding.
public struct RBACBinding: Sendable {
  /// One subject.
  public struct Subject: Hashable, Sendable {
    /// `User`, `Group` or `ServiceAccount`.
    public var kind: String
    /// Its name.
    public var name: String
    /// For service accounts.
    public var namespace: String?
    /// The subject in the source.
    public var range: SourceRange?
    /// Makes a subject.
    public init(kind: String, name: String, namespace: String?, range: SourceRange? = nil) {
      self.kind = kind
      self.name = name
      self.namespace = namespace
      self.range = range
    }
  }
  /// Nil for a ClusterRoleBinding.
  public var namespace: String?
  /// Its name.
  public var name: String
  /// `roleRef.kind`: `Role` or `ClusterRole`.
  public var roleKind: String
  /// `roleRef.name`.
  public var roleName: String
  /// Who gets it.
  public var subjects: [Subject]
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a binding.
  public init(
    namespace: String?, name: String, roleKind: String, roleName: String, subjects: [Subject],
    range: SourceRange?
  ) {
    self.namespace = namespace
    self.name = name
    self.roleKind = roleKind
    self.roleName = roleName
    self.subjects = subjects
    self.range = range
  }
}

/// An EKS access entry with its associated access policies.
public struct AccessEntry: Sendable {
  /// One associated access policy.
  public struct Policy: Hashable, Sendable {
    /// The access policy's ARN.
    public var arn: String
    /// Nil for cluster scope, else namespaces (patterns with `*` allowed).
    public var namespaces: [String]?
    /// Makes an association.
    public init(arn: String, namespaces: [String]?) {
      self.arn = arn
      self.namespaces = namespaces
    }
  }
  /// The IAM principal, path included.
  public var principalARN: SymbolicString
  /// `kubernetesGroups`.
  public var groups: [String]
  /// `username`, if set.
  public var username: String?
  /// `STANDARD`, `EC2_LINUX`, ….
  public var type: String
  /// Associated access policies.
  public var policies: [Policy]
  /// The object in the source.
  public var range: SourceRange?

  /// Makes an access entry.
  public init(
    principalARN: SymbolicString, groups: [String], username: String?, type: String,
    policies: [Policy], range: SourceRange?
  ) {
    self.principalARN = principalARN
    self.groups = groups
    self.username = username
    self.type = type
    self.policies = policies
    self.range = range
  }
}

/// An EKS Pod Identity association.
public struct PodIdentityAssociation: Sendable {
  /// The service account's namespace.
  public var namespace: String
  /// The service account's name.
  public var serviceAccount: String
  /// The role; nil in `list-…` output, which does not say.
  public var roleARN: SymbolicString?
  /// The role that the first one assumes, if any.
  public var targetRoleARN: SymbolicString?
  /// The object in the source.
  public var range: SourceRange?

  /// Makes an association.
  public init(
    namespace: String, serviceAccount: String, roleARN: SymbolicString?,
    targetRoleARN: SymbolicString?, range: SourceRange?
  ) {
    self.namespace = namespace
    self.serviceAccount = serviceAccount
    self.roleARN = roleARN
    self.targetRoleARN = targetRoleARN
    self.range = range
  }
}
