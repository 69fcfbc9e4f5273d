public import Logic
public import Text

/// Index of a node in `TrustGraph.nodes`.
public typealias NodeIndex = Int32

/// Index of an edge in `TrustGraph.edges`.
public typealias EdgeIndex = Int32

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
    /// A principal named somewhere whose account was exported without it, or whose account was not.
    case externalPrincipal = "external-principal"
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

  /// Makes a node.
  public init(id: String, kind: Kind, account: String?, label: String) {
    self.id = id
    self.kind = kind
    self.account = account
    self.label = label
  }
}

/// A place in an input that proves something about an edge.
public struct Evidence: Hashable, Sendable {
  /// What the place does.
  public enum Role: String, Hashable, Sendable {
    /// An Allow on the caller's side.
    case grants
    /// The trust policy statement, mapping or binding on the target's side.
    case trusts
    /// A boundary or guardrail that leaves it open.
    case limits
    /// A Deny.
    case denies
    /// A profile, annotation or other place that intends it.
    case intends
  }
  /// Where.
  public let range: SourceRange
  /// What it does.
  public let role: Role

  /// Makes an evidence.
  public init(_ role: Role, at range: SourceRange) {
    self.range = range
    self.role = role
  }
}

/// One way in which the source can become, or act as, the target.
public struct Edge: Sendable {
  /// What kind of step it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// sts:AssumeRole.
    case assumeRole = "AssumeRole"
    /// sts:AssumeRoleWithWebIdentity.
    case assumeRoleWithWebIdentity = "AssumeRoleWithWebIdentity"
    /// sts:AssumeRoleWithSAML.
    case assumeRoleWithSAML = "AssumeRoleWithSAML"
    /// An IAM principal logs in to a cluster as a user.
    case clusterLogin = "ClusterLogin"
    /// A cluster user is in a group.
    case memberOf = "MemberOf"
    /// A user, group or service account holds what a binding allows.
    case bound = "Bound"
    /// Membership of a set node (account, organisation, hub).
    case contains = "Contains"
  }

  /// How sure the edge is.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// Holds for certain on the evidence given.
    case proved
    /// Holds if the residual does.
    case conditional
    /// Needs inventory that is not in the inputs, or an undocumented behaviour.
    case possible
    /// Would hold without a guardrail.
    case guarded
  }

  /// Who becomes.
  public let source: NodeIndex
  /// Whom.
  public let target: NodeIndex
  /// By what.
  public let kind: Kind
  /// How sure.
  public let status: Status
  /// What must hold for the step to succeed; `.always` when nothing more is needed.
  public let residual: Residual
  /// Row id of the edge catalogue, such as `T-ROOT-CROSS`.
  public let via: String
  /// Places that prove it: the target's trust statement first, then the caller's grants.
  public let evidence: [Evidence]

  /// Makes an edge.
  public init(
    source: NodeIndex, target: NodeIndex, kind: Kind, status: Status, residual: Residual,
    via: String, evidence: [Evidence]
  ) {
    self.source = source
    self.target = target
    self.kind = kind
    self.status = status
    self.residual = residual
    self.via = via
    self.evidence = evidence
  }
}
