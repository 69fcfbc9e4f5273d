import Logic

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
    decision(
      on: request,
      from: Outcomes(
        identity: sets.identity.map { outcome(of: $0, as: .identity, for: request) },
        boundary: sets.boundary.map { outcome(of: $0, as: .boundary, for: request) },
        session: sets.session.map { outcome(of: $0, as: .session, for: request) },
        resource: sets.resource.map { outcome(of: $0, as: .resource, for: request) },
        serviceControl: sets.serviceControl.map {
          $0.map { outcome(of: $0, as: .serviceControl, for: request) }
        },
        resourceControl: sets.resourceControl.map {
          $0.map { outcome(of: $0, as: .resourceControl, for: request) }
        },
        endpoint: sets.endpoint.map { outcome(of: $0, as: .endpoint, for: request) }))
  }

  /// What one set of policies says; for a role's trust policy the whole "trust side".
  public func outcome(
    of set: PolicySet, as kind: PolicySetKind, for request: Request
  ) -> SetOutcome {
    let unknown = Residual(Proposition("the policies were evaluated"), kind: .unsupported)
    return SetOutcome(grants: [.direct: unknown], deny: unknown)
  }

  /// Puts the outcomes of all sets together.
  public func decision(on request: Request, from outcomes: Outcomes) -> Decision {
    let unknown = Residual(Proposition("the policies were evaluated"), kind: .unsupported)
    return Decision(.conditional, residual: unknown, matches: [])
  }
}
