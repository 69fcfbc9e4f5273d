public import Logic

/// Whom an entry of a `Principal` element names.
///
/// Source: IAM User Guide, "AWS JSON policy elements: Principal".
public enum PrincipalPattern: Hashable, Sendable {
  /// `*`: everybody, without signature if the action allows that.
  case anyone
  /// 12 digits or `arn:…:iam::ACCOUNT:root`: every principal of the account that its own policies
  /// let through.
  case account(PrincipalName)
  /// `arn:…:iam::ACCOUNT:user/…`.
  case user(PrincipalName)
  /// `arn:…:iam::ACCOUNT:role/…`: every session of the role.
  case role(PrincipalName)
  /// `arn:…:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
  case session(PrincipalName)
  /// `arn:…:sts::ACCOUNT:federated-user/NAME`.
  case federatedUser(PrincipalName)
  /// A service principal such as `lambda.amazonaws.com`.
  case service(SymbolicString)
  /// `arn:…:iam::ACCOUNT:oidc-provider/ISSUER`.
  case oidcProvider(PrincipalName)
  /// `arn:…:iam::ACCOUNT:saml-provider/NAME`.
  case samlProvider(PrincipalName)
  /// One of the identity providers that need no registration.
  case builtInWebIdentity(String)
  /// `AIDA…`, `AROA…`: in an export the id of a deleted user or role.
  case uniqueID(String)
  /// A canonical user id.
  case canonicalUser(SymbolicString)
  /// A template leaves open what kind of principal it is.
  case unresolved(SymbolicString)
  /// Matches nobody; the text says why, in words.
  case malformed(String)
}

/// The parts of a principal's ARN, any of which a template may leave open.
public struct PrincipalName: Hashable, Sendable {
  /// `aws`, `aws-cn`, …; nil for a bare account id.
  public let partition: SymbolicString?
  /// 12 digits.
  public let account: SymbolicString
  /// What follows the fifth colon without its type: `path/name`, `ROLE/SESSION`, `ISSUER`; empty
  /// for an account.
  public let path: SymbolicString
  /// The whole as written.
  public let text: SymbolicString

  /// Makes a name from its parts.
  public init(
    partition: SymbolicString?, account: SymbolicString, path: SymbolicString, text: SymbolicString
  ) {
    self.partition = partition
    self.account = account
    self.path = path
    self.text = text
  }

  /// The last `/`-separated part of a literal path.
  public var name: String? {
    path.literal.map { path in
      path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
  }
}
