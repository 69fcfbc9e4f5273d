import IAM
import Logic

/// Whom a trust statement lets in once its conditions on identity are taken into account.
struct Population {
  /// How many; nil for services.
  let exposure: Exposure?
  /// The nodes that stand for them.
  let sources: [Node]
  /// Conditions that whoever the nodes stand for meets by being that.
  var met: [ContextKey] = []

  /// What a residual still asks of whoever the nodes stand for.
  func left(of residual: Residual) -> Residual {
    met.reduce(residual) { $0.restricted($1, to: residual.constraint(on: $1)) }
  }
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
        exposure: nil,
        sources: [Node(id: "service:" + name, kind: .service, account: nil, label: name)])
    case .oidcProvider, .webIdentityProvider:
      guard let token else { return Population(exposure: .anyone, sources: [.anyone]) }
      let subject = token.subjectKey
      return Population(
        exposure: TokenPopulation(token).exposure,
        sources: token.sources(residual.constraint(on: subject)).map(\.node), met: [subject])
    case .samlProvider:
      let isNarrow = Guards(residual, issuer: nil).contains(.subject)
      let node = Node(
        id: party.text.display, kind: .samlProvider, account: party.account?.display,
        label: party.name?.display ?? party.text.display)
      return Population(exposure: isNarrow ? .outsideIdentity : .outsideParty, sources: [node])
    case .unresolved:
      let id = party.text.display
      return Population(
        exposure: .outsideParty,
        sources: [Node(id: id, kind: .unresolvedPrincipal, account: nil, label: id)])
    case .anyone, .everyoneBut, .account:
      return fenced(party, residual, account)
    case .user, .role, .session, .federatedUser:
      return Population(exposure: one(party.account), sources: [Node(party)])
    case .danglingID, .nobody: return Population(exposure: nil, sources: [])
    }
  }

  /// Populations that conditions on the caller's identity can narrow.
  private func fenced(
    _ party: TrustedParty, _ residual: Residual, _ account: SymbolicString
  ) -> Population {
    let isAccount = party.kind == .account
    let base = isAccount ? whole(party.account, own: account) : .anyone
    var result = Population(exposure: base, sources: [isAccount ? Node(party) : .anyone])
    func narrow(_ exposure: Exposure, _ nodes: [Node], by key: ContextKey) {
      if exposure < result.exposure ?? .anyone {
        result = Population(exposure: exposure, sources: nodes, met: [key])
      }
    }
    if let fence = organizations(residual) {
      narrow(fence.exposure, fence.nodes, by: fence.key)
    }
    if let pinned = residual.constraint(on: "aws:PrincipalAccount").pinnedTexts {
      let texts = pinned.map { SymbolicString($0) }
      narrow(
        texts.map { whole($0, own: account) }.max() ?? base, texts.map(Node.account),
        by: "aws:PrincipalAccount")
    }
    if let ways = residual.constraint(on: "aws:PrincipalArn").alternatives {
      let fences = ways.compactMap { narrowest($0, own: account) }
      if fences.count == ways.count {
        narrow(fences.map(\.exposure).max() ?? base, fences.map(\.node), by: "aws:PrincipalArn")
      }
    }
    if let ids = residual.constraint(on: "aws:userid").patterns {
      let nodes = ids.compactMap { Node(uniqueID: $0, owners) }
      let isOwn = nodes.allSatisfy { $0.account != nil }
      if nodes.count == ids.count {
        narrow(isOwn ? .ownPrincipal : .outsideIdentity, nodes, by: "aws:userid")
      }
    }
    return result
  }

  private func organizations(
    _ residual: Residual
  ) -> (exposure: Exposure, nodes: [Node], key: ContextKey)? {
    for key: ContextKey in ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"] {
      let constraint = residual.constraint(on: key)
      guard let ways = constraint.alternatives ?? constraint.memberAlternatives else { continue }
      let ids = ways.flatMap(\.self).map { $0.text.literal?.prefix { $0 != "/" } }
      guard !ids.contains(where: { $0?.contains { $0 == "*" || $0 == "?" } ?? false }) else {
        continue
      }
      let names = ids.map { $0.map(String.init) ?? "${\(key.display)}" }
      let isOwn = names.allSatisfy { accounts.organization == nil || $0 == accounts.organization }
      return (isOwn ? .organization : .outsideParty, names.map(Node.organization), key)
    }
    return nil
  }

  /// The pattern of some, all of which match, that lets in the fewest; nil when none is within one
  /// account.
  private func narrowest(
    _ patterns: [Pattern], own: SymbolicString
  ) -> (exposure: Exposure, node: Node)? {
    patterns.compactMap { pattern in
      let arn = SymbolicARN(pattern.text)
      return Self.node(pattern, arn).map { (exposure(of: pattern, arn, own: own), $0) }
    }.min { $0.0 < $1.0 }
  }

  private func exposure(
    of pattern: Pattern, _ arn: SymbolicARN?, own: SymbolicString
  ) -> Exposure {
    guard let arn, !Self.hasWildcard(arn.account) else { return .anyone }
    return pattern.isExact ? one(arn.account) : whole(arn.account, own: own)
  }

  /// The node of a pattern of ARNs; nil when it is not within one account.
  private static func node(_ pattern: Pattern, _ arn: SymbolicARN?) -> Node? {
    guard let arn, !hasWildcard(arn.account) else { return nil }
    guard pattern.isExact else { return .account(arn.account) }
    let id = pattern.text.display
    return Node(
      id: id, kind: .externalPrincipal, account: arn.account.display,
      label: arn.resource.display)
  }

  private static func hasWildcard(_ text: SymbolicString) -> Bool {
    text.display.utf8.contains { $0 == 0x2A || $0 == 0x3F }
  }

  private func whole(_ account: SymbolicString?, own: SymbolicString) -> Exposure {
    guard let account else { return .anyone }
    if AccountDirectory.same(account, own) == .yes { return .ownAccount }
    return accounts.ownership(of: account) == .own ? .organization : .outsideParty
  }

  private func one(_ account: SymbolicString?) -> Exposure {
    guard let account else { return .outsideIdentity }
    return accounts.ownership(of: account) == .own ? .ownPrincipal : .outsideIdentity
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
