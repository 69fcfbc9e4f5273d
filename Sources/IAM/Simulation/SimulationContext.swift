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
    var values: [String] = []
    if let list = node["ContextKeyValues"] {
      if list.kind == .sequence {
        for element in list.elements {
          guard let text = element.string else {
            throw SimulationError(message: "a context value is a text")
          }
          values.append(text)
        }
      } else if let text = list.string {
        values.append(text)
      }
    }
    let isList = node["ContextKeyType"]?.string?.hasSuffix("List") ?? false
    let value: ContextValue =
      isList || values.count > 1
      ? ContextValue(list: values) : values.first.map { .one($0) } ?? .absent
    entries.append((key, Entry(value: value, isList: isList || values.count > 1)))
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

  /// `aws:PrincipalArn`, if the entries hold it.
  var principalARN: String? {
    let key: ContextKey = "aws:PrincipalArn"
    let own = entries.last { $0.key == key }?.entry.value
    if case .one(let text)? = own { return text }
    return nil
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
