import IAM
import Logic

extension Caller {
  /// Whoever a party of a trust policy stands for, as the caller of a request.
  init(_ party: TrustedParty, _ kind: Edge.Kind) {
    switch party.kind {
    case .account:
      self = .someone(in: party.account, partition: party.partition)
    case .user:
      self = Caller(
        .user, partition: party.partition, account: party.account, name: party.text)
    case .role:
      self = Caller(
        .roleSession, partition: party.partition, account: party.account, name: party.text)
    case .session:
      self = Caller(
        .roleSession, partition: party.partition, account: party.account,
        name: SymbolicString(Node(party).id), sessionName: party.name, isPathKnown: false)
    case .federatedUser:
      self = Caller(
        .federatedUser, partition: party.partition, account: party.account, name: party.text)
    case .service: self = .service(party.text)
    case .oidcProvider, .samlProvider, .webIdentityProvider:
      self = Caller(
        kind == .assumeRoleWithSAML ? .saml : .webIdentity, partition: party.partition,
        account: party.account, name: party.text)
    case .anyone, .everyoneBut, .danglingID, .unresolved, .nobody:
      switch kind {
      case .assumeRoleWithWebIdentity: self = Caller(.webIdentity)
      case .assumeRoleWithSAML: self = Caller(.saml)
      default: self = .someone()
      }
    }
  }
}

extension TrustedParty.Kind {
  /// The ways of assuming that a party of this kind can use.
  func fitting(_ family: PrincipalEntry.Family) -> [Edge.Kind] {
    switch self {
    case .oidcProvider, .webIdentityProvider: [.assumeRoleWithWebIdentity]
    case .samlProvider: [.assumeRoleWithSAML]
    case .anyone:
      family == .federated
        ? [.assumeRoleWithWebIdentity, .assumeRoleWithSAML]
        : [.assumeRole, .assumeRoleWithWebIdentity, .assumeRoleWithSAML]
    case .everyoneBut: [.assumeRole, .assumeRoleWithWebIdentity, .assumeRoleWithSAML]
    case .unresolved:
      family == .federated ? [.assumeRoleWithWebIdentity, .assumeRoleWithSAML] : [.assumeRole]
    case .nobody, .danglingID, .account, .user, .role, .session, .federatedUser, .service:
      [.assumeRole]
    }
  }
}

extension TrustedParty {
  /// Whether it is the SAML provider that IAM Identity Center makes in each account.
  var isIdentityCenter: Bool { kind == .samlProvider && Node(samlProvider: self).isIdentityCenter }

  /// Services with rows of their own.
  private static let rows = [
    "ec2.amazonaws.com": "T-EC2", "rolesanywhere.amazonaws.com": "T-RA",
    "credentials.iot.amazonaws.com": "T-IOT",
  ]

  /// The row of the edge catalogue for this party in the trust policy of a role of `account`.
  func row(_ kind: Edge.Kind, role account: SymbolicString, isFenced: Bool) -> String {
    let isSame = self.account.map { AccountDirectory.same($0, account) == .yes } ?? false
    switch self.kind {
    case .anyone: return isFenced ? "T-STAR-COND" : "T-STAR"
    case .everyoneBut: return "T-NOTPRINCIPAL"
    case .account: return isSame ? "T-ROOT-SAME" : "T-ROOT-CROSS"
    case .user, .role: return isSame ? "T-ARN-SAME" : "T-ARN-CROSS"
    case .session: return "T-SESSION"
    case .federatedUser: return "T-FEDUSER"
    case .service: return Self.rows[text.literal ?? ""] ?? "T-SERVICE"
    case .oidcProvider: return "T-OIDC"
    case .samlProvider:
      return isIdentityCenter ? "T-IDC" : "T-SAML"
    case .webIdentityProvider: return "T-WEBIDP"
    case .danglingID: return "T-DANGLING"
    case .unresolved, .nobody: return "T-ARN-CROSS"
    }
  }
}
