import Estate
import IAM
import Logic

/// Who can make a new role or user and give it every permission.
///
/// One name must be covered by all grants; names are made from the patterns of the grants.
struct NewIdentityFinder: EscalationFinder {
  static let rows = ["iam-026", "iam-027"]

  /// Actions that together make an identity and widen it.
  private struct Way {
    let actions: [KnownAction]
    let bits: ActionBits

    init(_ actions: KnownAction...) {
      self.actions = actions
      bits = actions.reduce(.none) { $0.union(EscalationActions.bits(of: $1)) }
    }
  }

  private static let roleWays = [
    Way(.createRole, .attachRolePolicy), Way(.createRole, .putRolePolicy),
  ]
  private static let userWays = [
    Way(.createUser, .createAccessKey, .attachUserPolicy),
    Way(.createUser, .createAccessKey, .putUserPolicy),
    Way(.createUser, .createLoginProfile, .attachUserPolicy),
    Way(.createUser, .createLoginProfile, .putUserPolicy),
  ]

  /// A request's word about a boundary, with what must hold for that boundary to limit nothing.
  private typealias Boundary = (
    context: [ContextKey: RequestContext.Knowledge], residual: Residual
  )

  static func addEdges(to draft: inout EscalationDraft) {
    let boundaries = openBoundaries(&draft)
    for index in draft.actors {
      let account = draft.principals.all[index].account.display
      let open =
        [([ContextKey: RequestContext.Knowledge].openBoundary, Residual.always)]
        + (boundaries[account] ?? [])
      add(index, roleWays, "role", "iam-026", open, &draft)
      add(index, userWays, "user", "iam-027", open, &draft)
    }
  }

  /// The policies of each account that leave administrator's rights to whom they bound.
  private static func openBoundaries(_ draft: inout EscalationDraft) -> [String: [Boundary]] {
    var result: [String: [Boundary]] = [:]
    for policy in draft.base.estate.managedPolicies {
      guard let arn = policy.arn.literal, let account = ARN(arn)?.account else { continue }
      let powers = draft.powers(of: policy.document)
      guard powers.level == .administrator else { continue }
      let residual =
        powers.certainLevel == .administrator
        ? Residual.always : .when("conditions in \(arn) leave administrator's rights")
      result[account, default: []].append(
        (["iam:PermissionsBoundary": .known(.one(arn))], residual))
    }
    return result
  }

  private static func add(
    _ index: Int, _ ways: [Way], _ type: String, _ row: String,
    _ boundaries: [Boundary], _ draft: inout EscalationDraft
  ) {
    let open = ways.filter { draft.authority.isNotShut(index, $0.bits) }
    if open.isEmpty { return }
    let principal = draft.principals.all[index]
    guard let account = principal.account.literal,
      let partition = SymbolicARN(principal.arn)?.partition.literal
    else { return }
    for way in open {
      let (actions, bits) = (way.actions, way.bits)
      let prefix = "arn:\(partition):iam::\(account):\(type)/"
      var residual = Residual.never
      if draft.authority.isCertain(index, bits) {
        residual = .always
      } else {
        for name in draft.authority.newNames(index, actions, prefix: prefix) {
          residual = residual.or(allowed(index, actions, name, boundaries, draft))
          if residual.isAlways { break }
        }
      }
      guard !residual.isNever else { continue }
      draft.addAdministrator(
        index, row, residual: residual,
        evidence: draft.authority.evidence(index, actions[0].rawValue))
      return
    }
  }

  /// What must hold for a new identity to administer: without a boundary, with one that limits nothing,
  /// or with one that is taken off or replaced by such a one.
  ///
  /// What is given to it is asked with the same boundary as its creation, because a policy may let
  /// only limited identities be changed, or with what is left afterwards.
  private static func allowed(
    _ index: Int, _ actions: [KnownAction], _ name: String, _ boundaries: [Boundary],
    _ draft: EscalationDraft
  ) -> Residual {
    let authority = draft.authority
    let name = SymbolicString(name)
    func created(_ context: [ContextKey: RequestContext.Knowledge]) -> Residual {
      authority.residual(index, actions[0].rawValue, on: name, context)
    }
    func widened(_ context: [ContextKey: RequestContext.Knowledge]) -> Residual {
      actions.dropFirst().reduce(Residual.always) { residual, action in
        residual.andThen(authority.widening(index, action, on: name, context))
      }
    }
    let absent: [ContextKey: RequestContext.Knowledge] = [
      "iam:PermissionsBoundary": .known(.absent)
    ]
    var residual = Residual.never
    let free: [Boundary] = [(absent, .always)] + boundaries
    for boundary in free {
      residual = residual.or(
        created(boundary.context).and(widened(boundary.context)).and(boundary.residual))
      if residual.isAlways { return residual }
    }
    let limited = created([:])
    if limited.isNever { return residual }
    let kind: Principal.Kind = actions[0] == .createRole ? .role : .user
    for change in BoundaryChange.all[kind] ?? [] {
      // A boundary is deleted, or one of those that limit nothing takes its place.
      for boundary in change.context.isEmpty ? [(absent, .always)] : boundaries {
        let context = change.context.isEmpty ? [:] : boundary.context
        let changed = authority.residual(index, change.action.rawValue, on: name, context)
        if changed.isNever { continue }
        let after = widened([:]).or(widened(boundary.context))
        residual = residual.or(
          changed.and(boundary.residual).and(limited).and(after))
      }
    }
    return residual
  }
}
