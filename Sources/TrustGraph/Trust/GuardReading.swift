import IAM
import Logic

extension Guards {
  /// The guards that every way of a residual has.
  init(_ residual: Residual, issuer: SymbolicString?) {
    if residual.isAlways || residual.isNever {
      self = []
      return
    }
    var guards: Guards = []
    for key in residual.keys where residual.requires(key) {
      let constraint = residual.constraint(on: key)
      guard !constraint.admitsAbsence else { continue }
      let guarding = Self.of(key, issuer: issuer)
      // An ExternalId or a network that may be any keeps nobody out.
      if !guarding.isDisjoint(with: [.externalID, .network]),
        constraint.admitsEveryText || constraint.admitsEveryAddress
      {
        continue
      }
      // Not to be this account, or to be in some organisation, leaves everybody else.
      if !guarding.isDisjoint(with: [.organization, .account, .principalARN]),
        !Self.namesSome(constraint, key)
      {
        continue
      }
      guards.formUnion(guarding)
    }
    if residual.kinds.contains(.unsupported) { guards.insert(.unknown) }
    self = guards
  }

  /// Whether values that say who calls are some that are named, not all but some.
  private static func namesSome(_ values: ValueSet, _ key: ContextKey) -> Bool {
    switch of(key, issuer: nil) {
    case .organization: return values.organizations != nil
    case .account:
      return values.alternatives?.allSatisfy { $0.contains { $0.isExact } } ?? false
    default: return values.alternatives?.allSatisfy { $0.contains(where: \.namesSome) } ?? false
    }
  }

  private static func of(_ key: ContextKey, issuer: SymbolicString?) -> Guards {
    switch key.canonical {
    case "sts:externalid": return .externalID
    case "aws:multifactorauthpresent", "aws:multifactorauthage": return .mfa
    case "aws:principalorgid", "aws:principalorgpaths": return .organization
    case "aws:principalaccount": return .account
    case "aws:principalarn", "aws:userid", "aws:username": return .principalARN
    case "aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn",
      "aws:vpceaccount", "aws:vpceorgid":
      return .network
    case "aws:currenttime", "aws:epochtime", "aws:tokenissuetime": return .time
    case "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths":
      return .sourceResource
    case "sts:rolesessionname", "sts:sourceidentity", "aws:tagkeys", "sts:transitivetagkeys",
      "aws:requestedregion", "aws:useragent", "aws:referer":
      return .callerChosen
    case "saml:aud": return .audience
    case "saml:sub", "saml:namequalifier": return .subject
    default: break
    }
    if key.canonical.hasPrefix("aws:principaltag/") { return .principalTag }
    if key.canonical.hasPrefix("aws:requesttag/") { return .callerChosen }
    if key.canonical.hasPrefix("saml:") { return .claim }
    guard let issuer = issuer?.display.lowercased(), key.canonical.hasPrefix(issuer + ":") else {
      return []
    }
    switch key.canonical.dropFirst(issuer.count + 1) {
    case "sub": return .subject
    case "aud", "app_id", "oaud", "azp": return .audience
    default: return .claim
    }
  }
}

extension ExternalIDGuard {
  private static let key: ContextKey = "sts:ExternalId"

  /// What the condition of a statement is worth, given what every way in demands.
  init(_ statement: Statement, residual: Residual) {
    let key = Self.key
    if residual.isNever {
      self = .none
      return
    }
    let isNamed = statement.conditions.contains { $0.contextKey == key }
    guard isNamed else {
      self = residual.requires(key) && !residual.constraint(on: key).admitsAbsence ? .exact : .none
      return
    }
    guard residual.requires(key) else {
      self = .vacuous
      return
    }
    guard let patterns = residual.constraint(on: key).patterns else {
      self = .vacuous
      return
    }
    if patterns.contains(where: Self.takesAnything) {
      self = .vacuous
    } else {
      self = patterns.allSatisfy(\.isExact) ? .exact : .pattern
    }
  }

  private static func takesAnything(_ pattern: Pattern) -> Bool {
    guard !pattern.isExact, let text = pattern.text.literal else { return false }
    return text.utf8.allSatisfy { $0 == 0x2A || $0 == 0x3F }
  }
}

extension Pattern {
  /// Whether it asks for more of an ARN, an id or a name than to be one, or to be of an account.
  fileprivate var namesSome: Bool {
    guard !isExact, text.holes.isEmpty else { return true }
    let name = SymbolicARN(text)?.resource.display ?? text.display
    return !name.utf8.allSatisfy { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }

  /// Whether it stands for one text, which a template may leave open.
  var isExact: Bool {
    if grammar == .exact || grammar == .ignoringCase { return true }
    return !text.segments.contains { segment in
      if case .literal(let text) = segment {
        text.utf8.contains { $0 == 0x2A || $0 == 0x3F }
      } else {
        false
      }
    }
  }
}

extension TokenScope {
  /// The tokens of an issuer that a residual lets in.
  init(issuer: SymbolicString, statement: Statement, residual: Residual) {
    self.issuer = issuer
    let prefix = issuer.display + ":"
    subjects = Values(residual.constraint(on: Self.subjectKey(issuer)))
    let audience = ["aud", "app_id", "oaud"].map { ContextKey(prefix + $0) }
    audiences = Values(
      residual.constraint(on: audience.first { residual.requires($0) } ?? audience[0]))
    let lower = prefix.lowercased()
    func claim(_ key: String) -> String? {
      let key = key.lowercased()
      return key.hasPrefix(lower) ? String(key.dropFirst(lower.count)) : nil
    }
    let required = residual.keys.filter {
      residual.requires($0) && !residual.constraint(on: $0).admitsAbsence
    }
    let claims = Set(required.compactMap { claim($0.canonical) })
    otherClaims = claims.subtracting(["sub", "aud", "app_id", "oaud"]).sorted()
    let named = Set(statement.conditions.compactMap { $0.key.literal.flatMap(claim) })
    vacuousClaims = residual.isNever ? [] : named.subtracting(claims).sorted()
  }

  /// The context key of the subject.
  var subjectKey: ContextKey { Self.subjectKey(issuer) }

  private static func subjectKey(_ issuer: SymbolicString) -> ContextKey {
    ContextKey(issuer.display + ":sub")
  }
}

extension TokenScope.Values {
  init(_ values: ValueSet) {
    if values == .everything || values == .present {
      self = .any
    } else if let patterns = values.patterns {
      self = .these(patterns.map(\.text), isExact: patterns.allSatisfy(\.isExact))
    } else {
      self = .other
    }
  }
}
