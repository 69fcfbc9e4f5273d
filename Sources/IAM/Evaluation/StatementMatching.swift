import Logic

extension RequestFacts {
  /// A statement that matches, or may match.
  struct Match {
    /// Nil when the statement has no legible effect.
    let effect: Statement.Effect?
    let grants: Grants
    let statement: StatementMatch
  }

  /// When a statement speaks of the request; nil for never.
  func match(
    _ statement: Statement, of policy: AttachedPolicy, in set: PolicySetKind, hasBoundary: Bool
  ) -> Match? {
    let action = actions(of: statement)
    if action.isNever { return nil }
    var rest = action
    var grants = Grants(direct: .always)
    // What else a Deny says is not held against it where part of that is malformed.
    if statement.effect == .allow || !statement.hasOpenElement {
      grants = principals(of: statement, in: set, hasBoundary: hasBoundary)
      if grants.isNever { return nil }
      rest = rest.and(resources(of: statement, in: set))
      if !rest.isNever { rest = rest.and(conditions(of: statement)) }
    }
    rest = rest.and(statement.guards.residual)
    if statement.isMalformed {
      rest = rest.and(
        Residual(
          Proposition("the malformed statement applies", at: statement.range), kind: .unsupported))
    }
    if rest.isNever { return nil }
    grants.require(rest)
    let when = grants.any
    if when.isNever { return nil }
    return Match(
      effect: statement.effect, grants: grants,
      statement: StatementMatch(
        set: set, policy: policy.id, index: statement.index, sid: statement.sid,
        denies: statement.effect != .allow, when: when, range: statement.range))
  }

  private func principals(
    of statement: Statement, in set: PolicySetKind, hasBoundary: Bool
  ) -> Grants {
    switch set {
    case .resource:
      return principals(of: statement, hasBoundary: hasBoundary)
    case .resourceControl where statement.names == nil: return Grants(direct: .always)
    case .resourceControl, .endpoint:
      // These name principals but grant nothing by it: who is named is all that counts.
      return Grants(direct: principals(of: statement, hasBoundary: hasBoundary).any)
    case .identity, .boundary, .session, .serviceControl:
      return Grants(direct: .always)
    }
  }

  /// When the statement speaks of the action.
  private func actions(of statement: Statement) -> Residual {
    if !known.isEmpty, !known.intersects(statement.knownActions) { return .never }
    switch statement.actions {
    case .these(let entries): return anyOf(entries, statement)
    case .allBut(let entries): return anyOf(entries, statement).negated
    }
  }

  private func anyOf(_ entries: PolicyTexts, _ statement: Statement) -> Residual {
    var result = Residual.never
    for entry in entries {
      let when: Residual
      if let pattern = entry.text.literal {
        if ActionPattern.matches(pattern, request.action) {
          when = .always
        } else if statement.effect != .allow, ActionPattern.defect(of: pattern) != nil {
          when = Residual(
            Proposition("a malformed action means this one", at: entry.range), kind: .unsupported)
        } else {
          continue
        }
      } else {
        switch ActionPattern.matches(entry.text, request.action) {
        case .yes: when = .always
        case .no: continue
        case .unknown:
          when = Residual(
            Proposition("\(entry.text.display) covers \(request.action)", at: entry.range),
            kind: .templateParameter)
        }
      }
      result = result.or(when.and(entry.guards.residual))
      if result.isAlways { break }
    }
    return result
  }
}

extension Statement {
  /// Whether something malformed leaves open whom, what or when the statement is about.
  fileprivate var hasOpenElement: Bool {
    isMalformed
      && problems.contains { problem in
        [
          "malformed-resource", "malformed-principal", "malformed-condition",
          "contradicting-elements", "duplicate-key",
        ].contains(problem.code)
      }
  }

  /// The entries of `Principal` or `NotPrincipal`; nil without such an element.
  fileprivate var names: [PrincipalEntry]? {
    switch principals {
    case .implied: nil
    case .these(let entries), .allBut(let entries): entries
    }
  }
}
