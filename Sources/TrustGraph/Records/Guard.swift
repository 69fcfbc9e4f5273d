/// What a trust statement demands of its caller in every way in, besides who the caller is.
public struct Guards: OptionSet, Hashable, Sendable {
  /// Bits.
  public let rawValue: UInt32
  /// Wraps bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// `sts:ExternalId` must be a given value.
  public static let externalID = Guards(rawValue: 1 << 0)
  /// The caller must have authenticated with MFA.
  public static let mfa = Guards(rawValue: 1 << 1)
  /// `aws:PrincipalOrgID` or `aws:PrincipalOrgPaths` must be given values.
  public static let organization = Guards(rawValue: 1 << 2)
  /// `aws:PrincipalAccount` must be a given account.
  public static let account = Guards(rawValue: 1 << 3)
  /// `aws:PrincipalArn` or `aws:userid` must match.
  public static let principalARN = Guards(rawValue: 1 << 4)
  /// `aws:PrincipalTag/…` must match: attributes that the caller's own administrators set.
  public static let principalTag = Guards(rawValue: 1 << 5)
  /// Source address, VPC or endpoint must match.
  public static let network = Guards(rawValue: 1 << 6)
  /// Date or time must match.
  public static let time = Guards(rawValue: 1 << 7)
  /// `aws:SourceAccount`, `aws:SourceArn`, `aws:SourceOrgID`: the service acts for a given resource.
  public static let sourceResource = Guards(rawValue: 1 << 8)
  /// The token's subject is narrowed.
  public static let subject = Guards(rawValue: 1 << 9)
  /// The token's audience is narrowed.
  public static let audience = Guards(rawValue: 1 << 10)
  /// Another claim that the identity provider asserts is narrowed.
  public static let claim = Guards(rawValue: 1 << 11)
  /// Values that the caller picks: session name, source identity, request tags.
  public static let callerChosen = Guards(rawValue: 1 << 12)
  /// A key or operator that is not understood.
  public static let unknown = Guards(rawValue: 1 << 13)

  /// The names of the bits, in order of the bits: stable identifiers for facts and reports.
  public var names: [String] {
    Self.all.compactMap { contains($0.guards) ? $0.name : nil }
  }

  private static let all: [(name: String, guards: Guards)] = [
    ("external-id", .externalID), ("mfa", .mfa), ("organization", .organization),
    ("account", .account), ("principal-arn", .principalARN), ("principal-tag", .principalTag),
    ("network", .network), ("time", .time), ("source-resource", .sourceResource),
    ("subject", .subject), ("audience", .audience), ("claim", .claim),
    ("caller-chosen", .callerChosen), ("unknown", .unknown),
  ]
}
