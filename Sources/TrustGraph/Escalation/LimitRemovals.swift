import Estate
import IAM
import Logic

extension EscalationDraft {
  /// A way to take a Deny, or the boundary, off a principal.
  struct Removal {
    let action: KnownAction
    let arn: SymbolicString
    var context: [ContextKey: RequestContext.Knowledge] = [:]
    /// The documents that it takes off; none for the boundary.
    var documents: Set<Int> = []
  }

  /// Every action by which a Deny goes.
  private static let removing = [
    KnownAction.deleteUserPolicy, .deleteRolePolicy, .detachUserPolicy, .detachRolePolicy,
    .removeUserFromGroup,
  ].reduce(ActionBits.none) { $0.union(EscalationActions.bits(of: $1)) }

  /// What must hold for a principal to administer after it took off what it can, one after the other,
  /// with the removals of a Deny that this takes; nil when no Deny can go.
  ///
  /// What a Deny or the boundary forbids now may be allowed after another one is gone, so that what can
  /// go is asked again after each. What only limits goes before what allows something, too, and removals
  /// that depend on something are taken one by one, because those before may be enough.
  mutating func unlimited(_ principal: Int) -> (residual: Residual, removals: [Removal])? {
    guard authority.entries[principal].some.intersects(Self.removing) else { return nil }
    var pending = removals(of: principal)
    guard pending.contains(where: { !$0.documents.isEmpty }) else { return nil }
    var (condition, residual) = (Residual.always, Residual.never)
    var (done, lifted): ([Removal], AuthorityIndex.Lifted) = ([], AuthorityIndex.Lifted())
    while !pending.isEmpty, !residual.isAlways {
      let asked = pending.map { allowed($0, principal, without: lifted) }
      let sure = asked.indices.filter { asked[$0].isAlways }
      var taken = sure.filter { !allows(pending[$0]) }
      if taken.isEmpty { taken = sure }
      if taken.isEmpty, let first = asked.firstIndex(where: { !$0.isNever }) {
        taken = [first]
        condition = condition.andThen(asked[first])
      }
      if taken.isEmpty { break }
      done += taken.map { pending[$0] }
      for position in taken.reversed() { pending.remove(at: position) }
      lifted = Self.lifted(by: done, before: pending)
      if lifted.denies.isEmpty { continue }
      let gone = AuthorityIndex.Lifted(
        boundary: lifted.boundary, denies: lifted.denies, areGone: true)
      // What the boundary alone forbids is no matter of a Deny.
      let before = AuthorityIndex.Lifted(boundary: lifted.boundary)
      let after = administrator(principal, without: gone, before: before)
        .or(administrator(principal, without: lifted, before: before).and(.keptAllows))
      residual = residual.or(condition.andThen(after))
    }
    return (residual, done.filter { !$0.documents.isEmpty })
  }

  /// What must hold for a principal to make a removal after others.
  private func allowed(
    _ removal: Removal, _ principal: Int, without lifted: AuthorityIndex.Lifted
  ) -> Residual {
    func asked(_ lifted: AuthorityIndex.Lifted) -> Residual {
      authority.residual(
        principal, removal.action.rawValue, on: removal.arn, removal.context, without: lifted)
    }
    let sure = asked(
      AuthorityIndex.Lifted(boundary: lifted.boundary, denies: lifted.denies, areGone: true))
    return sure.isAlways ? sure : sure.or(asked(lifted).and(.keptAllows))
  }

  /// What some removals take off while others are not made; a policy may be there by several ways.
  private static func lifted(
    by done: [Removal], before pending: [Removal]
  ) -> AuthorityIndex.Lifted {
    let denying = pending.reduce(into: Set<Int>()) { $0.formUnion($1.documents) }
    return AuthorityIndex.Lifted(
      boundary: done.contains { $0.documents.isEmpty },
      denies: done.reduce(into: Set<Int>()) { $0.formUnion($1.documents) }.subtracting(denying))
  }

  /// Whether a removal also takes off what allows something.
  private func allows(_ removal: Removal) -> Bool {
    removal.documents.contains { document in
      authority.documents[document].policy.document.statements.contains { $0.effect != .deny }
    }
  }

  /// What can be done so that a principal's own policies, its groups and its boundary limit it less.
  private func removals(of index: Int) -> [Removal] {
    let (principal, entry) = (principals.all[index], authority.entries[index])
    let isUser = principal.kind == .user
    var removals = BoundaryChange.all[principal.kind, default: []].compactMap { change in
      principal.boundary == nil
        ? nil : Removal(action: change.action, arn: principal.arn, context: change.context)
    }
    let inline = Set(entry.inline.filter(denies))
    if !inline.isEmpty {
      removals.append(
        Removal(
          action: isUser ? .deleteUserPolicy : .deleteRolePolicy, arn: principal.arn,
          documents: inline))
    }
    for attached in entry.attached where denies(attached.document) {
      let text = principal.attachedPolicies[attached.position].text
      removals.append(
        Removal(
          action: isUser ? .detachUserPolicy : .detachRolePolicy, arn: principal.arn,
          context: text.literal.map { ["iam:PolicyARN": .known(.one($0))] } ?? [:],
          documents: [attached.document]))
    }
    for name in principal.groups {
      guard let group = principals.group(named: name, in: principal.account) else { continue }
      let documents = Set(authority.entries[group].documents.filter(denies))
      if documents.isEmpty { continue }
      removals.append(
        Removal(
          action: .removeUserFromGroup, arn: principals.all[group].arn, documents: documents))
    }
    return removals
  }

