import IAM
public import Logic

/// Who a `Principal` entry names.
///
/// Source: IAM User Guide, "AWS JSON policy elements: Principal".
public struct TrustedParty: Hashable, Sendable {
  /// What kind of party.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// `*`: every AWS account, and with web identity every token of the public providers.
    case anyone
    /// `NotPrincipal`: everyone but the entries.
    case everyoneBut = "everyone-but"
    /// `arn:…:root` or 12 digits: whoever the account lets.
    case account
    /// One IAM user.
    case user
    /// One IAM role, any of its sessions.
    case role
    /// One session of a role, by its name.
    case session
    /// One federated user (`sts:GetFederationToken`).
    case federatedUser = "federated-user"
    /// An AWS service.
    case service
    /// An IAM OIDC provider.
    case oidcProvider = "oidc-provider"
    /// An IAM SAML provider.
    case samlProvider = "saml-provider"
    /// A provider that STS knows without registration (Google, Facebook, Amazon, Cognito).
    case webIdentityProvider = "web-identity-provider"
    /// `AROA…`, `AIDA…`, …: the unique id of a principal that was deleted.
    case danglingID = "dangling-id"
    /// A template leaves open what it is.
    case unresolved
    /// Matches nobody: wrong key, wrong syntax, a partial wildcard.
    case nobody
  }

  /// What kind of party.
  public let kind: Kind
  /// The entry as written.
  public let text: SymbolicString
  /// The partition; nil where the entry names none.
  public let partition: SymbolicString?
  /// The account; nil where the entry names none.
  public let account: SymbolicString?
  /// Name, service name, issuer or session name, depending on the kind; nil where there is none.
  public let name: SymbolicString?
  /// For sessions: the role's name without path.
  public let roleName: SymbolicString?

  init(
    _ kind: Kind, _ text: SymbolicString, partition: SymbolicString? = nil,
    account: SymbolicString? = nil, name: SymbolicString? = nil, roleName: SymbolicString? = nil
  ) {
    self.kind = kind
    self.text = text
    self.partition = partition
    self.account = account
    self.name = name
    self.roleName = roleName
  }
}

extension TrustedParty {
  /// Classifies an entry of a trust policy.
  init(_ entry: PrincipalEntry) {
    let text = entry.text
    switch entry.family {
    case .aws: self = Self.aws(text)
    case .service: self = TrustedParty(.service, text, name: text)
    case .federated: self = Self.federated(text)
    case .canonicalUser, .unknown: self = TrustedParty(.nobody, text)
    }
  }

  private static func aws(_ text: SymbolicString) -> TrustedParty {
    if text == "*" { return TrustedParty(.anyone, text) }
    guard let arn = SymbolicARN(text) else { return bare(text) }
    func party(
      _ kind: Kind, name: SymbolicString? = nil, role: SymbolicString? = nil
    ) -> TrustedParty {
      TrustedParty(
        kind, text, partition: arn.partition, account: arn.account, name: name, roleName: role)
    }
    switch arn.service.literal {
    case "iam":
      if arn.resource == "root" { return party(.account) }
      if let name = arn.resource(after: "role/") { return party(plain(name, .role), name: name) }
      if let name = arn.resource(after: "user/") { return party(plain(name, .user), name: name) }
    case "sts":
      if let name = arn.resource(after: "assumed-role/") { return session(name, party) }
      if let name = arn.resource(after: "federated-user/") {
        return party(plain(name, .federatedUser), name: name)
      }
    default: break
    }
    return party(arn.resource.holes.isEmpty ? .nobody : .unresolved)
  }

  // A partial wildcard in a Principal matches nobody (same page, "You cannot use a wildcard to
  // match part of a principal name or ARN").
  private static func plain(_ name: SymbolicString, _ kind: Kind) -> Kind {
    let hasWildcard = name.segments.contains { segment in
      if case .literal(let text) = segment { text.utf8.contains(0x2A) } else { false }
    }
    return hasWildcard ? .nobody : kind
  }

  private static func session(
    _ name: SymbolicString, _ party: (Kind, SymbolicString?, SymbolicString?) -> TrustedParty
  ) -> TrustedParty {
    guard let literal = name.literal else { return party(.session, nil, nil) }
    let parts = literal.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !literal.utf8.contains(0x2A) else { return party(.nobody, name, nil) }
    return party(.session, SymbolicString(String(parts[1])), SymbolicString(String(parts[0])))
  }

  private static func bare(_ text: SymbolicString) -> TrustedParty {
    guard let literal = text.literal else {
      let isAccount = text.segments.count == 1 && text.holes.first?.shape == .accountID
      return TrustedParty(isAccount ? .account : .unresolved, text, account: isAccount ? text : nil)
    }
    if isAccountID(literal) { return TrustedParty(.account, text, account: text) }
    return TrustedParty(isUniqueID(literal) ? .danglingID : .nobody, text, name: text)
  }

  private static func federated(_ text: SymbolicString) -> TrustedParty {
    if text == "*" { return TrustedParty(.anyone, text) }
    if let literal = text.literal, publicProviders.contains(literal) {
      return TrustedParty(.webIdentityProvider, text, name: text)
    }
    guard let arn = SymbolicARN(text), arn.service == "iam" else {
      return TrustedParty(text.holes.isEmpty ? .nobody : .unresolved, text)
    }
    func party(_ kind: Kind, _ name: SymbolicString?) -> TrustedParty {
      TrustedParty(kind, text, partition: arn.partition, account: arn.account, name: name)
    }
    if let issuer = arn.resource(after: "oidc-provider/") { return party(.oidcProvider, issuer) }
    if let name = arn.resource(after: "saml-provider/") { return party(.samlProvider, name) }
    return party(arn.resource.holes.isEmpty ? .nobody : .unresolved, nil)
  }

  /// Providers that need no registration (STS API Reference, "AssumeRoleWithWebIdentity").
  static let publicProviders = PrincipalPattern.builtInProviders

  static func isAccountID(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Prefixes of unique ids (IAM User Guide, "IAM identifiers").
  static func isUniqueID(_ text: String) -> Bool {
    let prefixes = ["AIDA", "AROA", "AGPA", "ANPA", "AKIA", "ASIA", "AIPA"]
    guard text.utf8.count >= 16, prefixes.contains(where: text.hasPrefix) else { return false }
    return text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }
}
