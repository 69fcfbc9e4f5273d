public import Text

/// An opinion on the facts: one SELECT with its metadata, as read from a YAML file.
public struct Rule: Hashable, Sendable {
  /// A framework's control that the rule bears on.
  public struct Control: Hashable, Sendable {
    /// Where a mapping comes from.
    public enum Provenance: String, Hashable, Sendable, CaseIterable {
      /// Prowler's compliance data for a check of equal intent.
      case prowler
      /// The text of kube-bench.
      case kubeBench = "kube-bench"
      /// The Security Hub guide.
      case securityHub = "security-hub"
      /// Cartography's rule frameworks.
      case cartography
      /// Our own judgement.
      case own
    }
    /// `CIS-AWS-7.0`, `NIST-800-53r5`, ….
    public var framework: String
    /// The control's id.
    public var id: String
    /// Where the mapping comes from.
    public var provenance: Provenance
  }

  /// What a finding shows as its proof.
  public enum EvidenceKind: String, Hashable, Sendable, CaseIterable {
    /// One place.
    case statement
    /// The hops of a path, each with its places.
    case path
  }

  /// `TRUST-001`.
  public var id: String
  /// What is wrong when the rule is violated.
  public var title: String
  /// The severity where the query gives none.
  public var severity: FindingSeverity
  /// Version of the fact tables that the query was written for.
  public var factsVersion: Int
  /// One SELECT: a row for each subject, with `violated` 1, 0 or NULL.
  public var query: String
  /// The message with `{column}` in it.
  public var message: RuleMessage
  /// Why it matters.
  public var why: String
  /// What to change.
  public var fix: String
  /// AWS pages, CWE and ATT&CK ids.
  public var references: [String]
  /// Frameworks' controls.
  public var compliance: [Control]
  /// What a finding shows as its proof.
  public var evidence: EvidenceKind
  /// The rule's id in its file; nil for rules that the program carries.
  public var range: SourceRange?
  /// The query in its file.
  var queryLines: QueryLines?
}

extension Rule {
  /// Makes a rule that the program carries; a control is framework, id and provenance.
  ///
  /// What a rule file could have wrong is checked where the source that calls this is made.
  public init(
    id: String, title: String, severity: FindingSeverity, factsVersion: Int, query: String,
    message: String, why: String, fix: String, references: [String],
    compliance: [(framework: String, id: String, provenance: Control.Provenance)],
    evidence: EvidenceKind
  ) {
    self.init(
      id: id, title: title, severity: severity, factsVersion: factsVersion, query: query,
      message: RuleMessage(carried: message), why: why, fix: fix, references: references,
      compliance: compliance.map {
        Control(framework: $0.framework, id: $0.id, provenance: $0.provenance)
      }, evidence: evidence, range: nil, queryLines: nil)
  }
}
