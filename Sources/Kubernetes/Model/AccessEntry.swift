public import Logic
public import Text

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
  /// Whether groups and user name are known; `list-access-entries` tells the principal only.
  public var isDescribed = true
  /// Whether the associated policies are known; describe-access-entry does not tell them.
  public var arePoliciesKnown = true
  /// When it was created, as written; an entry older than its role belongs to a deleted one.
  public var created: String?
  /// Template conditions under which it exists; all must hold.
  public var guards: [Precondition] = []
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
