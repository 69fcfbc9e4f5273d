public import Estate
public import Text
public import TrustGraph

/// How bad a finding is, worst last.
public enum FindingSeverity: String, Hashable, Comparable, Sendable, CaseIterable {
  /// Worth knowing.
  case info
  /// Untidy.
  case low
  /// Should be fixed.
  case medium
  /// Must be fixed soon; fails the run by default.
  case high
  /// Open door.
  case critical

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Orders info < low < medium < high < critical.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// What a rule says about one subject.
public enum FindingStatus: String, Hashable, Sendable {
  /// The rule is violated.
  case fail
  /// It depends on what is not known; the reasons say on what.
  case review
  /// Violated, but accepted by a suppression.
  case suppressed
}

/// One rule violated, or undecided, for one subject.
public struct Finding: Sendable {
  /// How sure the finding is.
  public enum Confidence: String, Hashable, Sendable {
    /// Follows from the inputs.
    case certain
    /// Follows but for evidence that is usually as assumed.
    case likely
    /// May be.
    case possible
  }

  /// `TRUST-001`.
  public var rule: String
  /// The rule's title.
  public var title: String
  /// Severity after the rule's steps.
  public var severity: FindingSeverity
  /// How sure.
  public var confidence: Confidence
  /// Fail, review or suppressed.
  public var status: FindingStatus
  /// Node id, template resource or file that the finding is about.
  public var subject: String
  /// Account of the subject, as displayed; nil when it has none.
  public var account: String?
  /// Who can do what, and why, in one redacted sentence.
  public var message: String
  /// Reason codes and what an undecided finding depends on, redacted.
  public var reasons: [String]
  /// The decisive place; nil only when no input holds one.
  public var range: SourceRange?
  /// Where values at the decisive place came from: a parameter's default, a mapping cell, a
  /// condition.
  public var notes: [Diagnostic.Note] = []
  /// Hops from the source to the target, in order; empty for findings about one object.
  public var path: [Hop]
  /// A concrete request that gets in, redacted; nil when there is none to show.
  public var witness: Witness?
  /// What to change.
  public var fix: String
  /// AWS pages, CWE and ATT&CK ids.
  public var references: [String]
  /// Framework to control ids.
  public var compliance: [String: [String]]
  /// Stable across runs, line moves and severity changes; 64 lower-case hex digits.
  public var fingerprint: String

  /// One edge of a path, ready to print.
  public struct Hop: Sendable {
    /// Node id.
    public var from: String
    /// Node id.
    public var to: String
    /// The edge's kind.
    public var kind: Edge.Kind
    /// The edge's status.
    public var status: Edge.Status
    /// What must hold, in words, redacted; nil when nothing.
    public var residual: String?
    /// Places that prove it.
    public var evidence: [Evidence]

    /// Makes a hop.
    public init(
      from: String, to: String, kind: Edge.Kind, status: Edge.Status, residual: String?,
      evidence: [Evidence]
    ) {
      self.from = from
      self.to = to
      self.kind = kind
      self.status = status
      self.residual = residual
      self.evidence = evidence
    }
  }

  /// A request that gets in.
  public struct Witness: Sendable {
    /// Condition key to values, redacted.
    public var context: [String: [String]]
    /// Commands that walk the path, redacted.
    public var commands: [String]
    /// Makes a witness.
    public init(context: [String: [String]], commands: [String]) {
      self.context = context
      self.commands = commands
    }
  }

  /// Why it is accepted, and who says so until when; nil while it is open.
  public var acceptance: String? { status == .suppressed ? reasons.last : nil }

