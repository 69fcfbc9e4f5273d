import Estate
import IAM
import Logic
import Text

/// The graph while finders add to it, with everything that they look things up in.
struct GraphDraft {
  let estate: Estate
  let accounts: AccountDirectory
  let principals: PrincipalTable
  let policies: PolicyIndex
  let sides: Sides
  let providers: ProviderTable
  let holders: HolderIndex
  let grants: [TrustGrant]
  let grantIndex: GrantIndex
  var graph: GraphBuilder
  /// What finders look up in each cluster of the estate, in its order.
  var inventories: [ClusterInventory]
  /// What bindings and access policies grant, in the order in which their nodes were made.
  var permissions: [ClusterPermission] = []
  /// Places of service account objects, by identifier.
  var accountRanges: [String: SourceRange] = [:]
  /// What EKS Pod Identity puts on the sessions that it gets from a token for a role.
  var podSessions: [NodePair: HandedOn] = [:]
  /// Set nodes that lead to tokens of accounts that nobody has yet, with the tokens.
  var newTokenMakers: Set<[NodeIndex]> = []
  private var trustOfKind: [Int: Residual] = [:]
  private let shelf = AnswerShelf()
  private let denials: DenialTable
  private var arnOrder: ARNOrder?

  /// - Parameters:
  ///   - only: The principals whose trust policies are read; nil for all.
  ///   - parallelism: How many threads read them.
  init(_ estate: Estate, only: [Int]? = nil, by parallelism: Parallelism = .serial) {
    self.estate = estate
    inventories = estate.clusters.map { ClusterInventory($0) }
    accounts = AccountDirectory(estate)
    var graph = GraphBuilder(capacity: estate.principals.count * 2)
    principals = PrincipalTable(estate, into: &graph)
    policies = PolicyIndex(estate, principals: principals)
    let guardrails = Guardrails(estate)
    sides = Sides(accounts: accounts, guardrails: guardrails)
    holders = HolderIndex(principals, policies, guardrails)
    providers = ProviderTable(estate)
    let reader = GrantReader(estate, principals: principals, sides: sides, providers: providers)
    let read = parallelism.reduce(
      (only ?? Array(estate.principals.indices)).parts(of: 64),
      into: (grants: [TrustGrant](), graph: consume graph), ahead: parallelism.threads * 4
    ) { part in
      part.flatMap(reader.grants)
    } inOrder: { read, pending in
      for grant in pending { read.grants.append(grant.grant(in: &read.graph)) }
    }
    grants = read.grants
    graph = read.graph
    denials = DenialTable(principals.all)
    let table = principals
    grantIndex = GrantIndex(grants) { node in
      table.index(of: node).map { table.all[$0].arn } ?? ""
    }
    self.graph = graph
  }

  /// The role of a grant.
  func role(of grant: TrustGrant) -> Principal? { principals.all[grant.owner] }

  /// The statement of a grant with its document.
  func statement(of grant: TrustGrant) -> (statement: Statement, document: PolicyDocument)? {
    guard let document = role(of: grant)?.trust else { return nil }
    let statements = document.statements
    if statements.indices.contains(grant.statement),
      statements[grant.statement].index == grant.statement
    {
      return (statements[grant.statement], document)
    }
    return document.statements.first { $0.index == grant.statement }.map { ($0, document) }
  }

  /// Whether it matters to a grant which principal of an account asks.
  func isPersonal(_ grant: TrustGrant) -> Bool {
    guard let role = role(of: grant), role.trust != nil else {
      return !grant.residual.isAlways
    }
    let statement = statement(of: grant)?.statement
    let denial = denials[grant.owner]
    if denial.distinguishesPrincipals || statement?.distinguishesPrincipals == true { return true }
    if grant.residual.isAlways { return false }
    if sides.guardrails.areResourcesPersonal(of: role) { return true }
    return denial.isPersonal
      || statement.map { $0.isPersonal || $0.asksAboutSession } ?? false
  }

