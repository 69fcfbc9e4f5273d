public import IAM
public import Logic
public import Text

/// An IAM user, role or group.
///
/// A value in one place: dozens of passes walk all principals, and a copy counts one reference.
public struct Principal: Sendable {
  /// What it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// An IAM role.
    case role
    /// An IAM user.
    case user
    /// An IAM group; never an actor itself.
    case group
  }

  /// Where the principal was declared.
  public enum Origin: Hashable, Sendable {
    /// An account export: it exists.
    case export
    /// A template: it would exist. The index is into `Estate.templates`, with the logical id.
    case template(Int, logicalID: String)
  }

  private var record: Record

  /// A tag of a principal.
  public typealias Tag = TagSet.Tag

  /// Makes a principal with nothing attached.
  public init(
    kind: Kind, arn: SymbolicString, account: SymbolicString, name: SymbolicString,
    path: SymbolicString = "/", origin: Origin, range: SourceRange?
  ) {
    record = Record(
      kind: kind, arn: arn, account: account, name: name, path: path, origin: origin, range: range)
  }

  /// The record, which nobody else holds any more.
  private mutating func own() -> Record {
    if !isKnownUniquelyReferenced(&record) { record = Record(copying: record) }
    return record
  }

  /// The stable identifier used in every output: the ARN as displayed.
  public var id: String { arn.display }

  /// User, role or group.
  public var kind: Kind {
    get { record.kind }
    set { own().kind = newValue }
  }

  /// The ARN, path included; has holes when a template leaves parts open.
  public var arn: SymbolicString {
    get { record.arn }
    set { own().arn = newValue }
  }

  /// The account part of the ARN.
  public var account: SymbolicString {
    get { record.account }
    set { own().account = newValue }
  }

  /// The name without path.
  public var name: SymbolicString {
    get { record.name }
    set { own().name = newValue }
  }

  /// `/` or `/path/`.
  public var path: SymbolicString {
    get { record.path }
    set { own().path = newValue }
  }

  /// `AROA…`, `AIDA…`, `AGPA…`; nil in templates.
  public var uniqueID: String? {
    get { record.uniqueID }
    set { own().uniqueID = newValue }
  }

  /// The trust policy of a role; nil for users and groups, and for roles whose policy is missing.
  public var trust: PolicyDocument? {
    get { record.trust }
    set { own().trust = newValue }
  }

  /// Inline policies, in the order of the source.
  public var inlinePolicies: [NamedPolicy] {
    get { record.inlinePolicies }
    set { own().inlinePolicies = newValue }
  }

  /// ARNs of attached managed policies.
  public var attachedPolicies: [PolicyText] {
    get { record.attachedPolicies }
    set { own().attachedPolicies = newValue }
  }

  /// ARN of the permissions boundary.
  public var boundary: PolicyText? {
    get { record.boundary }
    set { own().boundary = newValue }
  }

  /// Names of the groups that a user is in.
  public var groups: [String] {
    get { record.groups }
    set { own().groups = newValue }
  }

  /// Tags; keys compare ignoring case.
  public var tags: [Tag] {
    get { record.tags }
    set { own().tags = newValue }
  }

  /// Whether it has no other tags.
  public var hasAllTags: Bool {
    get { record.hasAllTags }
    set { own().hasAllTags = newValue }
  }

  /// Its tags as far as the inputs show them.
  public var knownTags: TagSet { TagSet(record.tags, isComplete: record.hasAllTags) }

  /// Names of instance profiles that contain the role.
  public var instanceProfiles: [String] {
    get { record.instanceProfiles }
    set { own().instanceProfiles = newValue }
  }

  /// When a role was last used (ISO 8601 as exported); nil when never or unknown.
  public var lastUsed: String? {
    get { record.lastUsed }
    set { own().lastUsed = newValue }
  }

  /// When it was created (ISO 8601 as exported).
  public var created: String? {
    get { record.created }
    set { own().created = newValue }
  }

  /// Longest session in seconds; nil when not exported.
  public var maxSessionDuration: Int? {
    get { record.maxSessionDuration }
    set { own().maxSessionDuration = newValue }
  }

  /// Whether AWS alone decides what the role is for.
  public var isServiceLinked: Bool {
    kind == .role && path.literal?.hasPrefix("/aws-service-role/") == true
  }

  /// Template conditions under which it exists; all must hold.
  public var guards: [Precondition] {
    get { record.guards }
    set { own().guards = newValue }
  }

  /// Export or template.
  public var origin: Origin {
    get { record.origin }
    set { own().origin = newValue }
  }

  /// The object in the source.
  public var range: SourceRange? {
    get { record.range }
    set { own().range = newValue }
  }
}

extension Principal {
  /// What principals hold; changed only by its one owner, so that any number may read it.
  private final class Record: @unchecked Sendable {
    var kind: Kind
    var arn: SymbolicString
    var account: SymbolicString
    var name: SymbolicString
    var path: SymbolicString
    var uniqueID: String?
    var trust: PolicyDocument?
    var inlinePolicies: [NamedPolicy] = []
    var attachedPolicies: [PolicyText] = []
    var boundary: PolicyText?
    var groups: [String] = []
    var tags: [Tag] = []
    var hasAllTags = false
    var instanceProfiles: [String] = []
    var lastUsed: String?
    var created: String?
    var maxSessionDuration: Int?
    var guards: [Precondition] = []
    var origin: Origin
    var range: SourceRange?

    init(
      kind: Kind, arn: SymbolicString, account: SymbolicString, name: SymbolicString,
      path: SymbolicString, origin: Origin, range: SourceRange?
    ) {
      self.kind = kind
      self.arn = arn
      self.account = account
      self.name = name
      self.path = path
      self.origin = origin
      self.range = range
    }

    init(copying other: Record) {
      kind = other.kind
      arn = other.arn
      account = other.account
      name = other.name
      path = other.path
      uniqueID = other.uniqueID
      trust = other.trust
      inlinePolicies = other.inlinePolicies
      attachedPolicies = other.attachedPolicies
      boundary = other.boundary
      groups = other.groups
      tags = other.tags
      hasAllTags = other.hasAllTags
      instanceProfiles = other.instanceProfiles
      lastUsed = other.lastUsed
      created = other.created
      maxSessionDuration = other.maxSessionDuration
      guards = other.guards
      origin = other.origin
      range = other.range
    }
  }
}
