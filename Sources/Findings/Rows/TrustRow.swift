import Estate
import IAM
import Logic
import Text
import TrustGraph

/// A row of the table `trust`.
struct TrustRow: Sendable {
  let id: Int
  let role: Int
  let grant: TrustGrant
  let use: GrantUse
  let via: StaticString
  let vendor: String?
  let isAWSOwned: Bool
  let isOutside: Truth
  let holds: Truth
  let severity: FindingSeverity?
  let mfaIfExists: Bool
  let mfaDenial: Statement?
  let userCallers: Int
  let isIntended: Truth
  let isMissing: Truth
  let circle: String
}

extension TrustRow {
  var statement: Int { grant.statement }
  var party: StaticString { grant.party.kind.word }
  var named: StaticString { grant.narrowing?.scope.word ?? party }
  var trusted: String { grant.party.text.display }
  var callers: String { grant.callers.joined(separator: ", ") }
  var trustedAccount: String? { grant.namedAccount?.literal }
  var organization: StaticString { grant.narrowing?.organization?.word ?? "" }
  var isOwnAccount: Truth { grant.isSameAccount }
  var dead: StaticString? { grant.dead?.word }
  var exposure: Int? { grant.exposure.map { Int($0.rawValue) } }
  var mayNameAnyone: Truth { grant.party.mayBeAnyone ? .unknown : .no }
  var externalID: StaticString { grant.externalID.word }
  var asksExternalID: Bool { grant.guards.contains(.externalID) }
  var asksMFA: Bool { grant.guards.contains(.mfa) }
  var asksOrganization: Bool { grant.guards.contains(.organization) }
  var asksAccount: Bool { grant.guards.contains(.account) }
  var asksPrincipalARN: Bool { grant.guards.contains(.principalARN) }
  var asksPrincipalTag: Bool { grant.guards.contains(.principalTag) }
  var asksNetwork: Bool { grant.guards.contains(.network) }
  var asksCallerChosen: Bool { grant.guards.contains(.callerChosen) }
  var asksNothing: Bool { grant.guards.isEmpty && grant.residual.isAlways }
  var hasEmptyCondition: Bool { grant.hasEmptyCondition }
  var deniedBy: String { grant.deniedBy.joined(separator: ", ") }
  var hasMFADenial: Bool { mfaDenial != nil }
  var mfaDenialRange: SourceRange? { mfaDenial?.range }
  var users: Int { use.users }
  var nonAdminUsers: Int { use.nonAdministrators }
  var range: SourceRange? { grant.range }
  var entryRange: SourceRange? { grant.entryRange ?? grant.range }
}

extension Facts {
  var trusts: [TrustRow] {
    var rows: [TrustRow] = []
    rows.reserveCapacity(grants.count)
    for (index, grant) in grants.enumerated() {
      guard let principal = principal(of: grant) else { continue }
      rows.append(row(grant, trust.uses[index], id: index + 1, principal: principal))
    }
    return rows
  }

  private func row(
    _ grant: TrustGrant, _ use: GrantUse, id: Int, principal: Int
  ) -> TrustRow {
    let account = grant.namedAccount?.literal
    let owner = account.flatMap { knownAccounts[$0] }
    let reach = reach(ofPrincipal: principal)
    return TrustRow(
      id: id, role: principal + 1, grant: grant, use: use, via: grant.channel,
      vendor: owner.flatMap { $0.isAWS ? nil : $0.name }, isAWSOwned: owner?.isAWS ?? false,
      isOutside: grant.outside, holds: grant.holds,
      severity: grant.exposure.flatMap { SeverityMatrix.severity($0, reach) },
      mfaIfExists: mfaIfExists(grant), mfaDenial: mfaDenial(grant),
      userCallers: reach >= .sensitive ? use.iamUsers : 0,
      isIntended: isIntended(grant), isMissing: isMissing(grant),
      circle: circle(of: grant))
  }

  /// Whether the user or role that is named does not exist; unknown where its account was exported
  /// without the list that would show it.
  private func isMissing(_ grant: TrustGrant) -> Truth {
    if grant.dead == .missingPrincipal { return .yes }
    guard grant.party.kind == .user || grant.party.kind == .role,
      principal(withARN: grant.party.text.display) == nil,
      let account = grant.party.account?.literal, isExported(account)
    else { return .no }
    return isExported(grant.party.kind == .user ? .user : .role, of: account) ? .no : .unknown
  }

