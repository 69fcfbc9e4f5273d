public import Text

/// What one binding, or one access policy, lets its subjects do.
public struct Grant: Sendable {
  /// What grants it.
  public enum Source: Hashable, Sendable {
    /// A RoleBinding or ClusterRoleBinding, by name.
    case binding(String)
    /// An EKS access policy, by name.
    case accessPolicy(String)
    /// Membership of `system:masters`, which no authorizer is asked about.
    case masters
  }

  /// What grants it.
  public var source: Source
  /// Kind and name of the role: `ClusterRole/edit`; nil where there is none.
  public var role: String?
  /// The namespaces in which it holds, patterns with `*` allowed; nil for the whole cluster.
  public let namespaces: [String]?
  /// The rules; empty when the role does not exist.
  public let rules: [RBACRole.Rule]
  /// Whether the rules are known: no when the role is not among the inputs though others are.
  public let areRulesKnown: Bool
  /// The binding in the source, or the access entry.
  public var range: SourceRange?
  /// The subject in the binding.
  public var subjectRange: SourceRange?
  /// The role in the source; nil for built-in roles and access policies.
  public var roleRange: SourceRange?

  /// Whether the cluster reads aws-auth, so that writing it changes who may log in.
  public let isAWSAuthRead: Bool
  /// Whether aws-auth takes no change, so that it has to be deleted and created anew.
  public let isAWSAuthImmutable: Bool
  /// Whether the cluster signs client certificates: on EKS only a local cluster on an Outpost does.
  public let areCertificatesSigned: Bool
  /// What the grant makes possible, each power by itself, in the order of `Power`.
  public private(set) var allPowers: [Power] = []

  /// Makes a grant.
  public init(
    source: Source, role: String?, namespaces: [String]?, rules: [RBACRole.Rule],
    areRulesKnown: Bool = true, range: SourceRange?, subjectRange: SourceRange? = nil,
    roleRange: SourceRange? = nil, isAWSAuthRead: Bool = true, isAWSAuthImmutable: Bool = false,
    areCertificatesSigned: Bool = false
  ) {
    self.source = source
    self.role = role
    self.namespaces = namespaces
    self.rules = rules
    self.areRulesKnown = areRulesKnown
    self.range = range
    self.subjectRange = subjectRange
    self.roleRange = roleRange
    self.isAWSAuthRead = isAWSAuthRead
    self.isAWSAuthImmutable = isAWSAuthImmutable
    self.areCertificatesSigned = areCertificatesSigned
    allPowers = ownPowers
  }

  /// Whether the request is granted; unknown when the rules are.
  public func allows(_ request: AccessRequest) -> Bool {
    isInScope(request) && rules.contains { $0.covers(request) }
  }

  /// Whether the grant reaches the request's namespace.
  ///
  /// A grant in namespaces covers no cluster-scoped resource except the namespace itself, whose
  /// requests carry its own name as namespace.
  public func isInScope(_ request: AccessRequest) -> Bool {
    guard let namespaces else { return true }
    let target = request.namespace ?? (request.resource == "namespaces" ? request.name : nil)
    guard let target, !target.isEmpty else { return false }
    return namespaces.contains { Self.matches(pattern: $0, target) }
  }

  /// Whether a namespace pattern of an access scope matches a name; `*` stands for any text.
  public static func matches(pattern: String, _ name: String) -> Bool {
    guard pattern.contains("*") else { return pattern == name }
    var rest = name[...]
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, rest.hasPrefix(first) else {
      return false
    }
    rest = rest.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
