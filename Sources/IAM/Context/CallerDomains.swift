import Logic
import Text

extension ContextKeys {
  /// The values that a key can have in a request, as far as its caller and resource decide them.
  static func domain(of key: ContextKey, isList: Bool, in request: Request) -> ValueSet {
    let shape = shape(of: key, isList: isList)
    if let fixed = fixed(key, request) { return fixed.intersection(shape) }
    return always.contains(key.canonical)
      ? shape.intersection(filled) : shape
  }

  /// Keys that every request carries.
  private static let always: Set<String> = [
    "aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:requestedregion",
  ]

  /// A value that is no empty text, which `Null` takes for none.
  private static let filled = ValueSet(
    absent: false, single: TextSet(TextCell(missing: [Pattern("", .exact)])), many: .everything)

  private static func fixed(_ key: ContextKey, _ request: Request) -> ValueSet? {
    if isClaim(key) { return claim(key, request.caller) }
    switch key.canonical {
    case "sts:rolesessionname":
      return request.isAssumption ? filled : .absent
    case "sts:externalid":
      return request.caller.isBearer ? .absent : nil
    case "aws:resourceaccount":
      return request.resourceAccount.map { exactly($0) }
    case "aws:securetransport":
      return .yes
    default:
      if let tag = resourceTag(key, request) { return tag }
      return key.canonical.hasPrefix("aws:") ? identity(key, request.caller) : nil
    }
  }

  private static func identity(_ key: ContextKey, _ caller: Caller) -> ValueSet? {
    let isSigned = caller.isPrincipalOfAccount
    switch key.canonical {
    case "aws:principalarn": return isSigned ? arns(caller) : .absent
    case "aws:principalaccount":
      return isSigned ? caller.account.map { exactly($0) } ?? filled : .absent
    case "aws:principaltype": return types(caller)
    case "aws:username": return username(caller)
    case "aws:userid": return userID(caller)
    case "aws:principalorgid", "aws:principalorgpaths": return isSigned ? nil : .absent
    case "aws:principalisawsservice":
      return caller.isBearer || caller.kind == .anonymous
        ? .absent : ValueSet(texts: [caller.kind == .service ? "true" : "false"])
    case "aws:principalservicename":
      guard caller.kind == .service else { return .absent }
      return caller.name.map { exactly($0) } ?? filled
    case "aws:principalservicenameslist", "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid",
      "aws:sourceorgpaths":
      return caller.kind == .service ? nil : .absent
    case "aws:multifactorauthpresent": return multiFactor(caller)
    case "aws:multifactorauthage":
      return multiFactor(caller).contains(.one("true")) == .yes ? nil : .absent
    case "aws:tokenissuetime":
      switch caller.kind {
      case .roleSession, .federatedUser: return filled
      case .user where caller.credentials != .any:
        return caller.credentials == .longTerm ? .absent : filled
      case .user, .someone, .root: return nil
      default: return .absent
      }
    case "aws:federatedprovider":
      return caller.kind == .roleSession || caller.kind == .someone ? nil : .absent
    case "aws:sourceidentity":
      return caller.kind == .roleSession || caller.kind == .someone ? nil : .absent
    // Roles Anywhere sends what the certificate says as tags (IAM Roles Anywhere User Guide, "Trust
    // policy").
    case _ where key.canonical.hasPrefix("aws:principaltag/x509") && caller.bringsCertificate:
      return nil
    case "aws:assumedroot": return caller.kind == .root || caller.kind == .someone ? nil : .absent
    default:
      guard key.canonical.hasPrefix("aws:principaltag/") else { return nil }
      return isSigned ? principalTag(key, caller) : .absent
    }
  }

  /// Claims of the token's own issuer; other issuers' only where an earlier session kept them.
  private static func claim(_ key: ContextKey, _ caller: Caller) -> ValueSet? {
    switch caller.kind {
    case .roleSession, .someone: return nil
    case .saml: return key.canonical.hasPrefix("saml:") ? nil : .absent
    case .webIdentity:
      guard let issuer = caller.issuer else { return nil }
      guard key.canonical.hasPrefix(issuer + ":") else { return .absent }
      return [":sub", ":aud"].contains(String(key.canonical.dropFirst(issuer.count)))
        ? .present : nil
    default: return .absent
    }
  }