  /// The Deny of a trust policy that asks for MFA in vain: whoever lacks the key passes it.
  private func mfaDenial(_ grant: TrustGrant) -> Statement? {
    guard grant.kind == .assumeRole, grant.party.kind != .service, !grant.guards.contains(.mfa)
    else { return nil }
    return estate.principals[grant.owner].trust?.statements.first { statement in
      statement.effect == .deny && statement.knownActions.intersects(Self.assuming)
        && MFACondition(statement.conditions).deniesOnlyWhenPresent
    }
  }

  private static let assuming = ActionSet([.assumeRole])

  private func mfaIfExists(_ grant: TrustGrant) -> Bool {
    guard let conditions = statement(of: grant)?.conditions, !conditions.isEmpty else {
      return false
    }
    return MFACondition(conditions).allowsWhenAbsent
  }
}

extension TrustGrant {
  /// The way in, by the kind of party and of step.
  var channel: StaticString {
    switch party.kind {
    case .service: "service"
    case .oidcProvider, .webIdentityProvider: "oidc"
    case .samlProvider: "saml"
    case .nobody: "none"
    default:
      kind == .assumeRoleWithWebIdentity ? "oidc" : kind == .assumeRoleWithSAML ? "saml" : "aws"
    }
  }

  /// Who is let in: the entry as written, or those to whom conditions narrow everybody.
  var callers: [String] { narrowing?.names ?? [party.text.display] }

  /// The account of whoever is let in; nil where there are several, or none is named.
  var namedAccount: SymbolicString? {
    if let account = party.account { return account }
    return narrowing.flatMap { $0.accounts.count == 1 ? $0.accounts[0] : nil }
  }

  var outside: Truth {
    switch ownership {
    case .own: .no
    case .outside: .yes
    case .unknown: .unknown
    case nil: .no
    }
  }

  /// Yes when the grant rests on nothing but what a caller has to bring; no when nobody gets in.
  var holds: Truth { verdict == .no ? .no : residual.isUpToCaller }
}

extension TrustedParty {
  /// Whether a template leaves open that the entry is `*`.
  fileprivate var mayBeAnyone: Bool {
    guard kind == .unresolved, text.segments.count == 1, let hole = text.holes.first else {
      return false
    }
    switch hole.origin {
    case .attribute, .generatedName: return false
    default: return hole.shape.admitsWildcard
    }
  }
}

extension Hole.Shape {
  /// Whether a text with `*` may lie in the set; patterns count as checked by whoever wrote them.
  fileprivate var admitsWildcard: Bool {
    switch self {
    case .any: true
    case .oneOf(let texts): texts.contains { $0.contains("*") }
    case .accountID, .partition, .region, .word, .regularExpression: false
    }
  }
}

extension DeadTrust {
  var word: StaticString {
    switch self {
    case .actionPrincipalMismatch: "action-principal-mismatch"
    case .contradiction: "contradiction"
    case .denied: "denied"
    case .controlled: "resource-control"
    case .unpermitted: "unpermitted"
    case .missingProvider: "missing-provider"
    case .foreignProvider: "foreign-provider"
    case .wrongPartition: "wrong-partition"
    case .danglingID: "dangling-id"
    case .missingPrincipal: "missing-principal"
    case .malformed: "malformed"
    }
  }
}

extension Narrowing.Scope {
  var word: StaticString {
    switch self {
    case .principal: "principal"
    case .account: "account"
    case .unit: "unit"
    case .organization: "organization"
    }
  }
}

extension ExternalIDGuard {
  var word: StaticString {
    switch self {
    case .none: "none"
    case .vacuous: "vacuous"
    case .pattern: "pattern"
    case .exact: "exact"
    }
  }
}

extension TrustedParty.Kind {
  var word: StaticString {
    switch self {
    case .anyone: "anyone"
    case .everyoneBut: "everyone-but"
    case .account: "account"
    case .user: "user"
    case .role: "role"
    case .session: "session"
    case .federatedUser: "federated-user"
    case .service: "service"
    case .oidcProvider: "oidc-provider"
    case .samlProvider: "saml-provider"
    case .webIdentityProvider: "web-identity-provider"
    case .danglingID: "dangling-id"
    case .unresolved: "unresolved"
    case .nobody: "nobody"
    }
  }
}
