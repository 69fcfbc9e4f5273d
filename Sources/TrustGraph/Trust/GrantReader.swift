import Estate
import IAM
import Logic

/// Turns trust policies into grants, one for each statement, entry and way of assuming.
struct GrantReader {
  let estate: Estate
  let principals: PrincipalTable
  let sides: Sides
  private let populations: PopulationReader
  private let liveIDs: [String: Int]
  private let providers: ProviderTable

  init(
    _ estate: Estate, principals: PrincipalTable, sides: Sides, providers: ProviderTable
  ) {
    self.estate = estate
    self.principals = principals
    self.sides = sides
    self.providers = providers
    var ids: [String: Int] = [:]
    for (index, principal) in estate.principals.enumerated() where principal.kind != .group {
      if let id = principal.uniqueID { ids[id] = index }
    }
    liveIDs = ids
    populations = PopulationReader(
      accounts: sides.accounts, owners: ids.mapValues { estate.principals[$0].arn })
  }

  /// A grant whose sources are still to be found in the graph, or to be added to it.
  struct Pending: Sendable {
    fileprivate let grant: TrustGrant
    fileprivate let sources: [Population.Source]

    /// The grant with its sources.
    func grant(in graph: inout GraphBuilder) -> TrustGrant {
      TrustGrant(
        grant,
        sources: sources.map { source in
          (graph.node(source.node.id) { source.node }, source.residual)
        })
    }
  }

  /// The grants of one role.
  func grants(_ index: Int) -> [Pending] {
    let role = principals.all[index]
    guard role.kind == .role, let trust = role.trust, let node = principals.nodes[index] else {
      return []
    }
    var grants: [Pending] = []
    let asked = Asked()
    let hasDeny =
      trust.statements.contains { $0.effect != .allow }
      || sides.guardrails.limitsResources(of: role)
    for statement in trust.statements where statement.effect != .deny {
      let actions = AssumeActions(statement)
      guard !actions.isDisjoint(with: .assuming) else { continue }
      let draft = Draft(
        owner: index, role: role, node: node, trust: trust, asked: asked, statement: statement,
        actions: actions,
        isPlain: !hasDeny && statement.isPlain && !actions.contains(.uncertain))
      switch statement.principals {
      case .implied: continue
      case .these(let entries):
        for entry in entries { add(entry, draft, &grants) }
      case .allBut:
        let party = TrustedParty(.everyoneBut, SymbolicString("NotPrincipal"))
        for kind in actions.kinds {
          grants.append(grant(party, kind, entry: nil, draft))
        }
      }
    }
    return grants
  }

  /// What the grants of one statement have in common.
  private struct Draft {
    let owner: Int
    let role: Principal
    let node: NodeIndex
    let trust: PolicyDocument
    let asked: Asked
    let statement: Statement
    let actions: AssumeActions
    /// Whether the statement allows without asking for anything.
    let isPlain: Bool
  }

  /// What has been asked of one trust policy.
  private final class Asked {
    private struct Question: Hashable {
      let caller: Caller
      let kind: Edge.Kind
    }

    private var answers: [Question: TrustAnswers] = [:]

    func answers(
      _ caller: Caller, _ kind: Edge.Kind, _ make: () -> TrustAnswers
    ) -> TrustAnswers {
      let question = Question(caller: caller, kind: kind)
      if let known = answers[question] { return known }
      let made = make()
      answers[question] = made
      return made
    }
  }

  private func add(
    _ entry: PrincipalEntry, _ draft: Draft, _ grants: inout [Pending]
  ) {
    let party = resolved(TrustedParty(entry))
    let fitting = party.kind.fitting(entry.family)
    let kinds = draft.actions.kinds.filter(fitting.contains)
    if kinds.isEmpty, let kind = draft.actions.kinds.first {
      grants.append(grant(party, kind, entry: entry, draft, .actionPrincipalMismatch))
    }
    for kind in kinds { grants.append(grant(party, kind, entry: entry, draft)) }
  }

  /// A unique id that is one of a principal among the inputs names that principal.
  private func resolved(_ party: TrustedParty) -> TrustedParty {
    guard party.kind == .danglingID, let id = party.text.literal, let index = liveIDs[id] else {
      return party
    }
    let principal = principals.all[index]
    return TrustedParty(
      principal.kind == .role ? .role : .user, principal.arn, account: principal.account,
      name: principal.name)
  }

