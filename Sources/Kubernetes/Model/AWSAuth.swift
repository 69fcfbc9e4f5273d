public import Logic
public import Text

/// The `aws-auth` ConfigMap: which IAM principals may log in as whom.
public struct AWSAuth: Sendable {
  /// One entry of `mapRoles` or `mapUsers`, as the authenticator would read it.
  public struct Mapping: Sendable {
    /// `mapRoles` or `mapUsers`.
    public enum Field: String, Hashable, Sendable, CaseIterable {
      /// An entry of `mapRoles`.
      case roles = "mapRoles"
      /// An entry of `mapUsers`.
      case users = "mapUsers"
    }
    /// Which of the authenticator's backends holds the entry.
    ///
    /// EKS reads the ConfigMap only; the others exist where people run the authenticator
    /// themselves. Source: aws-iam-authenticator, `pkg/mapper`.
    public enum Source: String, Hashable, Sendable, CaseIterable {
      /// The ConfigMap `aws-auth`.
      case configMap = "EKSConfigMap"
      /// The authenticator's own configuration file.
      case mountedFile = "MountedFile"
      /// A file that it reads again when it changes.
      case dynamicFile = "DynamicFile"
      /// An object of kind `IAMIdentityMapping`.
      case object = "CRD"
    }
    /// Which backend holds the entry.
    public var source = Source.configMap
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
    /// `username` in the source; nil when it is missing.
    public var usernameRange: SourceRange?
    /// The groups in the source, one for each.
    public var groupRanges: [SourceRange?]
    /// `userid` of a file that the authenticator watches: the principal's unique id; nil elsewhere.
    public var userID: String?
    /// Why the entry can never match, nil when it can: a code of `DeadReason`.
    public var deadReason: String?

    /// Makes a mapping.
    public init(
      field: Field, arn: SymbolicString, username: String, groups: [String], range: SourceRange?,
      arnRange: SourceRange?, groupRanges: [SourceRange?], usernameRange: SourceRange? = nil,
      deadReason: String? = nil
    ) {
      self.field = field
      self.arn = arn
      self.username = username
      self.groups = groups
      self.range = range
      self.arnRange = arnRange
      self.groupRanges = groupRanges
      self.usernameRange = usernameRange
      self.deadReason = deadReason
    }
  }

  /// One element of `mapAccounts`.
  public struct MappedAccount: Sendable {
    /// The account as written.
    public var text: String
    /// Which backend holds it.
    public var source: Mapping.Source
    /// The element in the source.
    public var range: SourceRange?

    /// Makes an element.
    public init(_ text: String, source: Mapping.Source = .configMap, range: SourceRange?) {
      self.text = text
      self.source = source
      self.range = range
    }
  }

  /// Entries in file order, `mapRoles` first; duplicates kept (the later one wins at login).
  public var mappings: [Mapping]
  /// `mapAccounts` as raw text with places.
  public var accounts: [MappedAccount]
  /// The ConfigMap in the source.
  public var range: SourceRange?
  /// False when the object is not `kube-system/aws-auth`, so that the cluster ignores it.
  public var isEffective: Bool
  /// What was malformed, as remarks with places.
  public var problems: [Diagnostic]
  /// Keys whose whole text the cluster discards (`mapRoles`): their mappings are void.
  public var lostKeys: Set<String> = []
  /// Whether the object takes no change: `immutable`.
  public var isImmutable = false
  /// Whether the file is a fragment that does not show every key, so that absence proves nothing.
  public var isPartial = false

  /// Every mapping in words, sorted: ARN, user name, groups.
  var outline: [String] {
    let lines = mappings.map { mapping in
      let groups = mapping.groups.joined(separator: ", ")
      return "\(mapping.arn.display) as \(mapping.username)"
        + (groups.isEmpty ? "" : " in \(groups)")
    }
    return (lines + accounts.map { "account \($0.text)" }).sorted()
  }

  /// Makes an aws-auth.
  public init(
    mappings: [Mapping] = [], accounts: [MappedAccount] = [],
    range: SourceRange?, isEffective: Bool = true, problems: [Diagnostic] = []
  ) {
    self.mappings = mappings
    self.accounts = accounts
    self.range = range
    self.isEffective = isEffective
    self.problems = problems
  }
}
