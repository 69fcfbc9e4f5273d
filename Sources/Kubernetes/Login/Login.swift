public import Logic
public import Text

/// One way in which an IAM principal logs in to a cluster, or would if nothing stopped it.
public struct Login: Sendable {
  /// What maps the principal.
  public enum Via: String, Hashable, Sendable {
    /// The aws-auth ConfigMap.
    case awsAuth = "aws-auth"
    /// An EKS access entry.
    case accessEntry = "access-entry"
    /// Having created the cluster.
    case creator
  }

  /// Whether the login works.
  public enum Verdict: Hashable, Sendable {
    /// It does.
    case allowed
    /// It does if something holds that the inputs do not show; the reason says what.
    case conditional(String)
    /// It never does.
    case dead(DeadReason)

    /// `allowed`, `conditional` or `dead`.
    public var word: String {
      switch self {
      case .allowed: "allowed"
      case .conditional: "conditional"
      case .dead: "dead"
      }
    }

    /// Why it is not plainly allowed.
    public var reason: String? {
      switch self {
      case .allowed: nil
      case .conditional(let reason): reason
      case .dead(let reason): reason.explanation
      }
    }
  }

  /// An associated access policy with its scope.
  public typealias Policy = AccessEntry.Policy

  /// The IAM principal as the mapping names it, or the caller's ARN where one was asked for; the
  /// account's root ARN for `mapAccounts`.
  public var principal: SymbolicString
  /// What maps it.
  public var via: Via
  /// The cluster user, possibly a template; rendered where a caller was asked for.
  public var username: String
  /// Groups in file order, empty ones included; `system:authenticated` is implied.
  public var groups: [String]
  /// Access policies.
  public var policies: [Policy]
  /// Whether it works.
  public var verdict: Verdict
  /// The mapping in the source.
  public var range: SourceRange?
  /// Places of the groups, one for each; empty when they have none.
  public var groupRanges: [SourceRange?] = []
  /// The mapping that makes this one dead.
  public var shadowedBy: SourceRange?
  /// Whether the mapping stands for every user and role of the account.
  public var isWholeAccount = false

  /// Makes a login.
  public init(
    principal: SymbolicString, via: Via, username: String, groups: [String], policies: [Policy],
    verdict: Verdict, range: SourceRange?
  ) {
    self.principal = principal
    self.via = via
    self.username = username
    self.groups = groups
    self.policies = policies
    self.verdict = verdict
    self.range = range
  }

  /// The principal as every output names it.
  public var principalID: String { principal.display }

  /// Adds a doubt to a login that is not dead.
  func doubted(_ reason: String?) -> Login {
    guard let reason, case .allowed = verdict else { return self }
    var copy = self
    copy.verdict = .conditional(reason)
    return copy
  }
}
