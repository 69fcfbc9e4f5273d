public import Logic

/// A concrete request that a conditional decision lets in.
public struct Witness: Hashable, Sendable {
  /// The context keys that the request carries; every other key is absent.
  public let context: [ContextKey: ContextValue]
  /// The way in that it takes.
  public let way: Way

  /// Makes a witness.
  public init(context: [ContextKey: ContextValue], way: Way) {
    self.context = context
    self.way = way
  }
}

extension Evaluator {
  /// The smallest request that takes one of the ways in, checked by evaluating it; nil if the
  /// residual rests on something that no request can settle.
  ///
  /// Keys have their `usual` values wherever the way leaves them that.
  public func witness(
    of residual: Residual, for request: Request, _ sets: PolicySets,
    usual: [ContextKey: String] = [:]
  ) -> Witness? {
    Effort.ensureLimit(Self.effort) { found(residual, request, sets, usual) }
  }

  private func found(
    _ residual: Residual, _ request: Request, _ sets: PolicySets, _ usual: [ContextKey: String]
  ) -> Witness? {
    let keys = sets.contextKeys
    for way in residual.ways {
      guard let context = way.context(keys, request, usual) else { continue }
      var strict = request
      strict.context = RequestContext(context.mapValues { .known($0) }, rest: .absent)
      if decide(call: strict, sets).outcome == .allowed {
        return Witness(context: context, way: way)
      }
    }
    return nil
  }
}

extension Way {
  /// A value for every key that policies ask for; nil if the way needs more than values.
  fileprivate func context(
    _ keys: [ContextKey: Bool], _ request: Request, _ usual: [ContextKey: String]
  ) -> [ContextKey: ContextValue]? {
    var result: [ContextKey: ContextValue] = usual.mapValues { .one($0) }
    var later: [Literal] = []
    for literal in literals {
      guard let key = literal.variable.key, literal.variable.hop == 0 else { return nil }
      if key == "resource" { continue }
      if literal.values.isSymbolic {
        later.append(literal)
      } else {
        if let usual = result[key], literal.values.contains(usual) == .yes { continue }
        if let known = request.only(key), literal.values.contains(known) == .yes {
          result[key] = known
          continue
        }
        guard let sample = literal.values.request(for: key),
          request.canCarry(sample, for: key)
        else { return nil }
        result[key] = sample
      }
    }
    for (key, isList) in keys
    where result[key] == nil && !later.contains(where: { $0.variable.key == key }) {
      switch request.knowledge(of: key, isList: isList) {
      case .known(let value): result[key] = value
      case .within(let domain):
        guard let sample = domain.sample(for: key) else { return nil }
        result[key] = sample
      }
    }
    for literal in later {
      guard let key = literal.variable.key,
        let sample = literal.values.filling({ result.fill($0).map(Filling.text) ?? .open })
          .request(for: key)
      else { return nil }
      result[key] = sample
    }
    return result.filter { $0.value != .absent }
  }
}

extension ValueSet {
  /// A value of the set that a request can carry.
  fileprivate func request(for key: ContextKey) -> ContextValue? {
    sample(for: key) { STSParameter.takes($0, for: key) }
  }
}

extension Request {
  /// The one value that a key is known to have.
  fileprivate func only(_ key: ContextKey) -> ContextValue? {
    guard let texts = knowledge(of: key, isList: false).values.pinnedTexts, texts.count == 1 else {
      return nil
    }
    return .one(texts[0])
  }

  /// Whether what is known about the request leaves a key some value.
  ///
  /// What a way in asks may be older than what is known: a session has got its name since.
  fileprivate func canCarry(_ value: ContextValue, for key: ContextKey) -> Bool {
    let isList = if case .many = value { true } else { false }
    return knowledge(of: key, isList: isList).values.contains(value) != .no
  }
}

extension [ContextKey: ContextValue] {
  /// The text that a policy variable stands for; invents one for a key that has none yet.
  fileprivate mutating func fill(_ hole: Hole) -> String? {
    guard hole.origin == .policyVariable else { return nil }
    let key = ContextKey(hole.name)
    switch self[key] {
    case .one(let text)?: return text
    case .many?: return nil
    case .absent?, nil:
      self[key] = .one("x")
      return "x"
    }
  }
}

extension EachPolicySet<PolicySet> {
  /// Every key that a condition or a variable asks for, and whether a condition takes it for a list.
  var contextKeys: [ContextKey: Bool] {
    var result: [ContextKey: Bool] = [:]
    forEach { _, set in
      for policy in set.policies {
        for statement in policy.document.statements { statement.addContextKeys(to: &result) }
      }
    }
    return result
  }
}

extension Statement {
  fileprivate func addContextKeys(to result: inout [ContextKey: Bool]) {
    for condition in conditions {
      let isList = condition.operation.map { $0.quantifier != .none } ?? false
      result[condition.contextKey] = isList || result[condition.contextKey] ?? false
    }
    guard hasVariables else { return }
    for text in texts {
      for case .variable(let key, _) in PolicyVariable.parts(of: text) {
        result[key] = result[key] ?? false
      }
    }
  }

  /// Every text that may hold a policy variable.
  fileprivate var texts: [SymbolicString] {
    let named: PolicyTexts =
      switch resources {
      case .implied: []
      case .these(let entries), .allBut(let entries): entries
      }
    return named.map(\.text) + conditions.flatMap { $0.values.map(\.text) }
  }
}
