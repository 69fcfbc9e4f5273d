import IAM
import Logic

/// Reads off conditions on the caller's identity whom a trust in everybody, or in an account, lets in.
///
/// Each way through the conditions counts for itself: "of the organisation, or of this account" is a
/// fence although no single key is asked of everybody.
struct Fences {
  let accounts: AccountDirectory
  /// ARNs of the principals of the inputs, by unique id.
  let owners: [String: SymbolicString]

  /// Ways beyond this many are looked at together, by what all of them ask.
  private static let limit = 16

  /// The population of a party in the trust policy of a role of `own`.
  func population(
    _ party: TrustedParty, _ residual: Residual, own: SymbolicString
  ) -> Population {
    let ways = residual.ways.count <= Self.limit ? residual.alternatives : [residual]
    let fences = ways.map { fence(party, $0, own: own) }
    var order: [String] = []
    var sources: [String: Population.Source] = [:]
    for (index, fence) in fences.enumerated() {
      for var source in fence.sources {
        // Whoever is named in one way may take another as well.
        for (number, way) in ways.enumerated() where number != index {
          guard source.node.account != nil else { break }
          let other = self.source(source.node, way)?.residual
          source.residual = source.residual.or(other ?? .never)
        }
        let known = sources[source.node.id]
        if known == nil { order.append(source.node.id) }
        source.residual = known?.residual.or(source.residual) ?? source.residual
        sources[source.node.id] = source
      }
    }
    return Population(
      exposure: fences.map(\.exposure).max(), sources: order.compactMap { sources[$0] },
      narrowing: Narrowing(fences), ownership: fences.compactMap(\.ownership).widest)
  }

  private func fence(
    _ party: TrustedParty, _ way: Residual, own: SymbolicString
  ) -> Fence {
    let isAccount = party.kind == .account
    var fence = Fence(
      exposure: isAccount ? accounts.exposure(of: party.account, own: own) : .anyone)
    var met: [ContextKey] = []
    var nodes = [isAccount ? Node(party) : .anyone]
    func narrow(_ exposure: Exposure, _ scope: Narrowing.Scope, _ found: [Node]) {
      fence.exposure = min(fence.exposure, exposure)
      // An account stays itself in whatever it has to be.
      if isAccount && scope != .principal { return }
      (fence.scope, nodes) = (scope, found)
      fence.names = found.map(\.id)
    }
    let organization = OrganizationFence(way)
    let isOwn = organization.map(isOwn) ?? false
    if let organization {
      met = organization.met
      narrow(
        isOwn ? .organization : .outsideParty, organization.scope,
        organization.ids.map(Node.organization))
      if !organization.units.isEmpty { fence.names = organization.units }
    }
    if let named = pinned(way, own: own) {
      met = ["aws:PrincipalAccount"]
      narrow(
        named.map { accounts.exposure(of: $0, own: own) }.max() ?? fence.exposure, .account,
        named.map(Node.account))
      fence.accounts = named
    }
    if let found = principals(way, own: own) {
      // A pattern within accounts says no more of whose they are than the accounts themselves do.
      if found.scope == .principal || fence.accounts.isEmpty {
        met = found.met
        narrow(found.exposure, found.scope, found.nodes)
        fence.accounts = found.nodes.compactMap(\.account).map { SymbolicString($0) }
      } else {
        fence.exposure = min(fence.exposure, found.exposure)
      }
    }
    if isAccount {
      fence.accounts = []
      if fence.scope == nil { met = [] }
      fence.scope = nil
    } else if fence.scope == .principal || fence.scope == .account {
      // Nobody tells whose a unique id is that no principal of the inputs has.
      let isUnknown = nodes.contains { $0.account == nil }
      let known = fence.accounts.map(accounts.ownership) + (isUnknown ? [.unknown] : [])
      fence.ownership = isOwn ? .own : known.widest
    }
    let left = met.reduce(way) { $0.restricted($1, to: way.constraint(on: $1)) }
    fence.sources = nodes.compactMap { source($0, left) }
    return fence
  }

  /// Nil when the node's account cannot meet the conditions.
  private func source(_ node: Node, _ way: Residual) -> Population.Source? {
    var left = way
    if let account = node.account {
      left = left.restricted("aws:PrincipalAccount", to: ValueSet(texts: [account]))
      left = accounts.settling(left, inAccount: account)
    }
    return left.isNever ? nil : Population.Source(node: node, residual: left)
  }

  private func isOwn(_ fence: OrganizationFence) -> Bool {
    accounts.organization == nil || fence.isOfRole
      || fence.ids.allSatisfy { $0 == accounts.organization }
  }

  /// The accounts that `aws:PrincipalAccount` asks for; nil when it may be any.
  private func pinned(_ way: Residual, own: SymbolicString) -> [SymbolicString]? {
    guard let ways = way.constraint(on: "aws:PrincipalAccount").alternatives else { return nil }
    let named = ways.compactMap { $0.first { $0.isExact && !$0.text.isUpToCaller }?.text }
    guard named.count == ways.count, !named.isEmpty else { return nil }
    return named.map { $0.isVariable("aws:resourceaccount") ? own : $0 }
  }

