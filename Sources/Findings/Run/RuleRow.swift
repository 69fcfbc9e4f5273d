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
  /// The trust whose open conditions are told as a reason.
  var trust: Int?

  /// Reads the current row; fails on words that the engine does not know.
  init(
    _ query: borrowing PreparedQuery, _ columns: RuleColumns, violated: Bool?, rule: Rule,
    store: FactStore
  ) throws(PreparedQuery.Failure) {
    var texts: [String: String] = [:]
    for name in rule.message.columns + RuleColumns.optional {
      if texts[name] == nil, let column = columns[name] { texts[name] = query.text(column) }
    }
    subject = query.text(columns.subject) ?? "unknown"
    isViolated = violated == true
    message = rule.message.text { texts[$0] ?? "unknown" }
    account = texts["account"]
    severity = try Self.word(texts["severity"], "severity") ?? rule.severity
    confidence =
      try Self.word(texts["confidence"], "confidence") ?? (violated == nil ? .possible : .certain)
    code = texts["code"]
    reasons = texts["reasons"]?.split(separator: "; ").map(String.init) ?? []
    target = texts["target"] ?? ""
    range = columns["at"].flatMap { query.number($0) }.flatMap { store.place($0) }
    path = columns["path"].flatMap { query.number($0) }.map { Int($0) }
    trust = columns["trust"].flatMap { query.number($0) }.map { Int($0) }
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
