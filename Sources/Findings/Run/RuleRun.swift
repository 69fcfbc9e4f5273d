import Synchronization
public import Text

/// Runs rules on facts.
public struct RuleRun: Sendable {
  /// What came out of all rules.
  public struct Result: Sendable {
    /// One for each rule, sorted by id.
    public var checks: [RuleCheck]
    /// Worst first, then by rule, subject and fingerprint.
    public var findings: [Finding]
    /// Paths that every guard holds on, for the report.
    public var intendedPaths: [Finding]
    /// What a change does beside what findings tell; nil in plain scans.
    public var change: TrustChange?
  }

  /// A rule that does not run: its file must be corrected.
  public struct Failure: Error, Sendable {
    /// What is wrong, with its place in the rule file.
    public var diagnostic: Diagnostic
  }

  private typealias Judged = (check: RuleCheck, findings: [Finding])

  private let store: FactStore
  private let facts: Facts
  private let opaqueSubjects: Set<String>

  /// Makes a run on facts that a store was loaded from.
  public init(_ store: FactStore, _ facts: Facts) {
    self.store = store
    self.facts = facts
    opaqueSubjects = facts.opaqueSubjects
  }

  /// Runs all rules side by side; the first that does not run stops those after it.
  public func run(
    _ rules: [Rule], by parallelism: Parallelism = .serial
  ) throws(Failure) -> Result {
    var result = Result(checks: [], findings: [], intendedPaths: facts.intendedPaths())
    if facts.baseline != nil { result.change = facts.change() }
    let failed = Atomic(Int.max)
    let judged = parallelism.map(Array(rules.indices)) { index -> Swift.Result<Judged, Failure>? in
      guard index < failed.load(ordering: .relaxed) else { return nil }
      let judged = Swift.Result { () throws(Failure) in try run(rules[index]) }
      if case .failure = judged { failed.min(index, ordering: .relaxed) }
      return judged
    }
    for case let rule? in judged {
      let (check, findings) = try rule.get()
      result.checks.append(check)
      result.findings += findings
    }
    result.checks.sort { $0.rule < $1.rule }
    result.findings.sort {
      ($1.severity, $0.rule, $0.subject, $0.fingerprint)
        < ($0.severity, $1.rule, $1.subject, $1.fingerprint)
    }
    return result
  }

  /// Runs one rule.
  public func run(_ rule: Rule) throws(Failure) -> (check: RuleCheck, findings: [Finding]) {
    do {
      return try evaluate(rule)
    } catch {
      let failure = error as? PreparedQuery.Failure
      let reason = failure?.message ?? "\(error)"
      throw Failure(
        diagnostic: Diagnostic(
          .error, "rule-query", "the query of \(rule.id) does not run: \(reason)",
          at: rule.queryLines?.place(of: failure?.offset, in: rule.query)))
    }
  }

  private func evaluate(_ rule: Rule) throws -> (check: RuleCheck, findings: [Finding]) {
    var check = RuleCheck(
      rule: rule.id, title: rule.title, subjects: 0, pass: 0, fail: 0, review: 0)
    var rows: [RuleRow] = []
    try store.query(rule.query) { query, connection in
      let columns = try RuleColumns(query.columns, message: rule.message)
      while try query.step() {
        check.subjects += 1
        let violated = query.number(columns.violated).map { $0 != 0 }
        switch violated {
        case false? where isOpaque(query, columns.subject): check.review += 1
        case false?: check.pass += 1
        case true?: check.fail += 1
        case nil: check.review += 1
        }
        if violated == false { continue }
        let row = try RuleRow(query, columns, violated: violated, rule: rule, store: store)
        connection.keep(row)
        rows.append(row)
      }
    }
    return (check, findings(rows, rule))
  }

  /// Whether a macro may change what a row is about, so that nothing passes; CFN-008 says so once.
  private func isOpaque(_ query: borrowing PreparedQuery, _ subject: Int) -> Bool {
    guard !opaqueSubjects.isEmpty else { return false }
    return query.text(subject).map(opaqueSubjects.contains) ?? false
  }

  /// One finding for each defect: rows that differ in place only are merged, the worst wins.
  private func findings(_ rows: [RuleRow], _ rule: Rule) -> [Finding] {
    var index: [String: Int] = [:]
    var findings: [Finding] = []
    var defects = DistinctDefects()
    for row in rows {
      var finding = facts.finding(row, rule)
      finding.fingerprint = defects.fingerprint(of: finding)
      guard let known = index[finding.fingerprint] else {
        index[finding.fingerprint] = findings.count
        findings.append(finding)
        continue
      }
      if findings[known].status == .review, finding.status == .fail {
        findings[known] = finding
      } else if findings[known].status == finding.status,
        findings[known].severity < finding.severity
      {
        findings[known] = finding
      }
    }
    return findings
  }
}