  /// The principals of an account whom a grant may let in, by its conditions on their ARNs.
  mutating func admission(of grant: TrustGrant, in account: SymbolicString) -> Admission {
    guard let account = account.literal,
      let alternatives = grant.residual.constraint(on: "aws:PrincipalArn").alternatives
    else { return .everybody }
    let order = arnOrder ?? ARNOrder(principals.all)
    arnOrder = order
    return Admission(alternatives, in: account, order)
  }

  /// What a grant asks of some principal of a kind in an account.
  mutating func trust(
    _ index: Int, of kind: Principal.Kind, in account: SymbolicString
  ) -> Residual {
    let grant = grants[index]
    if grant.residual.isAlways { return .always }
    let isForAccount = grant.party.kind == .account
    let slot = index * 2 + (kind == .user ? 1 : 0)
    if isForAccount, let known = trustOfKind[slot] { return known }
    guard let role = role(of: grant) else { return .never }
    let caller = Caller(
      kind == .user ? .user : .roleSession, partition: grant.party.partition, account: account)
    let residual = trust(grant, sides.request(caller, grant.kind, role: role))
    if isForAccount { trustOfKind[slot] = residual }
    return residual
  }

  /// What a grant asks of a principal.
  func trust(_ grant: TrustGrant, principal: Int) -> Residual {
    guard let role = role(of: grant), let found = statement(of: grant) else { return .never }
    let ends = AnswerShelf.Ends(principal: principal, role: grant.owner, kind: grant.kind)
    let answers = shelf.trust(ends) {
      TrustAnswers(
        sides, found.document,
        request(caller(principal), of: principal, grant.kind, role: role),
        hasBoundary: principals.all[principal].boundary != nil)
    }
    return sides.trust(found.statement, answers).left
  }

  /// The same of a request.
  func trust(
    _ grant: TrustGrant, _ request: Request, hasBoundary: Bool = false
  ) -> Residual {
    guard let found = statement(of: grant) else { return .never }
    return sides.trust(
      found.statement, of: found.document, request, hasBoundary: hasBoundary
    ).left
  }

  /// A principal as a caller.
  func caller(_ index: Int) -> Caller {
    let principal = principals.all[index]
    var caller = Caller(principal, isNamed: true)
    // Whoever may tag itself has the tags that it likes.
    if policies.entries[index].powers.tagging.contains(
      principal.kind == .user ? .tagUser : .tagRole)
    {
      caller.tags = nil
    }
    return caller
  }

  /// A request of a principal to assume a role.
  func request(_ caller: Caller, of index: Int, _ kind: Edge.Kind, role: Principal) -> Request {
    var request = sides.request(caller, kind, role: role)
    // Whoever may tag the role gives it the tags that it likes.
    if policies.entries[index].powers.tagging.contains(.tagRole),
      AccountDirectory.same(role.account, principals.all[index].account) != .no
    {
      request.resourceTags = nil
    }
    return request
  }

  /// What is left of a requirement once what a principal hands to the session has its permissions.
  func permitted(_ residual: Residual, _ grant: TrustGrant, of index: Int) -> Residual {
    guard residual.passesOn, let role = role(of: grant) else { return residual }
    let request = request(caller(index), of: index, grant.kind, role: role)
    let ends = AnswerShelf.Ends(principal: index, role: grant.owner, kind: grant.kind)
    return sides.evaluator.permitted(
      residual, for: request, known: { shelf.permission($0, ends) },
      learn: { shelf.keep($1, $0, ends) }
    ) { sets(of: index, assuming: role, request) }
  }

  /// Everything that bears on a principal's request for a session of a role.
  func sets(of index: Int, assuming role: Principal, _ request: Request) -> PolicySets {
    PolicySets(
      identity: policies.entries[index].identity, boundary: policies.entries[index].boundary.set,
      resource: role.trust.map { PolicySet($0, id: "trust policy") },
      serviceControl: sides.guardrails.callerLevels(of: request),
      resourceControl: sides.guardrails.resourceLevels(of: role))
  }

