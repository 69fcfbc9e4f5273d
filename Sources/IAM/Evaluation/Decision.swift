public import Logic
public import Text

/// A statement that takes part in a decision.
public struct StatementMatch: Hashable, Sendable {
  /// The kind of set that its policy belongs to.
  public let set: PolicySetKind
  /// The policy.
  public let policy: String
  /// 0-based.
  public let index: Int
  /// `Sid`, if any.
  public let sid: String?
  /// Whether it denies; a statement without a legible effect counts as denying.
  public let denies: Bool
  /// When it matches.
  public let when: Residual
  /// The statement.
  public let range: SourceRange?

  /// Makes a match.
  public init(
    set: PolicySetKind, policy: String, index: Int, sid: String?, denies: Bool, when: Residual,
    range: SourceRange?
  ) {
    self.set = set
    self.policy = policy
    self.index = index
    self.sid = sid
    self.denies = denies
    self.when = when
    self.range = range
  }
}

/// What IAM would answer to a request.
public struct Decision: Sendable {
  /// The answer in one word.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// Under every circumstance.
    case allowed
    /// A Deny stops it.
    case explicitDeny
    /// Nothing grants it, or a guard does not let it pass.
    case implicitDeny
    /// It depends on the residual.
    case conditional
  }

  /// The answer in one word.
  public let outcome: Outcome
  /// When it is allowed.
  public let residual: Residual
  /// Every statement that matches, or may match, in the order of sets and policies.
  public let matches: [StatementMatch]
  /// The kinds of sets that stand in the way; empty unless denied.
  public let blockers: [PolicySetKind]
  /// The kinds of sets that would bear on the request but are not known.
  public let notEvaluated: [PolicySetKind]

  /// The documents that bear on the request and are not in the inputs, in words, sorted.
  public let missingEvidence: [String]

  /// Makes a decision.
  public init(
    _ outcome: Outcome, residual: Residual, matches: [StatementMatch],
    blockers: [PolicySetKind] = [], notEvaluated: [PolicySetKind] = [],
    missingEvidence: [String] = []
  ) {
    self.outcome = outcome
    self.residual = residual
    self.matches = matches
    self.blockers = blockers
    self.notEvaluated = notEvaluated
    self.missingEvidence = missingEvidence
  }

  /// The answer as a verdict.
  public var verdict: Verdict { Verdict(residual) }
}
