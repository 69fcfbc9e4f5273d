import Estate
import IAM
public import Logic

/// What keeps one principal from assuming one role in one step.
public struct WhyNot: Sendable {
  /// One thing that stands in the way.
  public struct Blocker: Sendable {
    /// Whose policy it is.
    public enum Side: String, Hashable, Sendable, CaseIterable {
      /// The role's trust policy.
      case trust
      /// The caller's identity policies.
      case identity
      /// The caller's permissions boundary.
      case boundary
      /// A service control policy of the caller's account.
      case serviceControl = "scp"
      /// A resource control policy of the role's account.
      case resourceControl = "rcp"
      /// A document that is not among the inputs.
      case evidence
    }
    /// Whose policy it is.
    public let side: Side
    /// Whether a Deny stops it; otherwise an Allow is missing.
    public let isDeny: Bool
    /// The smallest change that would take it out of the way, in words.
    public let change: String
    /// The places that show it: Deny statements, or the policy that lacks the Allow.
    public let evidence: [Evidence]
  }

  /// What stands in the way, none of which can stay; empty when the step is possible.
  public let blockers: [Blocker]
  /// What the evaluator still asks for once all of that is changed; `never` when the changes are not
  /// enough.
  public let remaining: Residual
}

extension GraphQuery {
  /// What keeps a principal from assuming a role of the inputs; nil when the target is no such role,
  /// or the source nobody whom a trust policy can name.
  public func whyNot(_ source: NodeIndex, _ target: NodeIndex) -> WhyNot? {
    assumption(source, target)?.whyNot
  }

  /// The request by which one node becomes another, with what bears on it.
  func assumption(_ source: NodeIndex, _ target: NodeIndex) -> Assumption? {
    guard let role = trust.principal(of: target), estate.principals[role].kind == .role else {
      return nil
    }
    let caller = trust.principal(of: source)
    let draft = GraphDraft(estate.part(of: [role] + (caller.map { [$0] } ?? [])), only: [])
    guard let rolePart = draft.principals.index(ofARN: estate.principals[role].id) else {
      return nil
    }
    if let caller {
      return draft.principals.index(ofARN: estate.principals[caller].id)
        .map { Assumption(draft, caller: $0, role: rolePart) }
    }
    return AskingParty(
      trust.graph[node: source], assuming: estate.principals[role], estate.clusters
    ).map { Assumption(draft, outsider: $0, called: trust.graph[node: source].id, role: rolePart) }
  }
}

extension Assumption {
  /// The fewest changes that the evaluator finds to be enough.
  var whyNot: WhyNot {
    var chosen = repairs
    var remaining = residual(after: chosen)
    // What a side grants by itself makes a change of another one superfluous.
    for index in chosen.indices.reversed() where remaining.isSatisfiable {
      var fewer = chosen
      fewer.remove(at: index)
      let left = residual(after: fewer)
      guard left.isSatisfiable, remaining.and(left.negated).isNever else { continue }
      chosen = fewer
      remaining = left
    }
    return WhyNot(blockers: chosen.map(\.blocker), remaining: remaining)
  }
}
