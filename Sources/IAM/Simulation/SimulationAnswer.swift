import Documents
import Logic

/// One line of answer, as JSON.
struct SimulationAnswer {
  let caseID: Node?

  /// Writes that the case cannot be evaluated.
  func writeError(_ message: String, _ output: inout [UInt8]) {
    output.appendJSON(raw: "{\"CaseId\":")
    output.append(caseID: caseID)
    output.appendJSON(raw: ",\"Error\":")
    output.appendJSON(text: message)
    output.appendJSON(raw: "}\n")
  }

  /// Writes a decision.
  func write(_ decision: Decision, _ witness: Witness?, _ output: inout [UInt8]) {
    output.appendJSON(raw: "{\"CaseId\":")
    output.append(caseID: caseID)
    output.appendJSON(raw: ",\"EvalDecision\":\"")
    output.appendJSON(word: decision.outcome.rawValue)
    output.appendJSON(raw: "\",\"Residual\":")
    if decision.outcome == .conditional {
      output.appendJSON(text: decision.residual.display(redacting: .none))
    } else {
      output.appendJSON(raw: "null")
    }
    output.appendJSON(raw: ",\"Witness\":")
    if let witness { output.append(witness) } else { output.appendJSON(raw: "null") }
    output.appendJSON(raw: ",\"MatchedStatements\":[")
    for (index, match) in decision.matches.enumerated() {
      if index > 0 { output.appendJSON(raw: ",") }
      output.append(match)
    }
    output.appendJSON(raw: "],\"BlockedBy\":[")
    for (index, kind) in decision.blockers.enumerated() {
      output.appendJSON(raw: index > 0 ? ",\"" : "\"")
      output.appendJSON(word: kind.rawValue)
      output.appendJSON(raw: "\"")
    }
    output.appendJSON(raw: "]}\n")
  }

  /// Writes a decision as the API would.
  ///
  /// Source: IAM API Reference, "EvaluationResult".
  func writeAWS(_ decision: Decision, _ simulation: Simulation, _ output: inout [UInt8]) {
    let name = decision.outcome == .conditional ? "implicitDeny" : decision.outcome.rawValue
    output.appendJSON(raw: "{\"EvaluationResults\":[{\"EvalActionName\":")
    output.appendJSON(text: simulation.action)
    output.appendJSON(raw: ",\"EvalResourceName\":")
    output.appendJSON(text: simulation.resource)
    output.appendJSON(raw: ",\"EvalDecision\":")
    output.appendJSON(text: name)
    output.appendJSON(raw: ",\"MatchedStatements\":[")
    for (index, match) in decision.matches.enumerated() {
      if index > 0 { output.appendJSON(raw: ",") }
      output.appendJSON(raw: "{\"SourcePolicyId\":")
      output.appendJSON(text: match.policy)
      output.appendJSON(raw: ",\"SourcePolicyType\":")
      output.appendJSON(text: match.set.typeInAPI)
      output.appendJSON(raw: "}")
    }
    output.appendJSON(raw: "],\"MissingContextValues\":[")
    let keys = decision.outcome == .conditional ? decision.residual.keys : []
    for (index, key) in keys.enumerated() {
      if index > 0 { output.appendJSON(raw: ",") }
      output.appendJSON(text: key.display)
    }
    output.appendJSON(raw: "]}],\"IsTruncated\":false}\n")
  }
}

extension PolicySetKind {
  fileprivate var typeInAPI: String {
    switch self {
    case .identity: "IAM Policy"
    case .boundary: "IAM Permissions Boundary Policy"
    case .resource: "Resource Policy"
    case .session, .serviceControl, .resourceControl, .endpoint: "none"
    }
  }
}

extension [UInt8] {
  fileprivate mutating func appendJSON(raw text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A text in which nothing has to be escaped.
  fileprivate mutating func appendJSON(word: String) {
    var word = word
    word.withUTF8 { append(contentsOf: $0) }
  }

  /// A text in quotes; control characters, quotes and backslashes escaped.
  fileprivate mutating func appendJSON(text: String) {
    var text = text
    text.withUTF8 { bytes in
      append(UInt8(ascii: "\""))
      var start = 0
      for (index, byte) in bytes.enumerated()
      where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        append(contentsOf: bytes[start..<index])
        appendJSON(escaped: byte)
        start = index + 1
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
      append(UInt8(ascii: "\""))
    }
  }

  private mutating func appendJSON(escaped byte: UInt8) {
    switch byte {
    case 0x0A: appendJSON(raw: "\\n")
    case 0x09: appendJSON(raw: "\\t")
    case 0x0D: appendJSON(raw: "\\r")
    case 0..<0x20:
      append(contentsOf: (byte < 16 ? "\\u000" : "\\u00").utf8)
      append(contentsOf: String(byte, radix: 16).utf8)
    default:
      append(UInt8(ascii: "\\"))
      append(byte)
    }
  }

  fileprivate mutating func append(caseID: Node?) {
    guard let caseID, let text = caseID.string else { return appendJSON(raw: "null") }
    if caseID.kind == .string { appendJSON(text: text) } else { appendJSON(word: text) }
  }

  fileprivate mutating func append(_ match: StatementMatch) {
    appendJSON(raw: "{\"SourcePolicyId\":")
    appendJSON(text: match.policy)
    appendJSON(raw: ",\"StatementIndex\":")
    appendJSON(word: String(match.index))
    appendJSON(raw: ",\"Sid\":")
    if let sid = match.sid { appendJSON(text: sid) } else { appendJSON(raw: "null") }
    appendJSON(raw: match.denies ? ",\"Effect\":\"Deny\"}" : ",\"Effect\":\"Allow\"}")
  }

  /// Context entries that can be put into the next request as they are.
  fileprivate mutating func append(_ witness: Witness) {
    appendJSON(raw: "{\"ContextEntries\":[")
    for (index, key) in witness.context.keys.sorted().enumerated() {
      let values: [String]
      var type = "string"
      switch witness.context[key] {
      case .one(let text)?: values = [text]
      case .many(let members)?:
        values = members
        type = "stringList"
      case .absent?, nil: values = []
      }
      appendJSON(raw: index > 0 ? ",{\"ContextKeyName\":" : "{\"ContextKeyName\":")
      appendJSON(text: key.display)
      appendJSON(raw: ",\"ContextKeyValues\":[")
      for (position, value) in values.enumerated() {
        if position > 0 { appendJSON(raw: ",") }
        appendJSON(text: value)
      }
      appendJSON(raw: "],\"ContextKeyType\":")
      appendJSON(text: type)
      appendJSON(raw: "}")
    }
    appendJSON(raw: "]}")
  }
}
