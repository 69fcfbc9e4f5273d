public import Logic
public import Text

/// One statement of a policy document.
///
/// A reference: there are tens of thousands, and many passes walk all of them.
public final class Statement: Sendable {
  /// `Effect`.
  public enum Effect: Hashable, Sendable {
    /// `Allow`.
    case allow
    /// `Deny`.
    case deny
  }

  /// `Action` or `NotAction`.
  public enum Actions: Sendable {
    /// Matches when one entry does.
    case these(PolicyTexts)
    /// Matches when no entry does.
    case allBut(PolicyTexts)

    /// The entries, of either.
    public var entries: PolicyTexts {
      switch self {
      case .these(let entries), .allBut(let entries): entries
      }
    }
  }

  /// `Resource`, `NotResource`, or neither (trust policies).
  public enum Resources: Sendable {
    /// No element: the resource is the one that the policy is attached to.
    case implied
    /// Matches when one entry does.
    case these(PolicyTexts)
    /// Matches when no entry does.
    case allBut(PolicyTexts)

    /// The entries, of either; none where there is no element.
    public var entries: PolicyTexts {
      switch self {
      case .implied: []
      case .these(let entries), .allBut(let entries): entries
      }
    }
  }

  /// `Principal`, `NotPrincipal`, or neither (identity policies).
  public enum Principals: Sendable {
    /// No element: the principal is the one that the policy is attached to.
    case implied
    /// Matches when one entry does.
    case these([PrincipalEntry])
    /// Matches when no entry does.
    case allBut([PrincipalEntry])
  }

  /// `Principal` or `NotPrincipal`.
  public let principals: Principals
  /// `Action` or `NotAction`.
  public let actions: Actions
  /// The known actions that the statement may match; whatever else it says, it does not bear on
  /// other known actions.
  public let knownActions: ActionSet
  /// `Resource` or `NotResource`.
  public let resources: Resources
  /// Every operator/key pair, in document order; all must hold.
  public let conditions: [Condition]
  /// `Sid`, if any.
  public let sid: String?
  private let exceptions: Exceptions?
  private let position: UInt32
  /// The statement object in the source.
  public let range: SourceRange?
  /// `Effect`; nil when missing or malformed (then a problem says so, and the statement is undecided).
  public let effect: Effect?
  /// Whether the `Condition` element is written but empty (`{}`), which guards nothing.
  public let hasEmptyCondition: Bool
  /// Whether some element is malformed in a way that leaves open what the statement says.
  public let isMalformed: Bool
  /// Whether `${…}` is a policy variable: the document's version is 2012-10-17.
  public let hasVariables: Bool

  /// What few statements have; apart, since there are tens of thousands without.
  private final class Exceptions: Sendable {
    let opaqueCondition: Hole?
    let guards: [Precondition]
    let problems: [PolicyProblem]

    /// Nil where there is nothing to keep.
    init?(_ opaqueCondition: Hole?, _ guards: [Precondition], _ problems: [PolicyProblem]) {
      if opaqueCondition == nil, guards.isEmpty, problems.isEmpty { return nil }
      self.opaqueCondition = opaqueCondition
      self.guards = guards
      self.problems = problems
    }
  }

  /// 0-based position in the document.
  public var index: Int { Int(position) }
  /// Set when the condition block exists but could not be resolved: content unknown.
  public var opaqueCondition: Hole? { exceptions?.opaqueCondition }
  /// Template conditions under which the statement exists; all must hold.
  public var guards: [Precondition] { exceptions?.guards ?? [] }
  /// What is malformed in it.
  public var problems: [PolicyProblem] { exceptions?.problems ?? [] }

  /// Makes a statement; `knownActions` are worked out unless given.
  public init(
    index: Int, sid: String?, effect: Effect?, principals: Principals, actions: Actions,
    resources: Resources, conditions: [Condition], hasEmptyCondition: Bool = false,
    opaqueCondition: Hole? = nil, guards: [Precondition] = [], range: SourceRange?,
    problems: [PolicyProblem] = [], isMalformed: Bool = false, hasVariables: Bool = true,
    knownActions: ActionSet? = nil
  ) {
    position = UInt32(clamping: index)
    self.sid = sid
    self.effect = effect
    self.principals = principals
    self.actions = actions
    // What a Deny means by an entry that matches nothing is open: it may be any action.
    let isOpen = effect != .allow && Self.hasDeadAction(problems)
    self.knownActions = isOpen ? .all : knownActions ?? actions.known
    self.resources = resources
    self.conditions = conditions
    self.hasEmptyCondition = hasEmptyCondition
    exceptions = Exceptions(opaqueCondition, guards, problems)
    self.range = range
    self.isMalformed = isMalformed
    self.hasVariables = hasVariables
  }

  private init(
    _ other: Statement, conditions: [Condition], guards: [Precondition], range: SourceRange?
  ) {
    position = other.position
    sid = other.sid
    effect = other.effect
    principals = other.principals
    actions = other.actions
    knownActions = other.knownActions
    resources = other.resources
    self.conditions = conditions
    hasEmptyCondition = other.hasEmptyCondition
    exceptions =
      guards.count == other.guards.count
      ? other.exceptions : Exceptions(other.opaqueCondition, guards, other.problems)
    self.range = range
    isMalformed = other.isMalformed
    hasVariables = other.hasVariables
  }

  /// The same statement where further template conditions hold.
  public func guarded(by further: [Precondition]) -> Statement {
    Statement(self, conditions: conditions, guards: guards + further, range: range)
  }

  /// The same statement, shown at another place.
  public func placed(at range: SourceRange?) -> Statement {
    Statement(self, conditions: conditions, guards: guards, range: range)
  }

  /// The same statement without its conditions.
  public var unconditional: Statement { conditioned(by: []) }

  /// The same statement with some of its conditions.
  public func conditioned(by conditions: [Condition]) -> Statement {
    Statement(self, conditions: conditions, guards: guards, range: range)
  }
}
