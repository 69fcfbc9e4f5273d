import Estate
import IAM
import Logic
import Text

/// What the policies of every principal say about the actions that escalations are made of: each
/// document read once, most questions answered by masks.
struct AuthorityIndex {
  /// What limits a principal.
  enum Boundary {
    case none
    case missing(SymbolicString)
    case document(Int)
  }

  /// One principal.
  struct Entry {
    /// Documents that count, sorted; those of its groups included.
    var documents: [Int] = []
    /// Those of its inline policies.
    var inline: [Int] = []
    /// Those of its attached policies, with the position of each among them.
    var attached: [(position: Int, document: Int)] = []
    var boundary = Boundary.none
    var open = ActionBits.none
    var some = ActionBits.none
    var denied = ActionBits.none
  }

  private(set) var documents: [DocumentAuthority] = []
  /// Managed policies by ARN.
  private var managed: [String: Int] = [:]
  /// By principal, groups included.
  private(set) var entries: [Entry] = []
  /// Service control policies by account, root first.
  private var ceilings: [String: [[Int]]] = [:]
  private var openCeilings: [String: ActionBits] = [:]
  /// Statements of service control policies that ask who exactly calls, by account.
  private var limits: [String: [(statement: Statement, bits: ActionBits)]] = [:]
  /// By principal, whether it meets what each of those of its account asks.
  private var met: [[Truth]] = []
  private var isManagerUnknown = false
  private var isFullAccessListed = false
  private var table = ActionBitTable()
  let evaluator = Evaluator()
  private let sides: Sides
  let principals: PrincipalTable

  init(_ draft: GraphDraft) {
    sides = draft.sides
    principals = draft.principals
    let estate = draft.estate
    for policy in estate.managedPolicies {
      managed[policy.arn.display] = add(policy.document, policy.arn.display)
    }
    entries.reserveCapacity(principals.all.count)
    for principal in principals.all { entries.append(entry(of: principal)) }
    for (index, principal) in principals.all.enumerated() where principal.kind == .user {
      for name in principal.groups {
        guard let group = principals.group(named: name, in: principal.account) else { continue }
        entries[index].documents += entries[group].documents
      }
    }
    for index in entries.indices {
      entries[index].documents = Set(entries[index].documents).sorted()
      for document in entries[index].documents {
        entries[index].open.formUnion(documents[document].open)
        entries[index].some.formUnion(documents[document].some)
        entries[index].denied.formUnion(documents[document].denied)
      }
    }
    addCeilings(estate)
    met = principals.all.map { met(by: $0) }
  }

  private func met(by principal: Principal) -> [Truth] {
    guard let limits = limits[principal.account.display] else { return [] }
    let caller = Caller(principal, isNamed: true)
    return limits.map { limit in
      limit.statement.isPersonalBeyondCaller
        ? .unknown : limit.statement.isMet(by: caller, evaluator)
    }
  }

  private mutating func add(_ document: PolicyDocument, _ id: String) -> Int {
    documents.append(DocumentAuthority(document, id: id, &table))
    return documents.count - 1
  }

  private mutating func entry(of principal: Principal) -> Entry {
    var entry = Entry()
    for policy in principal.inlinePolicies {
      entry.inline.append(add(policy.document, policy.name))
    }
    for (position, attached) in principal.attachedPolicies.enumerated() {
      guard let index = find(attached) else { continue }
      let document =
        attached.guards.isEmpty
        ? index
        : add(
          documents[index].policy.document.attached(under: attached.guards), attached.text.display)
      entry.attached.append((position, document))
    }
    entry.documents = entry.inline + entry.attached.map(\.document)
    if let boundary = principal.boundary {
      entry.boundary =
        find(boundary).map(Boundary.document) ?? .missing(boundary.text)
    }
    return entry
  }

