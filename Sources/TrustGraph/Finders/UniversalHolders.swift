import Estate
import Logic
import Text

/// Principals that may assume every role, or every role of one account, unconditionally.
struct UniversalHolders {
  /// One set node.
  private struct Hub {
    let node: NodeIndex
    let account: SymbolicString
    let kind: Principal.Kind
    /// The account whose roles it may assume; nil for all.
    let target: String?
    var members: [HolderSet.Member] = []
    var set: HolderSet
  }

  private var hubs: [Hub] = []
  private var indexes: [String: Int] = [:]
  private var contained: Set<[NodeIndex]> = []

  /// Takes a set over; false if it covers only some roles.
  mutating func add(_ set: HolderSet, _ draft: inout GraphDraft) -> Bool {
    let target: String?
    switch set.scope {
    case .all: target = nil
    case .account(let account): target = account
    case .patterns, .open: return false
    }
    var name = "may-assume-any:\(set.account.display):\(set.kind.rawValue)"
    if let target { name += ":" + target }
    name += set.presence
    let hub: Int
    if let known = indexes[name] {
      hub = known
    } else {
      hub = hubs.count
      indexes[name] = hub
      let node = draft.hub(name, account: set.account)
      hubs.append(
        Hub(node: node, account: set.account, kind: set.kind, target: target, set: set))
    }
    for member in set.members where contained.insert([hubs[hub].node, member.node]).inserted {
      draft.contain(member.node, in: hubs[hub].node, at: member.range)
      hubs[hub].members.append(member)
      hubs[hub].set.members = hubs[hub].members
    }
    return true
  }

  /// Edges from the set nodes to the roles that leave it to their account, or to everybody's.
  func addEdges(_ draft: inout GraphDraft) {
    for hub in hubs {
      let own = draft.grantIndex.toAccount(hub.account.display)
      for index in own { add(hub, index, &draft) }
      if hub.target != nil {
        for index in draft.grantIndex.toAnyone.grants.sorted() { add(hub, index, &draft) }
      }
    }
    addEverybody(&draft)
  }

  private func add(_ hub: Hub, _ index: Int, _ draft: inout GraphDraft) {
    let grant = draft.grants[index]
    if let target = hub.target {
      guard draft.graph.nodes[Int(grant.role)].account == target else { return }
    }
    if draft.isPersonal(grant) {
      PersonalTrust.addEdges(from: hub.set, to: index, identity: .always, &draft)
    } else {
      draft.add(hub.node, index, residual: draft.trust(index, of: hub.kind, in: hub.account))
    }
  }

  /// Roles that trust everybody: one more set node for each kind of principal inside and outside
  /// the organisation, as that is all that such trusts usually ask; others account by account.
  private func addEverybody(_ draft: inout GraphDraft) {
    var groups: [String: (node: NodeIndex, hub: Hub)] = [:]
    func isLimited(_ hub: Hub) -> Bool {
      draft.sides.guardrails.limitsCallers(of: hub.account.display)
    }
    for hub in hubs where hub.target == nil && !isLimited(hub) {
      guard !draft.grantIndex.toAnyone.grants.isEmpty else { return }
      let name = "may-assume-any:*:\(hub.kind.rawValue):\(draft.accounts.isMember(hub.account))"
      let node = draft.hub(name)
      groups[name] = (node, hub)
      draft.contain(hub.node, in: node, at: nil)
    }
    for index in draft.grantIndex.toAnyone.grants.sorted() {
      let grant = draft.grants[index]
      if draft.isPersonal(grant) || draft.dependsOnAccount(grant) {
        for hub in hubs where hub.target == nil { add(hub, index, &draft) }
        continue
      }
      for hub in hubs where hub.target == nil && isLimited(hub) { add(hub, index, &draft) }
      for name in groups.keys.sorted() {
        guard let group = groups[name] else { continue }
        let residual = draft.trust(index, of: group.hub.kind, in: group.hub.account)
        draft.add(group.node, index, residual: residual)
      }
    }
  }
}

extension GraphDraft {
  /// Whether it matters to a grant which account of an organisation asks.
  func dependsOnAccount(_ grant: TrustGrant) -> Bool {
    if grant.residual.isAlways { return false }
    return grant.party.kind == .everyoneBut
      || grant.residual.keys.contains {
        $0 == "aws:PrincipalAccount" || $0 == "aws:PrincipalOrgPaths"
      }
  }
}
