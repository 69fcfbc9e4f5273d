import IAM
import Logic
import Text

/// What one policy document lets its holder do, as masks of probes, and which of its statements
/// speak about assuming roles.
struct DocumentPowers {
  /// Allowed on everything of its kind, unconditionally.
  var allowed: UInt64 = 0
  /// Allowed on everything of its kind, if a condition holds.
  var allowedMaybe: UInt64 = 0
  /// Allowed on some resources, unconditionally or not.
  var limited: UInt64 = 0
  /// Denied on everything, unconditionally.
  var denied: UInt64 = 0
  /// Denied somewhere or sometimes.
  var deniedMaybe: UInt64 = 0
  /// The most powerful Allow by itself.
  var strongest: SourceRange?
  private var strongestLevel = ReachLevel.none
  /// Positions of the statements that match `sts:AssumeRole`, in order.
  var assuming: [Int] = []
  /// Positions of the other statements that match what a request hands to its session, in order.
  var passing: [Int] = []
  /// Whether it may put tags on roles, and on users.
  var tagging = ActionSet.none
  /// Whether part of the document could not be resolved.
  var isOpaque = false
  /// What is enough for whoever holds it.
  var ownChange = OwnChange.ofAnybody

  init() {}

  init(_ document: PolicyDocument, masks: inout ActionMasks) {
    isOpaque = document.isOpaque
    for (position, statement) in document.statements.enumerated() {
      let mask = masks.mask(of: statement.actions, effect: statement.effect)
      let isOpenDenial = statement.effect != .allow && statement.hasDeadAction
      if isOpenDenial { deniedMaybe |= Probe.everything }
      if mask & Probe.assumeRole != 0 || isOpenDenial {
        assuming.append(position)
      } else if statement.knownActions.intersects(Self.passed) {
        passing.append(position)
      }
      if statement.effect != .deny {
        tagging.formUnion(statement.knownActions.intersection(Self.tags))
      }
      add(statement, mask: mask, &masks)
    }
  }

  private static let passed = ActionSet([.tagSession, .setSourceIdentity])
  private static let tags = ActionSet([.tagRole, .tagUser])

  private mutating func add(
    _ statement: Statement, mask: UInt64, _ masks: inout ActionMasks
  ) {
    var mask = mask
    if mask & Probe.anyWrite != 0, statement.opensOnlyReadingSessions {
      mask = mask & ~Probe.anyWrite | Probe.anyRead
    }
    let isCertain =
      statement.conditions.isEmpty && statement.opaqueCondition == nil && statement.guards.isEmpty
      && !statement.isMalformed && !statement.actions.entries.hasHoles
      && statement.actions.entries.isUnguarded && statement.resources.entries.isUnguarded
    let scope = ResourceScope(statement.resources, mask: mask, &masks)
    switch statement.effect {
    case .deny:
      if isCertain, !statement.hasDeadAction { denied |= scope.isExact ? scope.everything : 0 }
      deniedMaybe |= scope.everything | scope.limited
    case .allow:
      if isCertain { allowed |= scope.everything } else { allowedMaybe |= scope.everything }
      allowedMaybe |= scope.possible
      limited |= scope.limited
      let level = ReachLevel(
        everything: scope.everything | scope.possible, limited: scope.limited, ownChange)
      if level > strongestLevel {
        strongestLevel = level
        strongest = statement.range
      }
    case nil:
      // A statement whose effect is not readable may grant as well as deny.
      allowedMaybe |= scope.everything | scope.possible
      limited |= scope.limited
      deniedMaybe |= scope.everything | scope.limited
    }
  }

  /// The union of two documents' powers.
  mutating func formUnion(_ other: DocumentPowers) {
    allowed |= other.allowed
    allowedMaybe |= other.allowedMaybe
    limited |= other.limited
    denied |= other.denied
    deniedMaybe |= other.deniedMaybe
    isOpaque = isOpaque || other.isOpaque
    tagging.formUnion(other.tagging)
    if other.strongestLevel > strongestLevel {
      strongestLevel = other.strongestLevel
      strongest = other.strongest
    }
  }

