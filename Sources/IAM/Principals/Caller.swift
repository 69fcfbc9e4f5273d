public import Logic

/// Who makes a request.
///
/// Source: IAM User Guide, "Policy variables", table of principal key values.
public struct Caller: Hashable, Sendable {
  /// What kind of principal it is.
  public enum Kind: Hashable, Sendable {
    /// An IAM user.
    case user
    /// Credentials of an assumed role.
    case roleSession
    /// Credentials of `GetFederationToken`.
    case federatedUser
    /// The root user of an account.
    case root
    /// An AWS service under its own name.
    case service
    /// The bearer of a token of an OpenID Connect provider: no AWS identity yet.
    case webIdentity
    /// The bearer of an assertion of a SAML provider: no AWS identity yet.
    case saml
    /// Nobody in particular: an unsigned request.
    case anonymous
    /// Some user or role session of `account` (of any account if nil), nobody in particular.
    case someone
  }

  /// How a user's credentials were obtained.
  ///
  /// Source: IAM User Guide, "Compare AWS STS credentials".
  public enum Credentials: Hashable, Sendable {
    /// Not known.
    case any
    /// An access key, or a password.
    case longTerm
    /// `GetSessionToken`, with or without a device.
    case sessionToken
  }

  /// What kind of principal it is.
  public let kind: Kind
  /// `aws`, `aws-cn`, …; nil when not known.
  public let partition: SymbolicString?
  /// The account that it belongs to; nil for services, providers that are built in, and unknowns.
  public let account: SymbolicString?
  /// ARN of the user, of the role with its path, of the federated user, root or provider; for a
  /// service or a built-in provider its name; nil for unknowns.
  public let name: SymbolicString?
  /// Name of a role session; nil when the caller chooses it.
  public let sessionName: SymbolicString?
  /// `AIDA…` or `AROA…`; nil when not known.
  public let uniqueID: String?
  /// Whether `name` of a role session has the role's path (a session ARN does not tell it).
  public let isPathKnown: Bool
  /// How a user's credentials were obtained.
  public var credentials = Credentials.any
  /// The tags of the user, or of the role; nil when nothing is known about them.
  public var tags: TagSet?
  /// Whose tags a session of the role may have instead.
  public var sessionTagging = SessionTagging.anybody

  /// Makes a caller.
  public init(
    _ kind: Kind, partition: SymbolicString? = nil, account: SymbolicString? = nil,
    name: SymbolicString? = nil, sessionName: SymbolicString? = nil, uniqueID: String? = nil,
    isPathKnown: Bool = true
  ) {
    self.kind = kind
    self.partition = partition
    self.account = account
    self.name = name
    self.sessionName = sessionName
    self.uniqueID = uniqueID
    self.isPathKnown = isPathKnown
  }

  /// An IAM user, by ARN.
  public static func user(_ arn: ARN, uniqueID: String? = nil) -> Caller {
    Caller(
      .user, partition: SymbolicString(arn.partition), account: SymbolicString(arn.account),
      name: SymbolicString(arn.description), uniqueID: uniqueID)
  }

  /// A session of a role, by the role's ARN with its path.
  public static func role(
    _ arn: ARN, session: SymbolicString? = nil, uniqueID: String? = nil
  ) -> Caller {
    Caller(
      .roleSession, partition: SymbolicString(arn.partition), account: SymbolicString(arn.account),
      name: SymbolicString(arn.description), sessionName: session, uniqueID: uniqueID)
  }

  /// An AWS service.
  public static func service(_ name: SymbolicString) -> Caller { Caller(.service, name: name) }

  /// Some user or role session of an account, or of any account.
  public static func someone(
    in account: SymbolicString? = nil, partition: SymbolicString? = nil
  ) -> Caller {
    Caller(.someone, partition: partition, account: account)
  }
}