  private func grant(
    _ party: TrustedParty, _ kind: Edge.Kind, entry: PrincipalEntry?, _ draft: Draft,
    _ known: DeadTrust? = nil
  ) -> Pending {
    let role = draft.role
    let statement = draft.statement
    var dead = known ?? deadBeforehand(party, role)
    var residual = Residual.never
    var deniedBy: [String] = []
    if dead == nil {
      let side = trustSide(party, kind, draft)
      residual = side.left.withoutDeadPaths
      if residual.isNever { dead = side.death }
      if dead == .controlled {
        deniedBy = sides.guardrails.denying(
          sides.request(Caller(party, kind), kind, role: role), sides.evaluator)
      }
    }
    let issuer = kind == .assumeRoleWithWebIdentity ? party.name : nil
    let token = issuer.map {
      TokenScope(issuer: $0, statement: statement, residual: residual)
    }
    let population = populations.population(
      of: party, residual: residual, token: token, account: role.account)
    let grant = TrustGrant(
      owner: draft.owner,
      role: draft.node, statement: statement.index, range: statement.range,
      entryRange: entry?.range ?? statement.range, kind: kind, party: party,
      isSameAccount: isSameAccount(party, population, as: role),
      ownership: party.account.map(sides.accounts.ownership) ?? population.ownership,
      exposure: dead == nil ? population.exposure : nil, narrowing: population.narrowing,
      guards: Guards(residual, issuer: issuer),
      externalID: ExternalIDGuard(statement, residual: residual), token: token,
      residual: residual, verdict: residual.truth, dead: dead,
      hasEmptyCondition: statement.hasEmptyCondition,
      via: party.row(
        kind, role: role.account, isFenced: (population.exposure ?? .anyone) < .anyone),
      principal: principals.index(ofARN: party.text.display), deniedBy: deniedBy)
    return Pending(
      grant: grant,
      sources: population.sources.map {
        Population.Source(
          node: $0.node, residual: audience(of: token, party, left: $0.residual))
      })
  }

  private func isSameAccount(
    _ party: TrustedParty, _ population: Population, as role: Principal
  ) -> Truth {
    let named = party.account.map { [$0] } ?? population.narrowing?.accounts ?? []
    if named.isEmpty { return .no }
    return named.reduce(.yes) { $0 && AccountDirectory.same($1, role.account) }
  }

  /// STS takes only audiences that are registered with the provider, so a condition that asks for
  /// one of them asks for nothing where they are known.
  private func audience(
    of token: TokenScope?, _ party: TrustedParty, left residual: Residual
  ) -> Residual {
    guard let token, let registered = providers.audiences(of: party) else { return residual }
    return residual.restricted(
      ContextKey(token.issuer.display + ":aud"), to: ValueSet(texts: registered))
  }

  private func trustSide(
    _ party: TrustedParty, _ kind: Edge.Kind, _ draft: Draft
  ) -> TrustSide {
    // Whether `*` stands for identity providers is for the evaluator to say.
    let isOpen = kind != .assumeRole && (party.kind == .anyone || party.kind == .everyoneBut)
    if draft.isPlain, party.kind != .unresolved, !isOpen { return TrustSide(.always) }
    let caller = Caller(party, kind)
    let answers = draft.asked.answers(caller, kind) {
      TrustAnswers(sides, draft.trust, sides.request(caller, kind, role: draft.role))
    }
    let side = sides.trust(draft.statement, answers)
    guard party.kind == .unresolved, side.allow.isNever else { return side }
    // The evaluator has no caller to match: whoever the template names is let in.
    return TrustSide(
      Residual(
        Proposition("\(party.text.display) is who is meant", at: draft.statement.range),
        kind: .templateParameter))
  }

  private func deadBeforehand(_ party: TrustedParty, _ role: Principal) -> DeadTrust? {
    switch party.kind {
    case .nobody: return .malformed
    case .danglingID: return .danglingID
    case .oidcProvider, .samlProvider:
      guard let account = party.account else { return nil }
      if AccountDirectory.same(account, role.account) == .no { return .foreignProvider }
      return providers.isMissing(party, in: role.account) ? .missingProvider : nil
    case .user, .role, .session:
      if isOtherPartition(party, role) { return .wrongPartition }
      let kind: Principal.Kind = party.kind == .user ? .user : .role
      guard let account = party.account, sides.accounts.isExported(kind, of: account) else {
        return nil
      }
      return exists(party, in: account) ? nil : .missingPrincipal
    case .account: return isOtherPartition(party, role) ? .wrongPartition : nil
    default: return nil
    }
  }

  private func exists(_ party: TrustedParty, in account: SymbolicString) -> Bool {
    guard party.text.literal != nil else { return true }
    if let name = party.roleName?.literal {
      return principals.role(named: name, in: account) != nil
    }
    return principals.index(ofARN: party.text.display) != nil
  }

  private func isOtherPartition(_ party: TrustedParty, _ role: Principal) -> Bool {
    guard let mine = SymbolicARN(role.arn)?.partition.literal, let theirs = party.partition?.literal
    else { return false }
    return mine != theirs
  }
}

extension TrustSide {
  /// One answer to everything.
  fileprivate init(_ residual: Residual) {
    self.init(allow: residual, undenied: residual, uncontrolled: residual, left: residual)
  }

  /// Why nothing is left.
  fileprivate var death: DeadTrust {
    if allow.isNever || !left.isNever { return .contradiction }
    if undenied.isNever { return .denied }
    return uncontrolled.isNever ? .controlled : .unpermitted
  }
}

extension Statement {
  /// Whether nothing but principal, action and resource decides whether it applies.
  var isPlain: Bool {
    if case .allBut = principals { return false }
    return effect == .allow && conditions.isEmpty && opaqueCondition == nil && guards.isEmpty
      && !isMalformed
  }
}
