import Estate
import IAM
import Logic
import Text

/// What keeps one principal from assuming one role.
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

  /// What stands in the way; empty when the step is possible.
  public let blockers: [Blocker]
}

extension GraphQuery {
  /// What keeps a principal of the inputs from assuming a role of the inputs; nil when either is
  /// none.
  public func whyNot(_ source: NodeIndex, _ target: NodeIndex) -> WhyNot? {
    guard let caller = trust.principal(of: source), let role = trust.principal(of: target),
      estate.principals[role].kind == .role, estate.principals[caller].kind != .group
    else { return nil }
    if trust.steps(to: target).contains(where: { $0.source == source }) {
      return WhyNot(blockers: [])
    }
    let draft = GraphDraft(estate.part(of: [caller, role]), only: [])
    guard let callerPart = draft.principals.index(ofARN: estate.principals[caller].id),
      let rolePart = draft.principals.index(ofARN: estate.principals[role].id)
    else { return nil }
    return WhyNot(blockers: Blockers(draft, caller: callerPart, role: rolePart).all)
  }
}

/// Asks each side of an assumption by itself.
private struct Blockers {
  private let draft: GraphDraft
  private let caller: Int
  private let role: Principal
  private let request: Request
  private(set) var all: [WhyNot.Blocker] = []

  init(_ draft: GraphDraft, caller: Int, role: Int) {
    self.draft = draft
    self.caller = caller
    self.role = draft.principals.all[role]
    request = draft.sides.request(draft.caller(caller), .assumeRole, role: self.role)
    let isDirect = addTrust()
    addIdentity(isNeeded: !isDirect)
    addBoundary()
    addGuardrails()
  }

  private var name: String { draft.principals.all[caller].id }

  /// Adds what the trust policy lacks or denies; whether it names the caller so that no identity
  /// policy is needed.
  private mutating func addTrust() -> Bool {
    guard let trust = role.trust else {
      add(.evidence, "supply the trust policy of \(role.id)", [])
      return false
    }
    let outcome = draft.sides.evaluator.outcome(
      of: PolicySet(trust, id: "trust policy"), as: .resource, for: request)
    if outcome.deny.isAlways {
      add(.trust, "remove the Deny from the trust policy", denies(outcome), isDeny: true)
    }
    if outcome.allow.isNever {
      add(
        .trust, "name \(name) as a principal in the trust policy of \(role.id)",
        trust.range.map { [Evidence(.trusts, at: $0)] } ?? [])
      return false
    }
    let isSame = AccountDirectory.same(role.account, draft.principals.all[caller].account) == .yes
    return isSame && !(outcome.grants[.direct].isNever && outcome.grants[.role].isNever)
  }

  private mutating func addIdentity(isNeeded: Bool) {
    let entry = draft.policies.entries[caller]
    let set = PolicySet(entry.assuming.map { AttachedPolicy(id: "identity", document: $0.alone) })
    let outcome = draft.sides.evaluator.outcome(of: set, as: .identity, for: request)
    if outcome.deny.isAlways {
      add(.identity, "remove the Deny from the policies of \(name)", denies(outcome), isDeny: true)
    }
    guard isNeeded, outcome.allow.isNever else { return }
    let range = draft.principals.all[caller].range
    add(
      .identity, "allow \(name) sts:AssumeRole on \(role.id)",
      range.map { [Evidence(.limits, at: $0)] } ?? [])
  }

  private mutating func addBoundary() {
    let left = draft.sides.boundary(draft.holders.guards[caller].boundary, request)
    guard left.isNever, case .document(let document) = draft.holders.guards[caller].boundary else {
      return
    }
    add(
      .boundary, "let the permissions boundary of \(name) allow sts:AssumeRole on \(role.id)",
      document.range.map { [Evidence(.limits, at: $0)] } ?? [])
  }

  private mutating func addGuardrails() {
    let guardrails = draft.sides.guardrails
    let sides: [(WhyNot.Blocker.Side, PolicySetKind, [PolicySet])] = [
      (.serviceControl, .serviceControl, guardrails.callerLevels(of: request)),
      (.resourceControl, .resourceControl, guardrails.resourceLevels(of: role)),
    ]
    for (side, kind, levels) in sides {
      for level in levels {
        let outcome = draft.sides.evaluator.outcome(of: level, as: kind, for: request)
        let names = level.policies.map(\.id).joined(separator: ", ")
        if outcome.deny.isAlways {
          add(side, "remove the Deny from \(names)", denies(outcome), isDeny: true)
        } else if side == .serviceControl, outcome.allow.isNever {
          let ranges = level.policies.compactMap(\.document.range)
          add(side, "let \(names) allow sts:AssumeRole", ranges.map { Evidence(.limits, at: $0) })
        }
      }
    }
  }

  private func denies(_ outcome: SetOutcome) -> [Evidence] {
    outcome.matches.filter(\.denies).compactMap { $0.range.map { Evidence(.denies, at: $0) } }
  }

  private mutating func add(
    _ side: WhyNot.Blocker.Side, _ change: String, _ evidence: [Evidence], isDeny: Bool = false
  ) {
    all.append(
      WhyNot.Blocker(side: side, isDeny: isDeny, change: change, evidence: evidence))
  }
}
