import Estate
import IAM
import Logic
import Text

/// The graph while finders of escalations add to it.
struct EscalationDraft {
  /// Nodes, edges and records of trust so far.
  var base: GraphDraft
  let authority: AuthorityIndex
  /// Positions of users and roles by account, in the order of the estate.
  let users: [String: [Int]]
  let roles: [String: [Int]]
  /// Identifiers that a question names.
  let asked: [String]
  /// Trust edges by source.
  let outgoing: [NodeIndex: [EdgeIndex]]
  /// What each boundary leaves of administrator's rights, by document.
  private let ceilings: [Int: Bool]
  private var groups: [KnownAction: [HolderGroup]] = [:]
  private var masks = ActionMasks()
  /// Users and roles that act, in the order of the estate.
  private(set) var actors: [Int]
  private var served: ServedRoles?
  /// What the principals whom it is worth becoming can do; nil where everybody counts.
  private var prizes: [Int: ReachLevel]?
  private var unused: Set<String> = []

  init(_ base: GraphDraft, asked: [String] = []) {
    self.base = base
    self.asked = asked
    authority = AuthorityIndex(base)
    var ceilings: [Int: Bool] = [:]
    for entry in authority.entries {
      guard case .document(let index) = entry.boundary, ceilings[index] == nil else { continue }
      let document = authority.documents[index].policy.document
      ceilings[index] = DocumentPowers(document, masks: &masks).level == .administrator
    }
    self.ceilings = ceilings
    var outgoing: [NodeIndex: [EdgeIndex]] = [:]
    for (index, edge) in base.graph.edges.enumerated()
    where edge.kind == .assumeRole || edge.kind == .contains {
      outgoing[edge.source, default: []].append(EdgeIndex(index))
    }
    self.outgoing = outgoing
    actors = base.principals.all.indices.filter {
      base.principals.all[$0].kind != .group && !base.principals.all[$0].isServiceLinked
    }
    var users: [String: [Int]] = [:]
    var roles: [String: [Int]] = [:]
    for (index, principal) in base.principals.all.enumerated() {
      let account = principal.account.display
      switch principal.kind {
      case .user: users[account, default: []].append(index)
      case .role where !principal.isServiceLinked: roles[account, default: []].append(index)
      default: break
      }
    }
    self.users = users
    self.roles = roles
  }

  var principals: PrincipalTable { base.principals }

  /// What a document gives its holder by itself.
  mutating func powers(of document: PolicyDocument) -> DocumentPowers {
    DocumentPowers(document, masks: &masks)
  }

  /// Leaves principals out of those that act.
  mutating func spare(_ principals: Set<Int>) {
    actors.removeAll(where: principals.contains)
    groups = [:]
  }

  /// The roles that services may take.
  mutating func servedRoles() -> ServedRoles {
    if let served { return served }
    let found = ServedRoles(self)
    served = found
    return found
  }

  /// Leaves out steps to others than some principals, as far as only what is become matters, all that
  /// only changes somebody, and rows.
  mutating func limit(to prizes: [Int: ReachLevel], without rows: Set<String>) {
    self.prizes = prizes
    unused = rows
  }

  /// Whether only the best step of each principal matters.
  var isLimited: Bool { prizes != nil }

  /// Whether edges of a row are to be drawn.
  func draws(_ row: String) -> Bool { !unused.contains(row) }

  /// Those of some principals whom it is worth becoming, administrators first.
  func prizes(among candidates: [Int]?) -> [Int] {
    guard let candidates, let prizes else { return candidates ?? [] }
    return candidates.filter { prizes[$0] == .administrator }
      + candidates.filter { prizes[$0].map { $0 < .administrator } ?? false }
  }

  /// Whether a principal may do everything, unconditionally: what else it could do adds nothing.
  func isAdministrator(_ principal: Int) -> Bool {
    authority.isCertain(principal, EscalationActions.everything)
  }

  /// Principals that may use an action on something, grouped by what on; administrators left out.
  mutating func holders(of action: KnownAction) -> [HolderGroup] {
    if let known = groups[action] { return known }
    var result: [HolderGroup] = []
    var indexes: [String: [Coverage: Int]] = [:]
    let bits = EscalationActions.bits(of: action)
    for index in actors where authority.mayHave(index, bits) && !isAdministrator(index) {
      let owner = principals.all[index]
      guard let coverage = authority.coverage(index, action, owner) else { continue }
      let account = owner.account.display
      if let known = indexes[account]?[coverage] {
        result[known].members.append(index)
      } else {
        indexes[account, default: [:]][coverage] = result.count
        result.append(
          HolderGroup(account: account, action: action, coverage: coverage, members: [index]))
      }
    }
    groups[action] = result
    return result
  }

