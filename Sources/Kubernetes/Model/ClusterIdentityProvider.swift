public import Text

/// An OIDC identity provider whose tokens a cluster takes from people.
public struct ClusterIdentityProvider: Sendable {
  /// Its name.
  public var name: String
  /// `issuerUrl`.
  public var issuer: String
  /// `usernamePrefix`; nil when not set, `-` for none.
  public var usernamePrefix: String?
  /// `groupsPrefix`; nil when not set.
  public var groupsPrefix: String?
  /// `groupsClaim`; nil when the provider gives no groups.
  public var groupsClaim: String?
  /// Whether `requiredClaims` narrows who gets in.
  public var hasRequiredClaims: Bool
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a provider.
  public init(name: String, issuer: String, hasRequiredClaims: Bool, range: SourceRange?) {
    self.name = name
    self.issuer = issuer
    self.hasRequiredClaims = hasRequiredClaims
    self.range = range
  }
}