  /// A managed policy among the inputs, or one of AWS whose text is carried.
  private mutating func find(_ policy: PolicyText) -> Int? {
    let id = policy.text.display
    if let known = managed[id] { return known }
    guard let document = ManagedPolicyCatalog.document(policy.text, at: policy.range) else {
      return nil
    }
    let index = add(document, id)
    managed[id] = index
    return index
  }

  private mutating func addCeilings(_ estate: Estate) {
    guard let organization = estate.organization else { return }
    var indexes: [String: Int] = [:]
    var unread: Set<Int> = []
    for policy in organization.policies where policy.kind == .serviceControl {
      let index = add(policy.document ?? .unread(policy.id), policy.name ?? policy.id)
      indexes[policy.id] = index
      if policy.document == nil { unread.insert(index) }
    }
    isManagerUnknown = organization.managementAccount == nil
    isFullAccessListed = organization.listsFullAccess
    for account in organization.limitedAccounts where account != organization.managementAccount {
      if organization.isOff(.serviceControl, for: account) { continue }
      let levels = organization.chain(of: account).map { place in
        let all = (organization.attachments[place] ?? []).compactMap { indexes[$0] }
        let read = all.filter { !unread.contains($0) }
        // What policies without text allow matters only beside others that do not allow everything.
        return read.contains { documents[$0].allows } ? all : read
      }.filter { !$0.isEmpty }
      guard !levels.isEmpty else { continue }
      var open = ActionBits.all
      for level in levels {
        // A place whose policies show no Allow keeps FullAWSAccess, which the export left out.
        let allows = level.contains { documents[$0].allows }
        var own = allows || isFullAccessListed ? ActionBits.none : .all
        for index in level { own.formUnion(documents[index].open) }
        for index in level { own = own.subtracting(documents[index].denied) }
        open = open.intersection(own)
      }
      ceilings[account] = levels
      let personal = Set(levels.joined()).sorted().flatMap { documents[$0].personalStatements }
      if !personal.isEmpty { limits[account] = personal }
      openCeilings[account] = open
    }
  }
}

extension AuthorityIndex {
  /// Whether a principal has all of some actions on everything, unconditionally.
  func isCertain(_ principal: Int, _ bits: ActionBits) -> Bool {
    let entry = entries[principal]
    guard entry.open.isSuperset(of: bits), !entry.denied.intersects(bits) else { return false }
    return isUnlimited(principal, bits)
  }

  /// Whether a principal has all of some actions on something, perhaps on conditions: nothing denies
  /// or limits them.
  func isUndenied(_ principal: Int, _ bits: ActionBits) -> Bool {
    mayHave(principal, bits) && !entries[principal].denied.intersects(bits)
      && isUnlimited(principal, bits)
  }

  /// Whether a principal may still have all of some actions on something, for all that is denied
  /// outright.
  func isNotShut(_ principal: Int, _ bits: ActionBits) -> Bool {
    mayHave(principal, bits) && !isShut(principal, bits)
  }

  /// Whether what is known keeps a principal from all of some actions on everything, whatever else
  /// may allow them.
  func isShut(_ principal: Int, _ bits: ActionBits) -> Bool {
    if entries[principal].documents.contains(where: { documents[$0].shut.intersects(bits) }) {
      return true
    }
    if isShutByOrganization(principal, bits) { return true }
    guard case .document(let index) = entries[principal].boundary else { return false }
    let boundary = documents[index]
    if boundary.shut.intersects(bits) { return true }
    return !boundary.some.isSuperset(of: bits) && !boundary.policy.document.isOpaque
  }

  /// Whether some service control policy denies one of some actions outright, or no policy of a place
  /// allows it.
  private func isShutByOrganization(_ principal: Int, _ bits: ActionBits) -> Bool {
    guard !isManagerUnknown, let levels = ceilings[principals.all[principal].account.display] else {
      return false
    }
    return levels.contains { level in
      if level.contains(where: { documents[$0].shut.intersects(bits) }) { return true }
      // A place whose policies show no Allow keeps FullAWSAccess, which the export left out.
      guard level.contains(where: { documents[$0].allows }) else { return false }
      var some = ActionBits.none
      for index in level { some.formUnion(documents[index].some) }
      return !some.isSuperset(of: bits)
    }
  }

