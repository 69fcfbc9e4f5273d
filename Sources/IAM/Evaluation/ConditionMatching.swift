import Logic

extension RequestFacts {
  /// When every condition of a statement holds.
  func conditions(of statement: Statement) -> Residual {
    var result = Residual.always
    for condition in statement.conditions {
      result = result.and(holds(condition, statement))
      if result.isNever { return result }
    }
    if let hole = statement.opaqueCondition {
      result = result.and(
        Residual(
          Proposition("the condition \(hole.display) holds", at: statement.range),
          kind: .templateParameter))
    }
    return result
  }

  private func holds(_ condition: Condition, _ statement: Statement) -> Residual {
    let source = Literal.Source(range: condition.range, statement: statement.range)
    guard let operation = condition.operation else {
      return Residual(
        Proposition("the condition `\(condition.operatorText)` holds", at: condition.range),
        kind: .unsupported, sources: [source])
    }
    let values =
      condition.compiled
      ?? ConditionValues(operation, condition.values) { ResolvedText($0.text, in: request) }
    let knowledge = request.knowledge(
      of: condition.contextKey, isList: operation.quantifier != .none)
    let understood = lies(condition.contextKey, in: values.accepted, knowledge, source)
    var result = understood
    if values.hasMalformed {
      result = malformed(result, operation, isDeny: statement.effect != .allow, source)
    }
    if values.isOpen {
      let open = Residual(
        Proposition(
          "the values under `\(condition.operatorText)` for \(condition.key.display) fit",
          at: condition.range),
        kind: .templateParameter, sources: [source])
      result = operation.isNegated ? result.and(open) : result.or(open)
    }
    if operation.quantifier == .none, operation.comparison != .null, statement.effect != .allow,
      canBeList(knowledge)
    {
      let list = ValueSet(absent: false, single: .nothing, many: .everything)
      let doubt = Residual(
        Proposition(
          "one of several values of \(condition.key.display) decides", at: condition.range),
        kind: .undocumented, sources: [source])
      result = result.or(lies(condition.contextKey, in: list, knowledge, source).and(doubt))
    }
    return result
  }

  /// A malformed value is false under a positive operator and undecided under a negated one; in a
  /// Deny it is always undecided, so that it never turns the Deny off.
  private func malformed(
    _ residual: Residual, _ operation: ConditionOperator, isDeny: Bool, _ source: Literal.Source
  ) -> Residual {
    guard operation.isNegated || isDeny else { return residual }
    let doubt = Residual(
      Proposition("a malformed value compares as its author meant", at: source.range),
      kind: .unsupported, sources: [source])
    return operation.isNegated ? residual.and(doubt) : residual.or(doubt)
  }

  private func canBeList(_ knowledge: RequestContext.Knowledge) -> Bool {
    switch knowledge {
    case .known(.many): true
    case .known: false
    case .within(let domain): !domain.many.isEmpty
    }
  }

  /// When the value of a key lies in a set.
  func lies(
    _ key: ContextKey, in values: ValueSet, _ knowledge: RequestContext.Knowledge,
    _ source: Literal.Source
  ) -> Residual {
    switch knowledge {
    case .known(let value):
      switch values.contains(value) {
      case .yes: return .always
      case .no: return .never
      case .unknown:
        return Residual(
          Literal(
            Variable(.key(key)), in: values, of: ValueSet(value), kind: .templateParameter,
            sources: [source]))
      }
    case .within(let domain):
      let kind = ContextKeys.kind(of: key, isForeign: request.caller.kind == .someone)
      return Residual(
        Literal(Variable(.key(key)), in: values, of: domain, kind: kind, sources: [source]))
    }
  }
}
