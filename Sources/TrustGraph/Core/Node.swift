public import Logic

/// Someone or something that can act, or that can be become.
public struct Node: Hashable, Sendable {
  /// What a node stands for.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// An IAM user.
    case user
    /// An IAM role.
    case role
    /// An account as a whole, inside or outside the inputs.
    case account
    /// Everyone, with any AWS account or none.
    case anyone
    /// Any principal of an organisation.
    case organization
    /// An AWS service.
    case service
    /// An OIDC provider as a whole (every token that it issues).
    case oidcProvider = "oidc-provider"
    /// The set of tokens whose subject matches a pattern.
    case oidcSubject = "oidc-subject"
    /// A SAML provider.
    case samlProvider = "saml-provider"
    /// A service account's Kubernetes API identity.
    case serviceAccount = "service-account"
    /// A service account's token: can become AWS roles.
    case serviceAccountToken = "service-account-token"
    /// A Kubernetes user name.
    case clusterUser = "cluster-user"
    /// A Kubernetes group.
    case clusterGroup = "cluster-group"
    /// What a binding allows in a namespace or in the whole cluster.
    case clusterPermission = "cluster-permission"
    /// What runs pods: a Pod, or a controller that makes them.
    case workload
    /// A principal named somewhere whose account was exported without it, or whose account was not.
    case externalPrincipal = "external-principal"
    /// A principal that a template names by a text that is not resolved.
    case unresolvedPrincipal = "unresolved-principal"
    /// Whoever decides what the workflows of a source repository run.
    case repository
    /// The resources of one service in one account, which nobody can become.
    case resources
    /// Whoever administers an account.
    case administrator
    /// A set that keeps edges near-linear; never printed by `edges`.
    case hub
  }

  /// Identifier as interfaces.md defines it.
  public let id: String
  /// What it stands for.
  public let kind: Kind
  /// The AWS account that it belongs to, as displayed; nil when it belongs to none.
  public let account: String?
  /// Short text for drawings.
  public let label: String
  /// What must hold for it to exist: the conditions of the template that declares it.
  public let presence: Residual

  /// Makes a node.
  public init(
    id: String, kind: Kind, account: String?, label: String, presence: Residual = .always
  ) {
    self.id = id
    self.kind = kind
    self.account = account
    self.label = label
    self.presence = presence
  }
}
