public import Logic
public import Text

/// A policy document as written: its statements in order, with everything that was wrong in it.
public struct PolicyDocument: Sendable {
  /// The language version; decides whether `${…}` is a variable or literal text.
  public enum Version: Hashable, Sendable {
    /// `2008-10-17`, also when the element is absent: no policy variables.
    case v2008
    /// `2012-10-17`.
    case v2012
  }

  /// `v2008` when absent (IAM User Guide, "IAM JSON policy elements: Version").
  public var version: Version
  /// In document order; index is position, 0-based.
  public var statements: [Statement]
  /// The whole document.
  public var range: SourceRange?
  /// What is malformed in the document outside its statements.
  public var problems: [PolicyProblem]
  /// True when part of the document could not be resolved (macro, unknown intrinsic): then its
  /// absence of statements proves nothing.
  public var isOpaque: Bool

  /// Makes a document.
  public init(
    version: Version, statements: [Statement], range: SourceRange?, problems: [PolicyProblem] = [],
    isOpaque: Bool = false
  ) {
    self.version = version
    self.statements = statements
    self.range = range
    self.problems = problems
    self.isOpaque = isOpaque
  }
}

/// Something malformed or suspicious in a policy, found while reading it.
public struct PolicyProblem: Hashable, Sendable {
  /// Stable identifier: `unknown-operator`, `duplicate-key`, `malformed-value`, ….
  public let code: String
  /// One sentence, user text in back-ticks, never a condition value of `sts:ExternalId`.
  public let message: String
  /// The offending node.
  public let range: SourceRange?

  /// Makes a problem.
  public init(code: String, message: String, range: SourceRange?) {
    self.code = code
    self.message = message
    self.range = range
  }
}

/// A text of a policy with the place where it is written.
public struct PolicyText: Hashable, Sendable {
  /// The text as written, before policy variables are substituted.
  public let text: SymbolicString
  /// The scalar in the source.
  public let range: SourceRange?
  /// Template conditions under which the text exists; all must hold.
  public let guards: [Hole]

  /// Makes a located text.
  public init(_ text: SymbolicString, at range: SourceRange? = nil, guards: [Hole] = []) {
    self.text = text
    self.range = range
    self.guards = guards
  }
}

/// One statement of a policy document.
public struct Statement: Sendable {
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
  public var index: Int
  /// `Sid`, if any.
  public var sid: String?
  /// `Effect`; nil when missing or malformed (then a problem says so, and the statement is undecided).
  public var effect: Effect?
  /// `Principal` or `NotPrincipal`.
  public var principals: Principals
  /// `Action` or `NotAction`.
  public let actions: Actions
  /// The known actions that the statement may match; whatever else it says, it does not bear on
  /// other known actions.
  public let knownActions: ActionSet
  /// `Resource` or `NotResource`.
  public var resources: Resources
  /// Every operator/key pair, in document order; all must hold.
  public var conditions: [Condition]
  /// Whether the `Condition` element is written but empty (`{}`), which guards nothing.
  public var hasEmptyCondition: Bool
  /// Set when the condition block exists but could not be resolved: content unknown.
  public var opaqueCondition: Hole?
  /// Template conditions under which the statement exists; all must hold.
  public var guards: [Hole]
  /// The statement object in the source.
  public var range: SourceRange?
  /// What is malformed in it.
  public var problems: [PolicyProblem]
  /// Whether some element is malformed in a way that leaves open what the statement says.
  public var isMalformed: Bool
  /// Whether `${…}` is a policy variable: the document's version is 2012-10-17.
  public var hasVariables: Bool

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
}

/// One entry of a `Principal` element, by kind.
public struct PrincipalEntry: Hashable, Sendable {
  /// The key of the `Principal` map.
  public enum Family: String, Hashable, Sendable {
    /// `AWS`, and the bare `"*"`.
    case aws = "AWS"
    /// `Service`.
    case service = "Service"
    /// `Federated`.
    case federated = "Federated"
    /// `CanonicalUser`.
    case canonicalUser = "CanonicalUser"
    /// A key that AWS does not define; matches nobody and is reported.
    case unknown = ""
  }

  /// The key that the entry stands under.
  public let family: Family
  /// The entry as written.
  public let text: SymbolicString
  /// The scalar in the source.
  public let range: SourceRange?
  /// Whether it is the bare `"Principal": "*"`.
  public let isBareStar: Bool
  /// Whom the entry names.
  public let pattern: PrincipalPattern
  /// Template conditions under which the entry exists; all must hold.
  public let guards: [Hole]

  /// Makes an entry; `pattern` is worked out unless given.
  public init(
    family: Family, text: SymbolicString, range: SourceRange?, isBareStar: Bool = false,
    pattern: PrincipalPattern? = nil, guards: [Hole] = []
  ) {
    self.family = family
    self.pattern = pattern ?? PrincipalPattern(family, text)
    self.guards = guards
    self.text = text
    self.range = range
    self.isBareStar = isBareStar
  }
}
