public import Logic

/// Policy evaluation: a pure function of a request and the policies that bear on it.
///
/// Evaluate each set once with `outcome(of:as:for:)` where sets are shared between questions, and
/// put the outcomes together with `decision(on:from:)`; `decide` does both.
///
/// Source: IAM User Guide, "Policy evaluation logic".
public struct Evaluator: Sendable {
  /// Makes an evaluator.
  public init() {}

  /// What IAM would answer.
  public func decide(_ request: Request, _ sets: PolicySets) -> Decision {
    if request.isStrict { return decided(request, sets) }
    return Effort.ensureLimit(Self.effort) { decided(request, sets) }
  }

  /// What AWS would answer to a call: one for a session of a role takes permissions for what it
  /// hands to the session, too.
  ///
  /// - Parameter passing: What bears on those, if it is more than the sets for the request itself.
  public func decide(
    call request: Request, _ sets: PolicySets, passing: () -> PolicySets? = { nil }
  ) -> Decision {
    func answer() -> Decision {
      let decision = decided(request, sets)
      return request.completed(decision) { decided($0, passing() ?? sets) }
    }
    return request.isStrict ? answer() : Effort.ensureLimit(Self.effort) { answer() }
  }

  /// What is left of a requirement once what its ways hand on has the permissions of some sets.
  ///
  /// - Parameters:
  ///   - known: What was answered about an action before, if anything.
  ///   - learn: Takes the answer about another.
  public func permitted(
    _ residual: Residual, for request: Request, known: (KnownAction) -> Residual? = { _ in nil },
    learn: (KnownAction, Residual) -> Void = { _, _ in }, _ sets: () -> PolicySets
  ) -> Residual {
    guard residual.passesOn else { return residual }
    return Effort.ensureLimit(Self.effort) {
      residual.permitted { action in
        if let answer = known(action) { return answer }
        let answer = decided(request.asking(action), sets()).residual
        learn(action, answer)
        return answer
      }
    }
  }

  /// Steps that a decision with unknown keys may take: some tenths of a second.
  static let effort = 1 << 25

  private func decided(_ request: Request, _ sets: PolicySets) -> Decision {
    let facts = RequestFacts(request)
    let hasBoundary = sets.boundary != nil
    return decision(
      on: request,
      from: sets.map { outcome(of: $1, as: $0, facts, hasBoundary: hasBoundary) })
  }

  /// What one set of policies says; for a role's trust policy the whole trust side.
  ///
  /// `hasBoundary` tells whether the caller has a permissions boundary, which a Deny with
  /// `NotPrincipal` always hits.
  public func outcome(
    of set: PolicySet, as kind: PolicySetKind, for request: Request, hasBoundary: Bool = false
  ) -> SetOutcome {
    let facts = RequestFacts(request)
    if request.isStrict { return outcome(of: set, as: kind, facts, hasBoundary: hasBoundary) }
    return Effort.ensureLimit(Self.effort) {
      outcome(of: set, as: kind, facts, hasBoundary: hasBoundary)
    }
  }

  func outcome(
    of set: PolicySet, as kind: PolicySetKind, _ facts: RequestFacts, hasBoundary: Bool
  ) -> SetOutcome {
    var outcome = SetOutcome()
    for policy in set.policies {
      if policy.document.isOpaque {
        outcome.doubt(
          Proposition("the unread part of \(policy.id)", at: policy.document.range),
          .templateParameter)
      }
      for statement in policy.document.statements {
        guard
          let match = facts.match(statement, of: policy, in: kind, hasBoundary: hasBoundary)
        else { continue }
        outcome.add(match)
      }
    }
    for missing in set.missing {
      let name = Proposition("\(missing.text), which is not in the inputs,", at: missing.range)
      outcome.doubt(name, .evidenceMissing)
    }
    return outcome
  }
}

extension SetOutcome {
  /// Adds something by its name whose text is not known: it may allow and it may deny.
  fileprivate mutating func doubt(_ name: Proposition, _ kind: LiteralClass) {
    let allows = Proposition("\(name.text) allows it", at: name.range)
    let denies = Proposition("\(name.text) denies it", at: name.range)
    grants.direct = grants.direct.or(Residual(allows, kind: kind))
    deny = deny.or(Residual(denies, kind: kind))
  }

  fileprivate mutating func add(_ match: RequestFacts.Match) {
    if match.effect != .deny { grants.formUnion(match.grants) }
    if match.effect != .allow { deny = deny.or(match.statement.when) }
    matches.append(match.statement)
  }
}
