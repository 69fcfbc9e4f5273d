import Estate
import IAM
import Logic
import Text

/// A trust policy leaves it to an account's own policies, or to those of every account, who may
/// assume the role.
///
/// Principals that may assume every role hang on one set node for their account and kind; other
/// statements get a set node each. So edges grow with statements and grants, not with their product.
struct AccountTrustFinder: EdgeFinder {
  static let rows = ["T-ROOT-SAME", "T-ROOT-CROSS", "T-STAR", "T-STAR-COND", "T-NOTPRINCIPAL"]

  static func addEdges(to draft: inout GraphDraft) {
    addWholeAccounts(&draft)
    var universal = UniversalHolders()
    for index in draft.holders.sets.indices {
      let set = draft.holders.sets[index]
      if set.isPlain, universal.add(set, &draft) { continue }
      addSet(set, &draft)
    }
    universal.addEdges(&draft)
  }

  /// Accounts whose principals are not among the inputs stand for themselves.
  private static func addWholeAccounts(_ draft: inout GraphDraft) {
    for (index, grant) in draft.grants.enumerated()
    where grant.dead == nil && grant.party.kind == .account && grant.kind == .assumeRole {
      guard let account = grant.party.account, !draft.accounts.isExported(account) else { continue }
      draft.addSources(of: grant, index)
    }
  }

  /// A statement that covers some roles, or covers them on conditions.
  private static func addSet(_ set: HolderSet, _ draft: inout GraphDraft) {
    let targets = targets(of: set, draft)
    guard !targets.isEmpty else { return }
    var source: NodeIndex?
    for index in targets {
      let identity = identity(of: set, index, draft)
      if identity.isNever { continue }
      if draft.isPersonal(draft.grants[index]) {
        PersonalTrust.addEdges(from: set, to: index, identity: identity, &draft)
        continue
      }
      let trust = draft.trust(index, of: set.kind, in: set.account)
      // A set that hands something to the session has one member.
      let residual = draft.permitted(
        identity.and(trust), draft.grants[index], of: set.members[0].principal)
      if residual.isNever { continue }
      let node = source ?? self.source(of: set, &draft)
      source = node
      let range = set.members.count == 1 ? set.members[0].range : nil
      draft.add(
        node, index, residual: residual, evidence: set.evidence(granted: range))
    }
  }

  /// The only member, or a set node that contains all.
  private static func source(of set: HolderSet, _ draft: inout GraphDraft) -> NodeIndex {
    if set.members.count == 1 { return set.members[0].node }
    let hub = draft.hub("may-assume:" + set.key, account: set.account)
    for member in set.members { draft.contain(member.node, in: hub, at: member.range) }
    return hub
  }

  private static func targets(of set: HolderSet, _ draft: GraphDraft) -> [Int] {
    let account = set.account.display
    switch set.scope {
    case .patterns(let patterns):
      var found: Set<Int> = []
      for pattern in patterns {
        found.formUnion(draft.grantIndex.candidates(for: account, matching: pattern))
      }
      found.formUnion(draft.grantIndex.symbolic(for: account))
      return found.sorted()
    case .all, .account, .open:
      return draft.grantIndex.toAccount(account) + draft.grantIndex.toAnyone.grants.sorted()
    }
  }

  private static func identity(
    of set: HolderSet, _ index: Int, _ draft: GraphDraft
  ) -> Residual {
    let grant = draft.grants[index]
    guard let role = draft.role(of: grant) else { return .never }
    if set.isPlain, role.arn.literal != nil {
      guard case .account(let account) = set.scope else { return .always }
      return role.account.literal == account ? .always : .never
    }
    let caller = draft.caller(set.members[0].principal).general(unless: set.isPersonal)
    return draft.sides.identity(
      set.allow, set.guards,
      draft.request(caller, of: set.members[0].principal, grant.kind, role: role))
  }
}

extension HolderSet {
  /// The places on the caller's side: its own grant, and what limits it.
  func evidence(granted range: SourceRange?) -> [Evidence] {
    var places = range.map { [Evidence(.grants, at: $0)] } ?? []
    places += guards.denies.compactMap { $0.statement.range.map { Evidence(.denies, at: $0) } }
    if case .document(let document) = guards.boundary, let range = document.range {
      places.append(Evidence(.limits, at: range))
    }
    return places
  }
}