  private func denies(_ document: Int) -> Bool {
    authority.documents[document].policy.document.statements.contains { $0.effect != .allow }
  }

  /// What must hold for a principal to administer, or to make itself an administrator, because something
  /// that limits it is gone; never where it does not get what it had not before.
  mutating func administrator(
    _ index: Int, without lifted: AuthorityIndex.Lifted,
    before: AuthorityIndex.Lifted = AuthorityIndex.Lifted()
  ) -> Residual {
    let ceiling = lifted.boundary ? Residual.always : ceiling(of: index)
    if ceiling.isNever { return .never }
    let kept = before.boundary ? Residual.always : self.ceiling(of: index)
    let principal = principals.all[index]
    var residual = Residual.never
    for way in SelfChangeFinder.ways where way.kind == principal.kind {
      func asked(_ lifted: AuthorityIndex.Lifted) -> Residual {
        authority.widening(index, way.action, on: principal.arn, without: lifted)
      }
      let had = asked(before).and(kept)
      if had.isAlways { return .never }
      let has = asked(lifted).and(ceiling)
      if has != had { residual = residual.or(has) }
    }
    let had = boundedPowers(of: index, without: before)
    let has = boundedPowers(of: index, without: lifted)
    return residual.or(has.administration.more(than: had.administration).and(ceiling))
  }

  /// What the policies of a principal give within its boundary.
  private mutating func boundedPowers(
    of index: Int, without lifted: AuthorityIndex.Lifted
  ) -> DocumentPowers {
    let own = ownPowers(of: index, without: lifted)
    if lifted.boundary { return own }
    switch authority.entries[index].boundary {
    case .none: return own
    case .missing: return own.within(nil)
    case .document(let index):
      let boundary = powers(of: authority.documents[index].policy.document)
      var left = own.within(boundary)
      left.isOpaque = own.isOpaque || boundary.isOpaque
      return left
    }
  }

  /// What the policies of a principal give without its boundary, and without what some of them deny.
  mutating func ownPowers(
    of principal: Int, without lifted: AuthorityIndex.Lifted = AuthorityIndex.Lifted()
  ) -> DocumentPowers {
    var result = DocumentPowers()
    result.ownChange = principals.ownChange(of: principals.all[principal])
    for document in authority.entries[principal].documents {
      let isLifted = lifted.denies.contains(document)
      if isLifted, lifted.areGone { continue }
      var powers = powers(of: authority.documents[document].policy.document)
      if isLifted {
        powers.denied = 0
        powers.deniedMaybe = 0
      }
      result.formUnion(powers)
    }
    return result
  }
}

/// What makes somebody an administrator, as masks of probes.
private struct Administration: Equatable {
  let possible: UInt64
  let certain: UInt64
  /// What is denied somewhere or sometimes.
  let doubted: UInt64
  let isOpaque: Bool

  /// What must hold for this to be more than what somebody had before.
  func more(than before: Administration) -> Residual {
    if self == before || possible == 0 { return .never }
    // Where part of what it had is not known, that may have been all of it.
    if certain & ~before.possible != 0, !before.isOpaque { return .always }
    return possible & ~before.certain == 0
      ? .never : .when("what is taken off keeps it from administrator's rights")
  }
}

extension DocumentPowers {
  fileprivate var administration: Administration {
    func administering(_ mask: UInt64) -> UInt64 {
      let isEverything = mask & Probe.breadthMask == Probe.breadthMask
      return isEverything ? mask & Probe.breadthMask : ownChange.enough(of: mask)
    }
    let possible = administering((allowed | allowedMaybe) & ~denied)
    return Administration(
      possible: possible, certain: administering(allowed & ~denied & ~deniedMaybe),
      doubted: possible & deniedMaybe, isOpaque: isOpaque)
  }
}

/// A change of a boundary, with what the request says about the new one.
struct BoundaryChange {
  let action: KnownAction
  let row: String
  var context: [ContextKey: RequestContext.Knowledge] = [:]

  static let all: [Principal.Kind: [BoundaryChange]] = [
    .user: [
      BoundaryChange(action: .deleteUserPermissionsBoundary, row: "iam-022"),
      BoundaryChange(
        action: .putUserPermissionsBoundary, row: "iam-024", context: .openBoundary),
    ],
    .role: [
      BoundaryChange(action: .deleteRolePermissionsBoundary, row: "iam-023"),
      BoundaryChange(
        action: .putRolePermissionsBoundary, row: "iam-024", context: .openBoundary),
    ],
  ]
}

extension [ContextKey: RequestContext.Knowledge] {
  /// The request puts a boundary that limits nothing.
  static var openBoundary: Self {
    ["iam:PermissionsBoundary": .known(.one("arn:aws:iam::aws:policy/AdministratorAccess"))]
  }
}

extension Residual {
  /// A policy that is taken off to be rid of its Deny allows nothing any more, either.
  fileprivate static let keptAllows = Residual.when(
    "what a policy allows is still allowed after its Deny was taken off")
}
