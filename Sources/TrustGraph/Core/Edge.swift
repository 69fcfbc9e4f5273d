public import Logic

/// Index of a node in `Graph.nodes`.
public typealias NodeIndex = Int32

/// Index of an edge in `Graph.edges`.
public typealias EdgeIndex = Int32

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
    /// The source can make a service run as the target.
    case passRole = "PassRole"
    /// The source can make itself an administrator.
    case selfAdmin = "SelfAdmin"
    /// The source can make or reset credentials of the target.
    case credential = "Credential"
    /// The source can widen the target's permissions or trust.
    case policyChange = "PolicyChange"
    /// An IAM principal logs in to a cluster as a user.
    case clusterLogin = "ClusterLogin"
    /// A cluster user is in a group.
    case memberOf = "MemberOf"
    /// A user, group or service account holds what a binding allows.
    case bound = "Bound"
    /// The holder of a service account's token is that service account towards its cluster.
    case actsAs = "ActsAs"
    /// The holder obtains tokens of a service account, with a pod or without.
    case takesToken = "TakesToken"
    /// The holder runs commands in existing pods.
    case entersPod = "EntersPod"
    /// Pods hold tokens of the service account that they run as.
    case runsAs = "RunsAs"
    /// A pod reads the credentials of its machine's role.
    case instanceMetadata = "InstanceMetadata"
    /// The holder makes itself somebody else in a cluster, or its administrator.
    case becomes = "Becomes"
    /// An IAM principal changes who may log in to a cluster.
    case administersCluster = "AdministersCluster"
    /// Membership of a set node (account, organisation, hub); not a step of its own.
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

    /// Everything that no guardrail holds shut.
    public static let open: Set<Status> = [.proved, .conditional, .possible]

    /// A bit of its own, for sets that are asked at every edge.
    var bit: UInt8 {
      switch self {
      case .proved: 1
      case .conditional: 2
      case .possible: 4
      case .guarded: 8
      }
    }
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
  /// What it gives the source.
  public let capability: Capability
  /// Index of the grant in `TrustGraph.grants` that it was made from; nil for edges of other kinds.
  public var record: Int? { recordIndex < 0 ? nil : Int(recordIndex) }
  /// Places that prove it: the target's trust statement first, then the caller's grants.
  public var evidence: [Evidence] { places.array }

  // Most edges have one or two places; an array for each would cost an allocation per edge.
  private let places: InlineEvidence
  private let recordIndex: Int32

  /// Makes an edge.
  public init(
    source: NodeIndex, target: NodeIndex, kind: Kind, status: Status, residual: Residual,
    via: String, evidence: [Evidence], record: Int? = nil, capability: Capability = .full
  ) {
    self.source = source
    self.target = target
    self.kind = kind
    self.status = status
    self.residual = residual
    self.via = via
    self.capability = capability
    places = InlineEvidence(evidence)
    recordIndex = Int32(record ?? -1)
  }
}

extension Edge.Kind {
  /// Whether it assumes a role.
  public var assumes: Bool {
    self == .assumeRole || self == .assumeRoleWithWebIdentity || self == .assumeRoleWithSAML
  }

  /// Whether what somebody is allowed to do is all that it takes, without a trust statement.
  var isPermission: Bool { self == .selfAdmin || self == .credential || self == .policyChange }
}
