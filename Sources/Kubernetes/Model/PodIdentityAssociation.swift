public import Logic
public import Text

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
  /// `a-…`; unique in the cluster.
  public var id: String?
  /// The ExternalId that the first role shows to the second; secret.
  public var externalID: String?
  /// Whether sessions carry no tags; nil when the output does not say.
  public var disablesSessionTags: Bool?
  /// Whether an add-on made it (`ownerArn`).
  public var isOwned = false
  /// The session policy in the source, if there is one.
  public var sessionPolicyRange: SourceRange?
  /// Template conditions under which it exists; all must hold.
  public var guards: [Precondition] = []
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
