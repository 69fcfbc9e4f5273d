import Documents
import Logic

/// Policies, callers and keys by their text, as lines repeat them.
struct SimulationCache {
  private let reader = PolicyReader(sharesTexts: false)
  private let interner = TextTable()
  /// Nil for texts that are no policy.
  private var documents: [PolicyDocument?] = []
  private let callerNames = TextTable()
  /// Nil for texts that name nobody.
  private var callers: [Caller?] = []
  private let names = TextTable()
  private var keys: [ContextKey] = []
  private var ids: [UnsafePointer<UInt8>: [String]] = [:]

  private static let callerLimit = 10_000

  /// The caller that an ARN names; nil if it names none.
  mutating func caller(_ node: Node) -> Caller? {
    guard callers.count < Self.callerLimit,
      let number = node.withUTF8({ callerNames.number(of: $0) })
    else { return node.string.flatMap { Caller(callerARN: $0) } }
    if number == callers.count { callers.append(Caller(callerARN: callerNames[number])) }
    return callers[number]
  }

  /// The key that a text names; nil for what is no text.
  mutating func key(_ node: Node) -> ContextKey? {
    guard node.kind == .string, let number = node.withUTF8({ names.number(of: $0) }) else {
      return node.string.map { ContextKey($0) }
    }
    if number == keys.count { keys.append(ContextKey(names[number])) }
    return keys[number]
  }

  /// The name of a policy of a list: `PolicyInputList.0`, and with a level
  /// `OrderedOrganizationPolicyInputList.0.0`.
  mutating func id(_ index: Int, of list: StaticString, level: Int?) -> String {
    let prefix = level.map { "\(list).\($0)" }
    guard prefix == nil, index < Self.idLimit else {
      return "\(prefix ?? "\(list)").\(index)"
    }
    var names = ids[list.utf8Start] ?? []
    if names.isEmpty {
      names = (0..<Self.idLimit).map { "\(list).\($0)" }
      ids[list.utf8Start] = names
    }
    return names[index]
  }

  private static let idLimit = 8

  /// The policy that a text holds; throws if it is no JSON.
  mutating func document(_ node: Node) throws(SimulationError) -> PolicyDocument {
    // Equal sources are equal texts; decoding them all would cost more than reading them.
    guard node.kind == .string else {
      if node.kind == .mapping { return reader.read(node) }
      throw SimulationError(message: "a policy is a text that holds JSON")
    }
    let number = node.withSource { interner.number(of: $0) }
    if number == documents.count {
      let document = reader.read(node)
      let isPolicy = !document.problems.contains { $0.code == "policy-unreadable" }
      documents.append(isPolicy ? document : nil)
    }
    guard let document = documents[number] else {
      throw SimulationError(message: "a policy is no JSON object")
    }
    return document
  }
}
