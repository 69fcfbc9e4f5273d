import IAM
import Logic

/// Whom a trust statement lets in once its conditions on identity are taken into account.
struct Population {
  /// A node that stands for some of them.
  struct Source {
    let node: Node
    /// What the conditions still ask of whoever the node stands for.
    var residual: Residual
  }

  /// How many; nil for services.
  var exposure: Exposure?
  /// The nodes that stand for them.
  let sources: [Source]
  /// What conditions make of everybody; nil where nobody or somebody is named.
  var narrowing: Narrowing?
  /// Whose the accounts of `narrowing` are.
  var ownership: Ownership?
}

/// Reads populations off parties and residuals.
struct PopulationReader {
  let accounts: AccountDirectory
  /// ARNs of the principals of the inputs, by unique id.
  let owners: [String: SymbolicString]

  /// The population of a party in the trust policy of a role of `account`.
  func population(
    of party: TrustedParty, residual: Residual, token: TokenScope?, account: SymbolicString
  ) -> Population {
    switch party.kind {
    case .service:
      let name = party.text.display
      return Population(
        Node(id: "service:" + name, kind: .service, account: nil, label: name), residual, nil)
    case .oidcProvider, .webIdentityProvider:
      guard let token else { return Population(.anyone, residual, .anyone) }
      let asked = residual.constraint(on: token.subjectKey)
      let left = residual.restricted(token.subjectKey, to: asked)
      return Population(
        exposure: TokenPopulation(token).exposure,
        sources: token.sources(asked).map { Population.Source(node: $0.node, residual: left) })
    case .samlProvider:
      return Population(Node(samlProvider: party), residual, asserted(by: party, residual))
    case .unresolved:
      let id = party.text.display
      return Population(
        Node(id: id, kind: .unresolvedPrincipal, account: nil, label: id), residual,
        .outsideParty)
    case .anyone, .everyoneBut, .account:
      return Fences(accounts: accounts, owners: owners).population(party, residual, own: account)
    case .user, .role, .session, .federatedUser:
      return Population(Node(party), residual, accounts.exposure(ofOneIn: party.account))
    case .danglingID, .nobody: return Population(exposure: nil, sources: [])
    }
  }

  /// How many a SAML provider vouches for.
  private func asserted(by party: TrustedParty, _ residual: Residual) -> Exposure {
    // Only IAM Identity Center signs for a provider of this name: for those to whom the
    // organisation assigned the role.
    if party.isIdentityCenter { return .organization }
    return Guards(residual, issuer: nil).contains(.subject) ? .outsideIdentity : .outsideParty
  }
}

extension Population {
  fileprivate init(_ node: Node, _ residual: Residual, _ exposure: Exposure?) {
    self.init(exposure: exposure, sources: [Source(node: node, residual: residual)])
  }
}

extension Node {
  /// Whoever has a unique id, which AWS gives to nobody else: of a user, or before `:` of a role.
  ///
  /// Source: IAM User Guide, "IAM identifiers".
  init?(uniqueID pattern: Pattern, _ owners: [String: SymbolicString]) {
    guard let text = pattern.text.literal else { return nil }
    let id = String(text.prefix { $0 != ":" })
    let isUser = id.hasPrefix("AIDA") && id == text
    guard isUser || (id.hasPrefix("AROA") && id != text), TrustedParty.isUniqueID(id) else {
      return nil
    }
    let owner = owners[id]
    self.init(
      id: owner?.display ?? id, kind: .externalPrincipal,
      account: owner.flatMap { SymbolicARN($0)?.account.display }, label: id)
  }

  static let anyone = Node(id: "anyone", kind: .anyone, account: nil, label: "anyone")

  static func organization(_ id: String) -> Node {
    Node(id: "organization:" + id, kind: .organization, account: nil, label: id)
  }

  static func account(_ id: SymbolicString) -> Node { account(id, partition: "aws") }

  static func account(_ id: SymbolicString, partition: SymbolicString) -> Node {
    Node(
      id: "arn:\(partition.display):iam::\(id.display):root", kind: .account, account: id.display,
      label: id.display)
  }

  init(samlProvider party: TrustedParty) {
    self.init(
      id: party.text.display, kind: .samlProvider, account: party.account?.display,
      label: party.name?.display ?? party.text.display)
  }

  /// Whether it is the SAML provider that IAM Identity Center makes in each account.
  ///
  /// Source: IAM Identity Center User Guide: `AWSSSO_…_DO_NOT_DELETE`.
  public var isIdentityCenter: Bool { kind == .samlProvider && label.hasPrefix("AWSSSO_") }

  /// The node of a party that an ARN or an account id names.
  init(_ party: TrustedParty) {
    guard party.kind != .account, party.kind != .session else {
      if party.kind == .account {
        self = .account(party.account ?? party.text, partition: party.partition ?? "aws")
      } else {
        self = Self.role(ofSession: party)
      }
      return
    }
    self = Node(
      id: party.text.display, kind: .externalPrincipal, account: party.account?.display,
      label: party.name?.display ?? party.text.display)
  }

  /// A session is an edge from its role; the role's path is not part of a session's ARN.
  private static func role(ofSession party: TrustedParty) -> Node {
    guard let role = party.roleName else {
      let id = party.text.display
      return Node(id: id, kind: .unresolvedPrincipal, account: party.account?.display, label: id)
    }
    let partition = party.partition?.display ?? "aws"
    let account = party.account?.display ?? ""
    return Node(
      id: "arn:\(partition):iam::\(account):role/\(role.display)", kind: .externalPrincipal,
      account: account, label: role.display)
  }
}
