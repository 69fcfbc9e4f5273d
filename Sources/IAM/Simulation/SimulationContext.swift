import Documents
import Logic

/// The context that a line of `simulate` gives, and how much of it is known.
struct SimulationContext {
  private struct Entry {
    let value: ContextValue
    let isList: Bool
  }

  private struct Rule {
    let name: String
    let expression: NamePattern?
    let isPresenceKnown: Bool
    let isValueKnown: Bool

    func covers(_ key: ContextKey) -> Bool {
      expression?.matches(key.canonical) ?? (name.lowercased() == key.canonical)
    }
  }

  private var entries: [(key: ContextKey, entry: Entry)] = []
  private var rules: [Rule] = []

  init(
    _ context: Node?, _ knowledge: Node?, _ cache: inout SimulationCache
  ) throws(SimulationError) {
    if let context {
      guard context.kind == .sequence else {
        throw SimulationError(message: "`ContextEntries` is a list")
      }
      for node in context.elements { try add(entry: node, &cache) }
    }
    if let knowledge {
      guard knowledge.kind == .sequence else {
        throw SimulationError(message: "`ContextKnowledge` is a list")
      }
      for node in knowledge.elements { try add(rule: node) }
    }
  }

  private mutating func add(
    entry node: Node, _ cache: inout SimulationCache
  ) throws(SimulationError) {
    guard let name = node["ContextKeyName"], let key = cache.key(name) else {
      throw SimulationError(message: "an entry of `ContextEntries` has a `ContextKeyName`")
    }
    let isList = node["ContextKeyType"].map(Self.namesList) ?? false
    let values = node["ContextKeyValues"]
    let isMany = isList || (values?.count ?? 0) > 1
    entries.append((key, Entry(value: try value(values, isList: isMany), isList: isMany)))
  }

  private static func namesList(_ type: Node) -> Bool {
    type.withUTF8 { $0.suffix(4).elementsEqual("List".utf8) } ?? false
  }

  /// The texts that an entry lists, or its only text.
  private func value(
    _ list: Node?, isList: Bool
  ) throws(SimulationError) -> ContextValue {
    guard let list else { return isList ? ContextValue(list: []) : .absent }
    guard list.kind == .sequence else {
      let values = list.string.map { [$0] } ?? []
      return isList ? ContextValue(list: values) : values.first.map { .one($0) } ?? .absent
    }
    if list.count == 1, !isList, let only = list.elements.first(where: { _ in true }) {
      return .one(try text(only))
    }
    var values: [String] = []
    values.reserveCapacity(list.count)
    for element in list.elements { values.append(try text(element)) }
    return isList ? ContextValue(list: values) : .absent
  }

  private func text(_ node: Node) throws(SimulationError) -> String {
    guard let text = node.string else {
      throw SimulationError(message: "a context value is a text")
    }
    return text
  }

  private mutating func add(rule node: Node) throws(SimulationError) {
    guard let name = node["ContextKeyName"]?.string else {
      throw SimulationError(message: "an entry of `ContextKnowledge` has a `ContextKeyName`")
    }
    var expression: NamePattern?
    if name.hasPrefix("/"), name.hasSuffix("/"), name.utf8.count > 2 {
      guard let pattern = NamePattern(String(name.dropFirst().dropLast()).lowercased()) else {
        throw SimulationError(message: "`\(name)` is no regular expression that is understood")
      }
      expression = pattern
    }
    rules.append(
      Rule(
        name: name, expression: expression,
        isPresenceKnown: node["PresenceKnown"]?.boolean ?? false,
        isValueKnown: node["ValueKnown"]?.boolean ?? false))
  }

  private static let principalKey: ContextKey = "aws:PrincipalArn"
  private static let issueTimeKey: ContextKey = "aws:TokenIssueTime"

  /// `aws:PrincipalArn`, if the entries hold it.
  var principalARN: String? {
    let own = entries.last { $0.key == Self.principalKey }?.entry.value
    if case .one(let text)? = own { return text }
    return nil
  }

  /// Whether the entries say when the credentials were issued.
  var hasIssueTime: Bool {
    entries.contains { $0.key == Self.issueTimeKey && $0.entry.value != .absent }
  }

  /// The entries are the whole context.
  var strict: RequestContext {
    var keys: [ContextKey: RequestContext.Knowledge] = [:]
    keys.reserveCapacity(entries.count)
    for (key, entry) in entries { keys[key] = .known(entry.value) }
    return RequestContext(keys, rest: .absent)
  }

  /// Only what the rules say is known, for the keys that policies ask for.
  func discovery(_ keys: [ContextKey: Bool]) -> RequestContext {
    let entries = Dictionary(
      entries.map { ($0.key, $0.entry) }, uniquingKeysWith: { _, last in last })
    var known: [ContextKey: RequestContext.Knowledge] = [:]
    for (key, isList) in keys {
      let entry = entries[key]
      guard let rule = rules.last(where: { $0.covers(key) }) else {
        if let entry { known[key] = .within(shape(key, entry.isList)) }
        continue
      }
      known[key] = knowledge(key, entry, rule, shape(key, entry?.isList ?? isList))
    }
    return RequestContext(known, rest: .unconstrained)
  }

  private func shape(_ key: ContextKey, _ isList: Bool) -> ValueSet {
    let shape = ContextKeys.shape(of: key, isList: isList)
    return isList && shape.many == .everything
      ? ValueSet(absent: true, single: .nothing, many: .everything) : shape
  }

  private func knowledge(
    _ key: ContextKey, _ entry: Entry?, _ rule: Rule, _ shape: ValueSet
  ) -> RequestContext.Knowledge {
    guard let entry, entry.value != .absent else {
      return rule.isPresenceKnown ? .known(.absent) : .within(shape)
    }
    if rule.isValueKnown {
      return rule.isPresenceKnown
        ? .known(entry.value) : .within(ValueSet(entry.value).union(.absent))
    }
    return .within(
      rule.isPresenceKnown
        ? ValueSet(absent: false, single: shape.single, many: shape.many) : shape)
  }
}