  /// Principals, or patterns of ARNs within accounts, that conditions ask for; nil for none.
  private func principals(_ way: Residual, own: SymbolicString) -> (
    exposure: Exposure, scope: Narrowing.Scope, nodes: [Node], met: [ContextKey]
  )? {
    if let ids = way.constraint(on: "aws:userid").patterns, !ids.isEmpty {
      let nodes = ids.compactMap { Node(uniqueID: $0, owners) }
      let isOwn = nodes.allSatisfy { $0.account != nil }
      if nodes.count == ids.count {
        return (isOwn ? .ownPrincipal : .outsideIdentity, .principal, nodes, ["aws:userid"])
      }
    }
    guard let ways = way.constraint(on: "aws:PrincipalArn").alternatives else { return nil }
    let fences = ways.compactMap { narrowest($0, own: own) }
    guard fences.count == ways.count, let widest = fences.map(\.exposure).max() else { return nil }
    let isExact = fences.allSatisfy { $0.node.kind != .account }
    var nodes: [Node] = []
    for fence in fences where !nodes.contains(where: { $0.id == fence.node.id }) {
      nodes.append(fence.node)
    }
    // Whoever is in an account need not be one of those whom a pattern of names fits.
    return (
      widest, isExact ? .principal : .account, nodes, isExact ? ["aws:PrincipalArn"] : []
    )
  }

  /// The pattern of some, all of which match, that lets in the fewest; nil when none is within one
  /// account.
  private func narrowest(
    _ patterns: [Pattern], own: SymbolicString
  ) -> (exposure: Exposure, node: Node)? {
    patterns.compactMap { pattern -> (exposure: Exposure, node: Node)? in
      guard let arn = SymbolicARN(pattern.text), !arn.account.display.hasWildcard,
        !arn.account.isUpToCaller
      else { return nil }
      guard pattern.isExact else {
        return (accounts.exposure(of: arn.account, own: own), .account(arn.account))
      }
      let node = Node(
        id: pattern.text.display, kind: .externalPrincipal, account: arn.account.display,
        label: arn.resource.display)
      return (accounts.exposure(ofOneIn: arn.account), node)
    }.min { $0.exposure < $1.exposure }
  }
}

extension Narrowing {
  /// What the ways through conditions let in together; nil when one of them lets everybody in.
  fileprivate init?(_ fences: [Fence]) {
    let scoped = fences.compactMap { fence in fence.scope.map { (fence, $0) } }
    guard scoped.count == fences.count,
      let widest = scoped.max(by: { ($0.0.exposure, $0.1) < ($1.0.exposure, $1.1) })
    else { return nil }
    scope = widest.1
    var names: [String] = []
    for (fence, scope) in scoped where scope == widest.1 {
      names += fence.names.filter { !names.contains($0) }
    }
    self.names = names
    var accounts: [SymbolicString] = []
    for account in fences.flatMap(\.accounts) where !accounts.contains(account) {
      accounts.append(account)
    }
    self.accounts = accounts
    organization = scoped.map(\.1).filter { $0 >= .unit }.max()
  }
}

extension Sequence<Ownership> {
  /// Outside when any is, own when all are; nil for none.
  fileprivate var widest: Ownership? {
    var result: Ownership?
    for ownership in self where result != .outside {
      result = ownership == .own ? result ?? .own : ownership
    }
    return result
  }
}

extension AccountDirectory {
  /// How many the principals of an account are, seen from a role of another; nil for any account.
  func exposure(of account: SymbolicString?, own: SymbolicString) -> Exposure {
    guard let account else { return .anyone }
    if Self.same(account, own) == .yes { return .ownAccount }
    return ownership(of: account) == .own ? .organization : .outsideParty
  }

  /// How many one principal of an account is.
  func exposure(ofOneIn account: SymbolicString?) -> Exposure {
    guard let account else { return .outsideIdentity }
    return ownership(of: account) == .own ? .ownPrincipal : .outsideIdentity
  }

  /// A requirement as far as the organisation that was exported decides it for an account.
  func settling(_ residual: Residual, inAccount account: String) -> Residual {
    guard let organization else { return residual }
    let key: ContextKey = "aws:PrincipalOrgID"
    var left = residual
    switch isMember(SymbolicString(account)) {
    case .yes: left = left.restricted(key, to: ValueSet(texts: [organization]))
    case .no: left = left.restricted(key, to: .allBut(organization))
    case .unknown: break
    }
    let paths: ContextKey = "aws:PrincipalOrgPaths"
    // Asked for as if it were a single value, it is for the evaluator to say what matches.
    guard let path = organizationPath(of: account),
      left.constraint(on: paths).memberAlternatives != nil
    else { return left }
    return left.restricted(paths, to: ValueSet(.many([path])))
  }
}
