import Text

/// What a rule says about one subject that did not pass, before it becomes a finding.
struct RuleRow {
  var subject: String
  var isViolated: Bool
  var message: String
  var account: String?
  var severity: FindingSeverity
  var confidence: Finding.Confidence
  var code: String?
  var reasons: [String]
  var target: String
  var range: SourceRange?
  var path: Int?
  /// The escalation whose step is shown.
  var escalation: Int?
  /// The trust whose open conditions are told as a reason.
  var trust: Int?

  /// Reads the current row; fails on words that the engine does not know.
  init(
    _ query: borrowing PreparedQuery, _ columns: RuleColumns, violated: Bool?, rule: Rule,
    store: FactStore
  ) throws(PreparedQuery.Failure) {
    subject = query.text(columns.subject) ?? "unknown"
    isViolated = violated == true
    var message = ""
    for segment in columns.message {
      switch segment {
      case .text(let text): message += text
      case .column(let column): message += query.text(column) ?? "unknown"
      }
    }
    self.message = message
    account = columns.account.flatMap { query.text($0) }
    severity =
      try Self.word(columns.severity.flatMap { query.text($0) }, "severity") ?? rule.severity
    confidence =
      try Self.word(columns.confidence.flatMap { query.text($0) }, "confidence")
      ?? (violated == nil ? .possible : .certain)
    code = columns.code.flatMap { query.text($0) }
    reasons =
      columns.reasons.flatMap { query.text($0) }?.split(separator: "; ").map(String.init) ?? []
    target = columns.target.flatMap { query.text($0) } ?? ""
    range = columns.at.flatMap { query.number($0) }.flatMap { store.place($0) }
    path = columns.path.flatMap { query.number($0) }.map { Int($0) }
    escalation = columns.escalation.flatMap { query.number($0) }.map { Int($0) }
    trust = columns.trust.flatMap { query.number($0) }.map { Int($0) }
  }

  private static func word<Word: RawRepresentable>(
    _ text: String?, _ column: String
  ) throws(PreparedQuery.Failure) -> Word? where Word.RawValue == String {
    guard let text else { return nil }
    guard let word = Word(rawValue: text) else {
      throw PreparedQuery.Failure(message: "no \(column) is called `\(text)`", offset: nil)
    }
    return word
  }
}