  /// What must hold for the members of a group to use its action on each of some targets; targets
  /// that they cannot use it on left out.
  ///
  /// Where only the best matters, nothing is asked about those after the first that is `enough`.
  func targets(
    of group: HolderGroup, among candidates: [Int],
    _ context: [ContextKey: RequestContext.Knowledge] = [:],
    enough: ((Int, Residual) -> Bool)? = nil
  ) -> [(target: Int, residual: Residual)] {
    let use = use(of: group, context)
    var found: [(target: Int, residual: Residual)] = []
    for target in candidates {
      let residual = use(target)
      if residual.isNever { continue }
      found.append((target, residual))
      if isLimited, let enough, enough(target, residual) { break }
    }
    return found
  }

  /// What must hold for the members of a group to use its action on a target.
  func use(
    of group: HolderGroup, _ context: [ContextKey: RequestContext.Knowledge] = [:]
  ) -> (_ target: Int) -> Residual {
    func evaluated(_ target: Int) -> Residual {
      authority.widening(
        group.members[0], group.action, on: principals.all[target].arn, context)
    }
    switch group.coverage {
    case .everything: return { _ in .always }
    case .evaluated: return evaluated
    case .patterns(let patterns):
      let globs = patterns.map { Array($0.utf8) }
      return { target in
        guard let arn = principals.all[target].arn.literal else { return evaluated(target) }
        let text = Array(arn.utf8)
        return globs.contains { Glob.matches($0, text) } ? .always : .never
      }
    }
  }

  /// What a principal's boundary leaves of administrator's rights that its policies are given.
  func ceiling(of principal: Int) -> Residual {
    switch authority.entries[principal].boundary {
    case .none: .always
    case .missing(let name):
      .when("the permissions boundary \(name.display) lets everything through")
    case .document(let index): ceilings[index] == true ? .always : .never
    }
  }

  /// The node of an account's administrators.
  mutating func administrator(of account: String) -> NodeIndex {
    let id = "admin:" + account
    return base.graph.node(id) {
      Node(id: id, kind: .administrator, account: account, label: "administrator of \(account)")
    }
  }

  /// Adds an edge, unless its residual cannot be met or it starts and ends in one node.
  mutating func add(
    _ source: NodeIndex, to target: NodeIndex, _ kind: Edge.Kind, _ via: String,
    _ capability: Capability, residual: Residual, evidence: [Evidence],
    status: Edge.Status? = nil
  ) {
    guard !residual.isNever, source != target else { return }
    base.graph.add(
      Edge(
        source: source, target: target, kind: kind,
        status: status ?? (residual.isAlways ? .proved : .conditional), residual: residual,
        via: via, evidence: evidence, capability: capability))
  }

  /// Adds an edge from a principal that becomes an administrator of its own account.
  mutating func addAdministrator(
    _ principal: Int, _ via: String, residual: Residual, evidence: [Evidence]
  ) {
    guard let node = principals.nodes[principal] else { return }
    let account = principals.all[principal].account.display
    add(
      node, to: administrator(of: account), .selfAdmin, via, .own, residual: residual,
      evidence: evidence)
  }

  /// Edges from every member of a group to every target, through one set node where both are many.
  mutating func connect(
    _ group: HolderGroup, to targets: [(target: Int, residual: Residual)], _ kind: Edge.Kind,
    _ via: String, _ capability: Capability, when condition: Residual = .always,
    about subject: String = ""
  ) {
    guard !targets.isEmpty, capability.isStep || !isLimited else { return }
    let members = group.members.compactMap { member in
      principals.nodes[member].map { (member, $0) }
    }
    guard members.count > 1, targets.count > 1 else {
      for (member, node) in members {
        for (target, residual) in targets where target != member {
          guard let end = principals.nodes[target] else { continue }
          add(
            node, to: end, kind, via, capability, residual: residual.and(condition),
            evidence: authority.evidence(
              member, group.action.rawValue, on: principals.all[target].arn))
        }
      }
      return
    }
    let hub = base.hub(
      "\(via):\(group.name)\(subject)", account: SymbolicString(group.account))
    for (member, node) in members {
      base.contain(node, in: hub, by: authority.evidence(member, group.action.rawValue))
    }
    for (target, residual) in targets {
      guard let end = principals.nodes[target] else { continue }
      add(hub, to: end, kind, via, capability, residual: residual.and(condition), evidence: [])
    }
  }
}

extension EscalationDraft {
  /// Adds steps from the administrators of every account to everybody in it.
  mutating func addEverybody() {
    for index in actors {
      guard let node = principals.nodes[index],
        let source = base.graph.index(of: "admin:" + principals.all[index].account.display)
      else { continue }
      add(
        source, to: node, .policyChange, "admin", .full, residual: .always, evidence: [])
    }
  }
}

extension Principal {
  /// Whether AWS lets nobody change the role.
  var isReserved: Bool {
    isServiceLinked || path.literal?.hasPrefix("/aws-reserved/") == true
  }
}

extension Residual {
  /// A question that only something outside the inputs can answer.
  static func when(_ condition: String?) -> Residual {
    condition.map { Residual(Proposition($0), kind: .evidenceMissing) } ?? .always
  }
}
