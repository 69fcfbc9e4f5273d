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

  /// 0-based position in the document.
  public let index: Int
  /// `Sid`, if any.
  public let sid: String?
  /// `Effect`; nil when missing or malformed (then a problem says so, and the statement is undecided).
  public let effect: Effect?
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
  /// Whether the `Condition` element is written but empty (`{}`), which guards nothing.
  public let hasEmptyCondition: Bool
  /// Set when the condition block exists but could not be resolved: content unknown.
  public let opaqueCondition: Hole?
  /// Template conditions under which the statement exists; all must hold.
  public let guards: [Hole]
  /// The statement object in the source.
  public let range: SourceRange?
  /// What is malformed in it.
  public let problems: [PolicyProblem]
  /// Whether some element is malformed in a way that leaves open what the statement says.
  public let isMalformed: Bool
  /// Whether `${…}` is a policy variable: the document's version is 2012-10-17.
  public let hasVariables: Bool

  /// Makes a statement; `knownActions` are worked out unless given.
  public init(
    index: Int, sid: String?, effect: Effect?, principals: Principals, actions: Actions,
    resources: Resources, conditions: [Condition], hasEmptyCondition: Bool = false,
    opaqueCondition: Hole? = nil, guards: [Hole] = [], range: SourceRange?,
    problems: [PolicyProblem] = [], isMalformed: Bool = false, hasVariables: Bool = true,
    knownActions: ActionSet? = nil
  ) {
    self.index = index
    self.sid = sid
    self.effect = effect
    self.principals = principals
    self.actions = actions
    self.knownActions = knownActions ?? actions.known
    self.resources = resources
    self.conditions = conditions
    self.hasEmptyCondition = hasEmptyCondition
    self.opaqueCondition = opaqueCondition
    self.guards = guards
    self.range = range
    self.problems = problems
    self.isMalformed = isMalformed
    self.hasVariables = hasVariables
  }

  private init(
    _ other: Statement, conditions: [Condition], guards: [Hole], range: SourceRange?
  ) {
    index = other.index
    sid = other.sid
    effect = other.effect
    principals = other.principals
    actions = other.actions
    knownActions = other.knownActions
    resources = other.resources
    self.conditions = conditions
    hasEmptyCondition = other.hasEmptyCondition
    opaqueCondition = other.opaqueCondition
    self.guards = guards
    self.range = range
    problems = other.problems
    isMalformed = other.isMalformed
    hasVariables = other.hasVariables
  }

  /// The same statement where further template conditions hold.
  public func guarded(by further: [Hole]) -> Statement {
    Statement(self, conditions: conditions, guards: guards + further, range: range)
  }

  /// The same statement, shown at another place.
  public func placed(at range: SourceRange?) -> Statement {
    Statement(self, conditions: conditions, guards: guards, range: range)
  }

  /// The same statement without its conditions.
  public var unconditional: Statement {
    Statement(self, conditions: [], guards: guards, range: range)
  }
}
