import Estate
import Logic

/// A trust policy lets everybody in, or everybody within a fence; principals of the role's own
/// account need nothing on their side then.
struct AnyoneTrustFinder: EdgeFinder {
  static let rows = ["T-STAR", "T-STAR-COND", "T-NOTPRINCIPAL"]

  static func addEdges(to draft: inout GraphDraft) {
    var neighbours: [String: [Int]] = [:]
    for (index, grant) in draft.grants.enumerated() where grant.dead == nil {
      guard grant.party.kind == .anyone || grant.party.kind == .everyoneBut else { continue }
      let status: Edge.Status? = grant.kind == .assumeRole ? nil : .possible
      draft.addSources(of: grant, index, status: status)
      guard grant.kind == .assumeRole,
        let account = draft.graph.nodes[Int(grant.role)].account
      else { continue }
      neighbours[account, default: []].append(index)
    }
    for account in neighbours.keys.sorted() {
      addNeighbours(account, neighbours[account] ?? [], &draft)
    }
  }

  /// Principals of the role's own account.
  private static func addNeighbours(
    _ account: String, _ grants: [Int], _ draft: inout GraphDraft
  ) {
    let members = draft.principals.members(of: account)
    for kind in [.user, .role] as [Principal.Kind] {
      let free = members.filter {
        draft.principals.all[$0].kind == kind && !draft.hasDenies($0)
      }
      let limited = members.filter { draft.principals.all[$0].kind == kind && draft.hasDenies($0) }
      guard let first = free.first ?? limited.first else { continue }
      let owner = draft.principals.all[first].account
      var hub: NodeIndex?
      for index in grants {
        let grant = draft.grants[index]
        let isPersonal = draft.isPersonal(grant)
        let admission =
          isPersonal || !limited.isEmpty ? draft.admission(of: grant, in: owner) : .everybody
        if isPersonal {
          for member in free where admission.mayAdmit(member) { addOne(member, index, &draft) }
        } else if !free.isEmpty {
          let node = hub ?? addHub(kind, owner, free, &draft)
          hub = node
          draft.add(node, index, residual: draft.trust(index, of: kind, in: owner))
        }
        for member in limited where admission.mayAdmit(member) { addOne(member, index, &draft) }
      }
    }
  }

  private static func addHub(
    _ kind: Principal.Kind, _ account: SymbolicString, _ members: [Int],
    _ draft: inout GraphDraft
  ) -> NodeIndex {
    let hub = draft.hub("principals:\(account.display):\(kind.rawValue)", account: account)
    for member in members {
      if let node = draft.principals.nodes[member] { draft.contain(node, in: hub, at: nil) }
    }
    return hub
  }

  private static func addOne(_ member: Int, _ index: Int, _ draft: inout GraphDraft) {
    guard let node = draft.principals.nodes[member], node != draft.grants[index].role else {
      return
    }
    let outcome = draft.twoSided(draft.grants[index], member)
    draft.add(node, index, residual: outcome.residual, evidence: outcome.evidence)
  }
}
