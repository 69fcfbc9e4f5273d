/// Where a query has the columns that mean something to the engine; all others are for messages.
struct RuleColumns {
  let subject: Int
  let violated: Int
  let account: Int?
  let at: Int?
  let code: Int?
  let confidence: Int?
  let escalation: Int?
  let path: Int?
  let reasons: Int?
  let severity: Int?
  let target: Int?
  let trust: Int?
  /// The message with the numbers of its columns.
  let message: [RuleMessage.Segment<Int>]

  /// Fails with what is missing: a required column, or one that the message names.
  init(_ names: [String], message: RuleMessage) throws(PreparedQuery.Failure) {
    var indexes: [String: Int] = [:]
    for (index, name) in names.enumerated() where indexes[name] == nil { indexes[name] = index }
    func required(_ name: String) throws(PreparedQuery.Failure) -> Int {
      guard let index = indexes[name] else {
        throw PreparedQuery.Failure(message: "the query has no column `\(name)`", offset: nil)
      }
      return index
    }
    subject = try required("subject")
    violated = try required("violated")
    var segments: [RuleMessage.Segment<Int>] = []
    for segment in message.segments {
      switch segment {
      case .text(let text): segments.append(.text(text))
      case .column(let name): segments.append(.column(try required(name)))
      }
    }
    self.message = segments
    account = indexes["account"]
    at = indexes["at"]
    code = indexes["code"]
    confidence = indexes["confidence"]
    escalation = indexes["escalation"]
    path = indexes["path"]
    reasons = indexes["reasons"]
    severity = indexes["severity"]
    target = indexes["target"]
    trust = indexes["trust"]
  }
}