  /// What stands between a principal and some actions as far as texts tell; nil when it cannot have
  /// them.
  ///
  /// For steps that are no more than possible: conditions of grants and denials are not asked.
  func roughly(_ principal: Int, _ bits: ActionBits, _ name: String) -> Residual? {
    if isUndenied(principal, bits) { return .always }
    guard isNotShut(principal, bits) else { return nil }
    return .when("neither a Deny nor a boundary nor a service control policy stops \(name)")
  }

  /// Whether neither a boundary nor a service control policy bears on some actions.
  func isUnlimited(_ principal: Int, _ bits: ActionBits) -> Bool {
    switch entries[principal].boundary {
    case .none: break
    case .missing: return false
    case .document(let index):
      let boundary = documents[index]
      guard boundary.open.isSuperset(of: bits), !boundary.denied.intersects(bits) else {
        return false
      }
    }
    guard let open = openCeilings[principals.all[principal].account.display] else { return true }
    return open.isSuperset(of: bits)
  }

  /// Whether a principal may have all of some actions on something.
  func mayHave(_ principal: Int, _ bits: ActionBits) -> Bool {
    entries[principal].some.isSuperset(of: bits)
  }

  /// What must hold for a principal to be allowed all of some actions on some resource.
  func residual(_ principal: Int, _ actions: [String], _ known: ActionBits? = nil) -> Residual {
    let bits = known ?? EscalationActions.bits(of: actions)
    guard mayHave(principal, bits) else { return .never }
    if isCertain(principal, bits) { return .always }
    var residual = Residual.always
    for action in actions {
      residual = residual.andThen(self.residual(principal, action, on: "*"))
      if residual.isNever { break }
    }
    return residual
  }

  /// What is taken off a principal to see what it could do then.
  struct Lifted {
    /// Whether its permissions boundary is gone.
    var boundary = false
    /// Which of its documents, those of its groups included, deny nothing any more.
    var denies: Set<Int> = []
    /// Whether these do not allow anything any more, either.
    var areGone = false
  }

  /// What must hold for a principal to give somebody all rights by an action: to attach one of AWS's
  /// policies that administer, or to put a policy of its own.
  func widening(
    _ principal: Int, _ action: KnownAction, on resource: SymbolicString,
    _ context: [ContextKey: RequestContext.Knowledge] = [:], without lifted: Lifted = Lifted()
  ) -> Residual {
    var residual = Residual.never
    for policy in action.administratorPolicies {
      residual = residual.or(
        self.residual(
          principal, action.rawValue, on: resource, context.merging(policy) { $1 }, without: lifted)
      )
      if residual.isAlways { break }
    }
    return residual
  }

  /// The text of a managed policy among the inputs, or of AWS's own.
  func document(_ policy: PolicyText) -> PolicyDocument? {
    managed[policy.text.display].map { documents[$0].policy.document }
  }

  /// What must hold for a principal to be allowed an action on a resource of its own account.
  ///
  /// With `keepsResource`, a resource with wildcards stays in it as `Variable.resource`.
  func residual(
    _ principal: Int, _ action: String, on resource: SymbolicString,
    _ context: [ContextKey: RequestContext.Knowledge] = [:], without lifted: Lifted = Lifted(),
    keepsResource: Bool = false
  ) -> Residual {
    let bits = EscalationActions.bits(of: action)
    guard mayHave(principal, bits) else { return .never }
    if isCertain(principal, bits) { return .always }
    let owner = principals.all[principal]
    var request = request(principal, action, on: resource, context)
    request.keepsResource = keepsResource
    var sets = sets(of: principal, bits, without: lifted)
    let residual = evaluator.decide(request, sets).residual
    guard isManagerUnknown, !residual.isAlways, sets.serviceControl?.isEmpty == false else {
      return residual
    }
    sets.serviceControl = []
    let exempt = Residual.managesOrganization(owner.account.display)
    return residual.or(evaluator.decide(request, sets).residual.and(exempt))
  }