  private static func exactly(_ text: SymbolicString) -> ValueSet {
    ValueSet(absent: false, single: TextSet(Pattern(text, .exact)), many: .nothing)
  }

  private static func arns(_ caller: Caller) -> ValueSet {
    if let name = caller.name, caller.isPathKnown { return exactly(name) }
    let partition = caller.partition ?? "*"
    let account = caller.account ?? "*"
    var glob = SymbolicString("arn:") + partition + ":iam::" + account + ":"
    if caller.kind == .roleSession, let name = caller.name?.literal {
      let role = name.split(separator: "/").last.map(String.init) ?? name
      let plain = TextSet(Pattern(glob + SymbolicString("role/" + role), .arn))
      let deep = TextSet(Pattern(glob + SymbolicString("role/*/" + role), .arn))
      return ValueSet(absent: false, single: plain.union(deep), many: .nothing)
    }
    glob = glob + "*"
    return ValueSet(absent: false, single: TextSet(Pattern(glob, .arn)), many: .nothing)
  }

  private static func types(_ caller: Caller) -> ValueSet {
    switch caller.kind {
    case .user: ValueSet(texts: ["User"])
    case .roleSession: ValueSet(texts: ["AssumedRole"])
    case .federatedUser: ValueSet(texts: ["FederatedUser"])
    case .root: ValueSet(texts: ["Account"])
    case .anonymous: ValueSet(texts: ["Anonymous"])
    case .someone: ValueSet(texts: ["User", "AssumedRole", "FederatedUser", "Account"])
    case .service, .webIdentity, .saml: .absent
    }
  }

  private static func username(_ caller: Caller) -> ValueSet? {
    switch caller.kind {
    case .user:
      caller.name?.literal.map {
        ValueSet(texts: [$0.split(separator: "/").last.map(String.init) ?? $0])
      } ?? filled
    case .someone: nil
    default: .absent
    }
  }

  private static func userID(_ caller: Caller) -> ValueSet? {
    switch caller.kind {
    case .user: return caller.uniqueID.map { ValueSet(texts: [$0]) } ?? filled
    case .roleSession:
      guard let id = caller.uniqueID else { return filled }
      if let session = caller.sessionName {
        return exactly(SymbolicString(id + ":") + session)
      }
      return ValueSet(
        absent: false, single: TextSet(Pattern(SymbolicString(id + ":*"), .glob)), many: .nothing)
    case .root, .federatedUser, .someone: return filled
    case .service, .webIdentity, .saml, .anonymous: return .absent
    }
  }

  /// Long-term keys carry no such key, and credentials of a role no trace of a device.
  ///
  /// Source: IAM User Guide, "Secure API access with MFA".
  private static func multiFactor(_ caller: Caller) -> ValueSet {
    switch caller.kind {
    case .user where caller.credentials == .longTerm: .absent
    case .user where caller.credentials == .sessionToken: ValueSet(texts: ["true", "false"])
    case .user, .someone, .root: boolean
    case .roleSession, .federatedUser: ValueSet(texts: ["false"], absent: true)
    case .service, .webIdentity, .saml, .anonymous: .absent
    }
  }
}

extension Caller {
  /// Whether the caller is a principal of an account (and not a service or an outsider).
  var isPrincipalOfAccount: Bool {
    switch kind {
    case .user, .roleSession, .federatedUser, .root, .someone: true
    case .service, .webIdentity, .saml, .anonymous: false
    }
  }

  /// Whether the service vouches for whoever has a certificate.
  fileprivate var bringsCertificate: Bool {
    kind == .service && name?.literal == "rolesanywhere.amazonaws.com"
  }

  /// Whether the caller has a token of an identity provider and no AWS identity.
  public var isBearer: Bool { kind == .webIdentity || kind == .saml }

  /// The issuer of a web identity as its context keys begin, in lower case.
  var issuer: String? {
    guard let name = name?.literal?.lowercased() else { return nil }
    return name.firstOccurrence(of: ":oidc-provider/").map { String(name[$0.upperBound...]) }
      ?? name
  }
}

extension Request {
  /// Whether the action makes a session of a role.
  var isAssumption: Bool {
    switch knownAction {
    case .assumeRole, .assumeRoleWithWebIdentity, .assumeRoleWithSAML, .tagSession,
      .setSourceIdentity, .setContext:
      true
    default: false
    }
  }
}
