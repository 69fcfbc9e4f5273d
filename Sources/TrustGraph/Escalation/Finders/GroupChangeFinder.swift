import Estate
import IAM
import Logic

/// Which users can widen a group that they are in, or join one that administers.
struct GroupChangeFinder: EscalationFinder {
  static let rows = ["iam-010", "iam-011", "iam-013"]

  static func addEdges(to draft: inout EscalationDraft) {
    let groups = draft.userGroups
    var leave = GroupLeave(draft.authority)
    for index in draft.actors where draft.principals.all[index].kind == .user {
      let user = draft.principals.all[index]
      let ceiling = draft.ceiling(of: index)
      if ceiling.isNever { continue }
      let names = user.groups.compactMap { draft.principals.group(named: $0, in: user.account) }
      let all = groups[user.account.display] ?? []
      let own = names.compactMap { name in all.first { $0.principal == name } }
      for (action, row) in widenings {
        guard let use = leave.use(of: action, by: index) else { continue }
        let residual = anyOf(own) { leave.residual(use, leave.kind(of: $0, for: use)) }
        add(index, action, row, residual.and(ceiling), &draft)
      }
      let others = all.filter { !names.contains($0.principal) }
      let residual = joining(others, by: index, &leave)
      add(index, .addUserToGroup, "iam-013", residual.and(ceiling), &draft)
    }
  }

  private static let widenings: [(KnownAction, String)] = [
    (.attachGroupPolicy, "iam-010"), (.putGroupPolicy, "iam-011"),
  ]

  /// Groups about which the same is asked.
  private struct Joining: Hashable {
    let administers: Bool
    let join: Int
    /// Those of the ways to widen the group.
    let widened: [Int]
  }

  /// What must hold for a user to join one of some groups that administers, or that it can then widen.
  ///
  /// Most who can join any can join one that administers, and then no other matters.
  private static func joining(
    _ groups: [UserGroup], by user: Int, _ leave: inout GroupLeave
  ) -> Residual {
    guard let join = leave.use(of: .addUserToGroup, by: user) else { return .never }
    let uses = widenings.compactMap { leave.use(of: $0.0, by: user) }
    func residual(_ way: Joining) -> Residual {
      let joined = leave.residual(join, way.join)
      if way.administers || joined.isNever { return joined }
      return joined.and(anyOf(Array(zip(uses, way.widened))) { leave.residual($0, $1) })
    }
    var seen: Set<Joining> = []
    var ways: [(position: Int, way: Joining)] = []
    for group in groups.filter(\.administers) + groups.filter({ !$0.administers }) {
      if !group.administers, uses.isEmpty { continue }
      let kind = leave.kind(of: group, for: join)
      if leave.residual(join, kind).isNever { continue }
      let widened = group.administers ? [] : uses.map { leave.kind(of: group, for: $0) }
      let way = Joining(administers: group.administers, join: kind, widened: widened)
      guard seen.insert(way).inserted else { continue }
      if residual(way).isAlways { return .always }
      ways.append((group.position, way))
    }
    return anyOf(ways.sorted { $0.position < $1.position }) { residual($0.way) }
  }

  private static func anyOf<Element>(
    _ elements: [Element], _ residual: (Element) -> Residual
  ) -> Residual {
    var result = Residual.never
    for element in elements where !result.isAlways { result = result.or(residual(element)) }
    return result
  }

  private static func add(
    _ user: Int, _ action: KnownAction, _ row: String, _ residual: Residual,
    _ draft: inout EscalationDraft
  ) {
    guard !residual.isNever else { return }
    draft.addAdministrator(
      user, row, residual: residual, evidence: draft.authority.evidence(user, action.rawValue))
  }
}

extension EscalationDraft {
  /// Groups by account.
  fileprivate var userGroups: [String: [UserGroup]] {
    var groups: [String: [UserGroup]] = [:]
    for (index, principal) in principals.all.enumerated() where principal.kind == .group {
      let account = principal.account.display
      groups[account, default: []].append(
        UserGroup(
          principal: index, position: groups[account]?.count ?? 0,
          administers: base.policies.entries[index].powers.certainLevel == .administrator))
    }
    return groups
  }
}