  private static let tagUser = EscalationActions.bits(of: KnownAction.tagUser.rawValue)
  private static let tagRole = EscalationActions.bits(of: KnownAction.tagRole.rawValue)

  /// A principal's request for an action on a resource.
  func request(
    _ principal: Int, _ action: String, on resource: SymbolicString,
    _ context: [ContextKey: RequestContext.Knowledge] = [:]
  ) -> Request {
    let owner = principals.all[principal]
    var keys = sides.organizationKeys(of: owner.account, resource: owner.account)
    keys.merge(context) { $1 }
    var request = Request(
      caller: Caller(owner, isNamed: true), action: action, resource: resource,
      resourceAccount: owner.account, context: RequestContext(keys))
    request.managementAccount = sides.accounts.managementAccount
    if mayTag(principal, owner.kind) { request.caller.tags = nil }
    request.resourceTags = tags(of: resource, principal, action)
    return request
  }

  /// The tags of a user or role that an action is used on; nil where its user may change them first.
  ///
  /// AWS tells people not to rely on the tags of a role for `iam:PassRole` (IAM User Guide, "Grant a
  /// user permissions to pass a role to an AWS service").
  private func tags(of resource: SymbolicString, _ principal: Int, _ action: String) -> TagSet? {
    guard action != KnownAction.passRole.rawValue, let arn = resource.literal,
      let index = principals.index(ofARN: arn), !mayTag(principal, principals.all[index].kind)
    else { return nil }
    return principals.all[index].knownTags
  }

  /// Whether a principal may have leave to tag roles, or users.
  func mayTag(_ principal: Int, _ kind: Principal.Kind) -> Bool {
    mayHave(principal, kind == .user ? Self.tagUser : Self.tagRole)
  }

  /// What bears on some actions of a principal.
  func sets(
    of principal: Int, _ bits: ActionBits, without lifted: Lifted = Lifted()
  ) -> PolicySets {
    let entry = entries[principal]
    func set(_ indexes: [Int]) -> PolicySet {
      PolicySet(indexes.compactMap { documents[$0].policy(about: bits) })
    }
    var identity = set(entry.documents.filter { !lifted.denies.contains($0) })
    for index in entry.documents where lifted.denies.contains(index) && !lifted.areGone {
      guard var policy = documents[index].policy(about: bits) else { continue }
      policy.document.statements.removeAll { $0.effect == .deny }
      identity.policies.append(policy)
    }
    let boundary: PolicySet? =
      switch entry.boundary {
      case .none: nil
      case _ where lifted.boundary: nil
      case .missing(let name):
        PolicySet(missing: [Proposition("the permissions boundary \(name.display) allows it")])
      case .document(let index): set([index])
      }
    let levels = (ceilings[principals.all[principal].account.display] ?? []).map { level in
      var own = set(level)
      if !level.contains(where: { documents[$0].allows }) {
        if isFullAccessListed {
          own.missing.append(.fullAccess)
        } else {
          own.policies.append(AttachedPolicy(id: "FullAWSAccess", document: .open))
        }
      }
      return own
    }
    return PolicySets(
      identity: identity, boundary: boundary, serviceControl: levels,
      resourceControl: [])
  }

  /// What tells principals of one account apart whom service control policies treat differently.
  func ceilingKey(_ principal: Int, _ bits: ActionBits) -> String {
    var key = ""
    for (limit, met) in zip(limits[principals.all[principal].account.display] ?? [], met[principal])
    where limit.bits.intersects(bits) {
      switch met {
      case .yes: key += "+"
      case .no: key += "-"
      case .unknown: return "=\(principal)"
      }
    }
    return key
  }
}