  /// Makes a finding.
  public init(
    rule: String, title: String, severity: FindingSeverity, confidence: Confidence,
    status: FindingStatus, subject: String, account: String?, message: String,
    reasons: [String] = [], range: SourceRange?, path: [Hop] = [],
    witness: Witness? = nil, fix: String, references: [String] = [],
    compliance: [String: [String]] = [:], fingerprint: String
  ) {
    self.rule = rule
    self.title = title
    self.severity = severity
    self.confidence = confidence
    self.status = status
    self.subject = subject
    self.account = account
    self.message = message
    self.reasons = reasons
    self.range = range
    self.path = path
    self.witness = witness
    self.fix = fix
    self.references = references
    self.compliance = compliance
    self.fingerprint = fingerprint
  }
}

/// How one rule came out over all its subjects.
public struct RuleCheck: Hashable, Sendable {
  /// The rule's id.
  public var rule: String
  /// Its title.
  public var title: String
  /// Subjects that it was asked about.
  public var subjects: Int
  /// Of these, passed.
  public var pass: Int
  /// Of these, violated.
  public var fail: Int
  /// Of these, undecided.
  public var review: Int

  /// Makes a check.
  public init(rule: String, title: String, subjects: Int, pass: Int, fail: Int, review: Int) {
    self.rule = rule
    self.title = title
    self.subjects = subjects
    self.pass = pass
    self.fail = fail
    self.review = review
  }
}

/// What became of one input file.
public struct InputRecord: Sendable {
  /// What became of it.
  public enum Status: String, Hashable, Sendable {
    /// Read whole.
    case read
    /// Some of it could not be read.
    case partial
    /// None of it could be read.
    case failed
    /// Not of a kind that trustpath reads.
    case unrecognised
  }

  /// The file.
  public var file: FileID
  /// Kinds recognised in it, such as `authorization-details`; empty when none.
  public var kinds: [String]
  /// The account it is about, if it says so.
  public var account: String?
  /// Read, partial, failed or unrecognised.
  public var status: Status
  /// What was found in it: `roles` 12, `users` 3, ….
  public var counts: [String: Int]
  /// Remarks about it.
  public var diagnostics: [Diagnostic]
  /// Whether it was named on the command line rather than discovered in a folder.
  public var isNamed: Bool

  /// Makes a record.
  public init(
    file: FileID, kinds: [String], account: String?, status: Status, counts: [String: Int],
    diagnostics: [Diagnostic], isNamed: Bool
  ) {
    self.file = file
    self.kinds = kinds
    self.account = account
    self.status = status
    self.counts = counts
    self.diagnostics = diagnostics
    self.isNamed = isNamed
  }
}

/// Everything that a run found out: what every report is written from.
public struct Outcome: Sendable {
  /// The inputs, sorted by path.
  public var inputs: [InputRecord]
  /// All files by id, for paths, positions and excerpts.
  public var files: SourceFiles
  /// What kinds of evidence there were.
  public var coverage: Coverage
  /// Every rule that ran, sorted by id.
  public var checks: [RuleCheck]
  /// Findings: worst first, then by rule, subject and fingerprint.
  public var findings: [Finding]
  /// Paths that are as intended (guarded by exact conditions), for the report.
  public var intendedPaths: [Finding]
  /// What a change does beside what the findings tell; nil unless one is laid over exports.
  public var change: TrustChange?
  /// The date that ages are counted from (`--as-of`), `YYYY-MM-DD`.
  public var asOf: String
  /// Version of the program.
  public var toolVersion: String
  /// Severity at and above which the run fails; nil for `none`.
  public var failOn: FindingSeverity?
  /// Diagnostics that belong to no file.
  public var diagnostics: [Diagnostic]

  /// Makes an outcome.
  public init(
    inputs: [InputRecord], files: SourceFiles, coverage: Coverage, checks: [RuleCheck],
    findings: [Finding], intendedPaths: [Finding] = [], asOf: String, toolVersion: String,
    failOn: FindingSeverity?, diagnostics: [Diagnostic] = []
  ) {
    self.inputs = inputs
    self.files = files
    self.coverage = coverage
    self.checks = checks
    self.findings = findings
    self.intendedPaths = intendedPaths
    self.asOf = asOf
    self.toolVersion = toolVersion
    self.failOn = failOn
    self.diagnostics = diagnostics
  }
}
