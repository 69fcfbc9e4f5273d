/// Where a query has the columns that mean something to the engine; all others are for messages.
struct RuleColumns {
  /// The columns that every query must have.
  static let required = ["subject", "violated"]
  /// The columns that a query may have.
  static let optional = [
    "account", "at", "code", "confidence", "path", "reasons", "severity", "target", "trust",
  ]

  let subject: Int
  let violated: Int
  private let indexes: [String: Int]

  /// Fails with what is missing: a required column, or one that the message names.
  init(_ names: [String], message: RuleMessage) throws(PreparedQuery.Failure) {
    var indexes: [String: Int] = [:]
    for (index, name) in names.enumerated() where indexes[name] == nil { indexes[name] = index }
    for name in Self.required + message.columns where indexes[name] == nil {
      throw PreparedQuery.Failure(message: "the query has no column `\(name)`", offset: nil)
    }
    subject = indexes["subject"] ?? 0
    violated = indexes["violated"] ?? 0
    self.indexes = indexes
  }

  subscript(_ name: String) -> Int? { indexes[name] }
}
