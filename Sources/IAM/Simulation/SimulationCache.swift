import Documents

/// Policies and callers by their text, as lines repeat them.
struct SimulationCache {
  private let reader = PolicyReader()
  private let interner = TextTable()
  private var documents: [PolicyDocument] = []
  private var callers: [String: Caller] = [:]

  private static let callerLimit = 10_000

  /// The caller that an ARN names; nil if it names none.
  mutating func caller(_ text: String) -> Caller? {
    if let known = callers[text] { return known }
    guard let caller = Caller(callerARN: text) else { return nil }
    if callers.count < Self.callerLimit { callers[text] = caller }
    return caller
  }

  /// The policy that a text holds; throws if it is no JSON.
  mutating func document(_ node: Node) throws(SimulationError) -> PolicyDocument {
    guard let number = node.withUTF8({ interner.number(of: $0) }), node.kind == .string else {
      if node.kind == .mapping { return reader.read(node) }
      throw SimulationError(message: "a policy is a text that holds JSON")
    }
    if number == documents.count { documents.append(reader.read(node)) }
    let document = documents[number]
    if document.problems.contains(where: { $0.code == "policy-unreadable" }) {
      throw SimulationError(message: "a policy is no JSON object")
    }
    return document
  }
}
