import Estate
import IAM
import Logic

/// Who can take away what limits its own policies or those of somebody whom it can become: a
/// permissions boundary, or a Deny.
struct BoundaryChangeFinder: EscalationFinder {
  static let rows = ["iam-022", "iam-023", "iam-024", "iam-025"]

  /// A change of a boundary, with what the request says about the new one.
  private struct Change {
    let action: KnownAction
    let row: String
    var context: [ContextKey: RequestContext.Knowledge] = [:]
  }

  private static let changes: [Principal.Kind: [Change]] = [
    .user: [
      Change(action: .deleteUserPermissionsBoundary, row: "iam-022"),
      Change(action: .putUserPermissionsBoundary, row: "iam-024", context: .openBoundary),
    ],
    .role: [
      Change(action: .deleteRolePermissionsBoundary, row: "iam-023"),
      Change(action: .putRolePermissionsBoundary, row: "iam-024", context: .openBoundary),
    ],
  ]

  static func addEdges(to draft: inout EscalationDraft) {
    for index in draft.actors where !draft.principals.all[index].isReserved {
      if draft.isAdministrator(index) { continue }
      if draft.principals.all[index].boundary != nil {
        addBoundary(index, &draft)
      } else {
        addDeny(index, &draft)
      }
    }
    addBoundariesOfOthers(&draft)
  }

  private static func addBoundary(_ index: Int, _ draft: inout EscalationDraft) {
    let principal = draft.principals.all[index]
    let after = draft.administrator(index, without: .boundary)
    if after.isNever { return }
    for change in changes[principal.kind] ?? [] {
      let residual = draft.authority.residual(
        index, change.action.rawValue, on: principal.arn, change.context)
      draft.addAdministrator(
        index, change.row, residual: residual.and(after),
        evidence: draft.authority.evidence(index, change.action.rawValue, on: principal.arn))
    }
  }

  /// Every policy that denies has to go, each in its own way.
  private static func addDeny(_ index: Int, _ draft: inout EscalationDraft) {
    let principal = draft.principals.all[index]
    let removals = draft.removals(of: principal)
    guard !removals.isEmpty else { return }
    var residual = draft.administrator(index, without: .denies)
    for removal in removals where !residual.isNever {
      residual = residual.and(
        draft.authority.residual(index, removal.action.rawValue, on: removal.arn, removal.context))
    }
    draft.addAdministrator(
      index, "iam-025", residual: residual,
      evidence: draft.authority.evidence(index, removals[0].action.rawValue, on: removals[0].arn))
  }

  private static func addBoundariesOfOthers(_ draft: inout EscalationDraft) {
    let users = draft.bounded(draft.users)
    for change in changes[.user] ?? [] where !users.isEmpty {
      for joint in draft.joint(change.action, .createAccessKey, on: users, change.context) {
        for member in joint.group.members {
          let others = joint.targets.filter { $0.target != member }
          guard let best = others.first(where: { $0.residual.isAlways }) ?? others.first else {
            continue
          }
          draft.addAdministrator(
            member, change.row, residual: best.residual,
            evidence: draft.authority.evidence(
              member, change.action.rawValue, on: draft.principals.all[best.target].arn))
        }
      }
    }
    let roles = draft.bounded(draft.roles)
    for change in changes[.role] ?? [] where !roles.isEmpty {
      for group in draft.holders(of: change.action) {
        let targets = draft.targets(
          of: group, among: roles[group.account] ?? [], change.context)
        let residuals = Dictionary(uniqueKeysWithValues: targets.map { ($0.target, $0.residual) })
        for member in group.members {
          guard let step = draft.assumable(by: member, among: residuals) else { continue }
          draft.addAdministrator(
            member, change.row, residual: step.residual,
            evidence: draft.authority.evidence(member, change.action.rawValue) + step.evidence)
        }
      }
    }
  }
}

extension [ContextKey: RequestContext.Knowledge] {
  /// The request puts a boundary that limits nothing.
  fileprivate static var openBoundary: Self {
    ["iam:PermissionsBoundary": .known(.one("arn:aws:iam::aws:policy/AdministratorAccess"))]
  }
}

extension EscalationDraft {
  /// A way to take a Deny off a principal.
  fileprivate struct Removal {
    let action: KnownAction
    let arn: SymbolicString
    var context: [ContextKey: RequestContext.Knowledge] = [:]
  }

  /// What has to be done so that none of a principal's own policies and groups denies any power.
  fileprivate mutating func removals(of principal: Principal) -> [Removal] {
    let isUser = principal.kind == .user
    var removals: [Removal] = []
    if principal.inlinePolicies.contains(where: { denies($0.document) }) {
      removals.append(
        Removal(action: isUser ? .deleteUserPolicy : .deleteRolePolicy, arn: principal.arn))
    }
    for attached in principal.attachedPolicies {
      guard let document = authority.document(attached), denies(document) else { continue }
      removals.append(
        Removal(
          action: isUser ? .detachUserPolicy : .detachRolePolicy, arn: principal.arn,
          context: attached.text.literal.map { ["iam:PolicyARN": .known(.one($0))] } ?? [:]))
    }
    for name in principal.groups {
      guard let group = principals.group(named: name, in: principal.account) else { continue }
      let documents = authority.entries[group].documents.map { authority.documents[$0] }
      if documents.contains(where: { denies($0.policy.document) }) {
        removals.append(Removal(action: .removeUserFromGroup, arn: principals.all[group].arn))
      }
    }
    return removals
  }

  private mutating func denies(_ document: PolicyDocument) -> Bool {
    powers(of: document).deniedMaybe != 0
  }

  /// Users or roles that only a boundary keeps from being administrators.
  fileprivate mutating func bounded(_ candidates: [String: [Int]]) -> [String: [Int]] {
    var result: [String: [Int]] = [:]
    for (account, members) in candidates {
      for index in members
      where principals.all[index].boundary != nil && !principals.all[index].isReserved
        && ownPowers(of: index).level == .administrator && ceiling(of: index).isNever
      {
        result[account, default: []].append(index)
      }
    }
    return result
  }

  /// What must hold for a principal to administer, or to make itself an administrator, once something
  /// that limits it is gone.
  fileprivate mutating func administrator(
    _ index: Int, without lifted: AuthorityIndex.Lifted
  ) -> Residual {
    var own = ownPowers(of: index)
    if lifted.contains(.denies) {
      own.denied = 0
      own.deniedMaybe = 0
    }
    if own.level == .administrator { return .always }
    let principal = principals.all[index]
    var residual = Residual.never
    for way in SelfChangeFinder.ways where way.kind == principal.kind {
      residual = residual.or(
        authority.widening(index, way.action, on: principal.arn, without: lifted))
    }
    return residual
  }

  /// What the policies of a principal give without its boundary.
  private mutating func ownPowers(of principal: Int) -> DocumentPowers {
    var result = DocumentPowers()
    for document in authority.entries[principal].documents {
      result.formUnion(powers(of: authority.documents[document].policy.document))
    }
    return result
  }
}
