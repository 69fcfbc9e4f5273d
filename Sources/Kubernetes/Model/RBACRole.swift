public import Text

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
  /// `metadata.labels`, by which other ClusterRoles aggregate this one.
  public var labels: [String: String] = [:]
  /// `aggregationRule.clusterRoleSelectors`; the rules then are the union over selected roles.
  public var aggregation: [LabelSelector] = []
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