  /// Adds an edge that a grant stands for, unless its residual cannot be met.
  @discardableResult
  mutating func add(
    _ source: NodeIndex, _ index: Int, residual: Residual, evidence: [Evidence] = [],
    status: Edge.Status? = nil, via: String? = nil
  ) -> Bool {
    if residual.isNever { return false }
    let grant = grants[index]
    // A role gains nothing by assuming itself; that somebody means it to is shown.
    if source == grant.role, grant.party.kind != .role, grant.party.kind != .session {
      return false
    }
    // Outside the call: `and` takes its argument unevaluated, and would copy the whole draft for it.
    let control = serviceControl(source, grant)
    var residual = residual.and(control)
    if control.passesOn, let principal = principals.index(of: source) {
      residual = permitted(residual, grant, of: principal)
    }
    if residual.isNever { return false }
    var places = grant.range.map { [Evidence(.trusts, at: $0)] } ?? []
    places += evidence
    graph.add(
      Edge(
        source: source, target: grant.role, kind: grant.kind,
        status: status ?? (residual.isAlways ? .proved : .conditional), residual: residual,
        via: via ?? grant.via, evidence: places, record: index))
    return true
  }

  /// Adds membership of a set node.
  mutating func contain(
    _ member: NodeIndex, in hub: NodeIndex, residual: Residual = .always, at range: SourceRange?
  ) {
    contain(
      member, in: hub, residual: residual, by: range.map { [Evidence(.grants, at: $0)] } ?? [])
  }

  /// The same with all that proves it.
  mutating func contain(
    _ member: NodeIndex, in hub: NodeIndex, residual: Residual = .always, by evidence: [Evidence]
  ) {
    graph.add(
      Edge(
        source: member, target: hub, kind: .contains,
        status: residual.isAlways ? .proved : .conditional, residual: residual,
        via: Self.membership,
        evidence: evidence))
  }

  /// What a membership that is no row of its own is told by.
  static let membership = "hub"

  /// The set node of a name.
  mutating func hub(_ name: String, account: SymbolicString? = nil) -> NodeIndex {
    let id = "hub:" + name
    return graph.node(id) {
      Node(id: id, kind: .hub, account: account?.display, label: name)
    }
  }
}

/// The ends of a step.
struct NodePair: Hashable {
  let source: NodeIndex
  let target: NodeIndex
}

extension GraphDraft {
  /// What service control policies leave of a step that a principal of an account takes.
  private func serviceControl(_ source: NodeIndex, _ grant: TrustGrant) -> Residual {
    let guardrails = sides.guardrails
    guard grant.kind == .assumeRole, !guardrails.isEmpty else { return .always }
    let node = graph.nodes[Int(source)]
    guard Self.isLimited(node.kind), let account = node.account,
      guardrails.limitsCallers(of: account), let role = role(of: grant)
    else { return .always }
    let request =
      principals.index(of: source).map { self.request(caller($0), of: $0, grant.kind, role: role) }
      ?? sides.request(
        .someone(in: SymbolicString(account), partition: grant.party.partition), grant.kind,
        role: role)
    return guardrails.serviceControl(request, sides.evaluator)
  }

  private static func isLimited(_ kind: Node.Kind) -> Bool {
    kind == .role || kind == .user || kind == .hub || kind == .account
      || kind == .externalPrincipal || kind == .administrator
  }

  /// Whether a Deny on the caller's side may bear on assuming roles, or a service control policy
  /// that asks who exactly the caller is.
  func hasDenies(_ principal: Int) -> Bool {
    if sides.guardrails.areCallersPersonal(of: principals.all[principal].account) { return true }
    let guards = holders.guards[principal]
    if !guards.denies.isEmpty { return true }
    if case .document(let document) = guards.boundary {
      return document.isOpaque
        || document.statements.contains {
          $0.effect != .allow
            && !AssumeActions($0).isDisjoint(with: [.assumeRole, .uncertain])
        }
    }
    return false
  }
}
