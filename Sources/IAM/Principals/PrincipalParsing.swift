public import Logic

extension PrincipalPattern {
  /// Identity providers that every account trusts without registering them.
  ///
  /// Source: IAM User Guide, "AWS JSON policy elements: Principal", OIDC federated principals; AWS
  /// GovCloud (US) User Guide, "Amazon Cognito"; Amazon Cognito endpoints in China.
  public static let builtInProviders: Set<String> = [
    "accounts.google.com", "cognito-identity.amazonaws.com",
    "cognito-identity-us-gov.amazonaws.com", "cognito-identity.us-gov-east-1.amazonaws.com",
    "cognito-identity.cn-north-1.amazonaws.com.cn", "graph.facebook.com", "www.amazon.com",
  ]

  /// Classifies an entry under a key of the `Principal` map.
  public init(_ family: PrincipalEntry.Family, _ text: SymbolicString) {
    switch family {
    case .aws: self = Self.aws(text)
    case .service:
      self =
        text.literal == "*" || text.literal == ""
        ? .malformed("a service principal has no wildcard") : .service(text)
    case .federated: self = Self.federated(text)
    case .canonicalUser: self = .canonicalUser(text)
    case .unknown: self = .malformed("AWS knows no principals of this kind")
    }
  }

  private static func aws(_ text: SymbolicString) -> PrincipalPattern {
    if let literal = text.literal {
      if literal == "*" { return .anyone }
      if isAccountID(literal) {
        return .account(PrincipalName(partition: nil, account: text, path: "", text: text))
      }
      if isUniqueID(literal) { return .uniqueID(literal) }
    }
    guard let arn = SymbolicARN(text) else {
      guard let only = text.holes.first, text.segments.count == 1 else {
        return text.literal == nil
          ? .unresolved(text) : .malformed("it is no account, ARN or unique id")
      }
      if only.shape == .accountID {
        return .account(PrincipalName(partition: nil, account: text, path: "", text: text))
      }
      return .unresolved(text)
    }
    return named(arn, text)
  }

  private static func named(_ arn: SymbolicARN, _ text: SymbolicString) -> PrincipalPattern {
    if let account = arn.account.literal, !isAccountID(account) {
      return .malformed("an account has 12 digits")
    }
    if text.literal.map({ $0.contains("*") || $0.contains("?") }) == true {
      return .malformed("a wildcard stands for everybody or not at all")
    }
    func name(_ path: SymbolicString) -> PrincipalName {
      PrincipalName(partition: arn.partition, account: arn.account, path: path, text: text)
    }
    if arn.resource.literal == "root" { return .account(name("")) }
    if let path = arn.resource(after: "user/") { return .user(name(path)) }
    if let path = arn.resource(after: "role/") { return .role(name(path)) }
    if let path = arn.resource(after: "assumed-role/") {
      return path.splitAtSlash() != nil || !path.holes.isEmpty
        ? .session(name(path)) : .malformed("a session ARN names a role and a session")
    }
    if let path = arn.resource(after: "federated-user/") {
      return .federatedUser(name(path))
    }
    return arn.resource.literal == nil
      ? .unresolved(text) : .malformed("the ARN names no kind of principal")
  }

  private static func federated(_ text: SymbolicString) -> PrincipalPattern {
    if let literal = text.literal, builtInProviders.contains(literal) {
      return .builtInWebIdentity(literal)
    }
    guard let arn = SymbolicARN(text) else {
      return text.literal == nil ? .unresolved(text) : .malformed("it is no identity provider")
    }
    func name(_ path: SymbolicString) -> PrincipalName {
      PrincipalName(partition: arn.partition, account: arn.account, path: path, text: text)
    }
    if let path = arn.resource(after: "oidc-provider/") {
      return .oidcProvider(name(path))
    }
    if let path = arn.resource(after: "saml-provider/") {
      return .samlProvider(name(path))
    }
    return arn.resource.literal == nil
      ? .unresolved(text) : .malformed("it is no identity provider")
  }

  static func isAccountID(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Source: IAM User Guide, "IAM identifiers", unique identifiers.
  private static func isUniqueID(_ text: String) -> Bool {
    ["AIDA", "AROA", "AGPA", "AIPA", "ANPA", "ASCA", "APKA"].contains { text.hasPrefix($0) }
      && text.utf8.count >= 16 && text.utf8.allSatisfy { $0 < 0x5B && $0 >= 0x30 && $0 != 0x3A }
  }
}
