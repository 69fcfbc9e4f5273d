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
  /// Values below keys that name an ExternalId, if anything in the document is malformed.
  public var strayExternalIDs: [PolicyText] = []

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

  /// A document that there is, and that the inputs do not show.
  public static func unread(_ message: String, at range: SourceRange?) -> PolicyDocument {
    PolicyDocument(
      version: .v2008, statements: [], range: range,
      problems: [PolicyProblem(code: "policy-unreadable", message: message, range: range)],
      isOpaque: true)
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
  public let guards: [Precondition]

  /// Makes a located text.
  public init(_ text: SymbolicString, at range: SourceRange? = nil, guards: [Precondition] = []) {
    self.text = text
    self.range = range
    self.guards = guards
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
  public let guards: [Precondition]

  /// Makes an entry; `pattern` is worked out unless given.
  public init(
    family: Family, text: SymbolicString, range: SourceRange?, isBareStar: Bool = false,
    pattern: PrincipalPattern? = nil, guards: [Precondition] = []
  ) {
    self.family = family
    self.pattern = pattern ?? PrincipalPattern(family, text)
    self.guards = guards
    self.text = text
    self.range = range
    self.isBareStar = isBareStar
  }
}