  /// What is left within a boundary; a nil boundary is one whose document is missing.
  func within(_ boundary: DocumentPowers?) -> DocumentPowers {
    var result = self
    guard let boundary else {
      result.allowedMaybe |= allowed
      result.allowed = 0
      return result
    }
    let full = boundary.allowed | boundary.allowedMaybe
    result.allowed = allowed & boundary.allowed
    result.allowedMaybe = (allowed | allowedMaybe) & full
    result.limited =
      (limited & (full | boundary.limited)) | ((allowed | allowedMaybe) & boundary.limited)
    result.denied |= boundary.denied
    result.deniedMaybe |= boundary.deniedMaybe
    return result
  }

  /// Conditions taken as met, Deny statements with conditions taken as not applying.
  var level: ReachLevel {
    ReachLevel(
      everything: (allowed | allowedMaybe) & ~denied, limited: limited & ~denied, ownChange)
  }

  /// Only what holds unconditionally.
  var certainLevel: ReachLevel {
    ReachLevel(everything: allowed & ~denied & ~deniedMaybe, limited: 0, ownChange)
  }

  /// Whether it changes identities at will, conditions taken as met.
  var changesIdentities: Bool { (allowed | allowedMaybe) & Probe.escalationMask != 0 }

  /// Changes of others' identities at will, conditions taken as met: worth what those are worth.
  var changesOfOthers: UInt64 {
    level == .administrator ? 0 : (allowed | allowedMaybe) & ~denied & Probe.escalationMask
  }

  /// The same, held by a principal.
  func held(by ownChange: OwnChange) -> DocumentPowers {
    var result = self
    result.ownChange = ownChange
    return result
  }
}

extension ActionMasks {
  /// The probes that `Action` or `NotAction` matches.
  mutating func mask(of actions: Statement.Actions, effect: Statement.Effect?) -> UInt64 {
    var mask: UInt64 = 0
    switch actions {
    case .these(let patterns):
      mask = self.mask(of: patterns)
    case .allBut(let patterns):
      mask = self.mask(of: patterns)
      let verbs = Probe.anyWrite | Probe.anyRead
      mask = Probe.everything & ~(mask & ~verbs)
    }
    // Denying some writes does not deny every write.
    if effect == .deny, mask & Probe.breadthMask != Probe.breadthMask {
      mask &= Probe.breadthMask
    }
    return mask
  }
}

/// A mask split by how much of the resources a statement covers.
private struct ResourceScope {
  var everything: UInt64 = 0
  var limited: UInt64 = 0
  /// On resources that may turn out to be everything; part of `limited` too.
  var possible: UInt64 = 0
  /// Whether `everything` leaves nothing out.
  var isExact = true

  init(_ resources: Statement.Resources, mask: UInt64, _ masks: inout ActionMasks) {
    switch resources {
    case .implied: everything = mask
    case .allBut:
      everything = mask
      isExact = false
    case .these(let patterns):
      var everything: UInt64 = 0
      var limited: UInt64 = 0
      var possible: UInt64 = 0
      masks.forEach(patterns) { breadth in
        if breadth.isWhole {
          everything |= mask & breadth.services
        } else {
          limited |= mask & breadth.services
          if breadth.mayBeWhole { possible |= mask & breadth.services }
        }
      }
      self.everything = everything
      self.limited = limited
      self.possible = possible
    }
  }
}

extension ReachLevel {
  /// What a mask amounts to.
  init(everything: UInt64, limited: UInt64, _ ownChange: OwnChange) {
    if everything & Probe.breadthMask == Probe.breadthMask || ownChange.isEnough(everything) {
      self = .administrator
    } else if everything & Probe.sensitiveMask != 0
      || (everything | limited) & Probe.identityMask != 0
    {
      self = .sensitive
    } else if (everything | limited) & (Probe.anyWrite | (Probe.sensitiveMask & ~Probe.assumeRole))
      != 0
    {
      self = .write
    } else {
      self = (everything | limited) & Probe.anyRead != 0 ? .read : .none
    }
  }
}
