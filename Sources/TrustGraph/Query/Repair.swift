import Estate
import IAM
import Logic
import Text

/// A change of one policy, and what the evaluator reads once it is made.
struct Repair {
  let blocker: WhyNot.Blocker
  let apply: (inout PolicySets) -> Void
}

extension Assumption {
  /// A change for everything that stands in the way, each set of policies looked at by itself.
  var repairs: [Repair] {
    if sets.resource == nil { return [evidenceRepair] }
    let found = repairsOfPlaces
    // What the call hands to the session may lack its permissions. Or no policy stands in the way by
    // itself; or a role assumes itself, which takes its own name.
    let further: [() -> [Repair]] = [
      { [] },
      { [.tagSession, .setSourceIdentity].flatMap { asking($0).repairsOfPlaces } },
      { [contradictionRepair] }, { [namingRepair] },
    ]
    return further.lazy.map { found + $0() }.first { residual(after: $0).isSatisfiable } ?? found
  }

  private var repairsOfPlaces: [Repair] {
    sets.places.flatMap { place in
      [denyRepair(at: place), allowRepair(at: place)].compactMap(\.self)
    }
  }

  private var evidenceRepair: Repair {
    Repair(
      blocker: .init(
        side: .evidence, isDeny: false, change: "supply the trust policy of \(role.id)",
        evidence: [])
    ) { [naming] in $0.resource = PolicySet([naming]) }
  }

  /// The Deny statements that hit the request whatever its context, and nothing else.
  private func denyRepair(at place: PolicyPlace) -> Repair? {
    guard let set = sets[place] else { return nil }
    let outcome = evaluator.outcome(of: set, as: place.kind, for: request)
    guard outcome.deny.settled.isAlways else { return nil }
    let denials = outcome.matches.filter { $0.denies && $0.when.isSatisfiable }
    var names: [String] = []
    for denial in denials where !names.contains(denial.policy) { names.append(denial.policy) }
    return repair(
      place, "remove the Deny from \(whole(place) ?? names.joined(separator: ", "))",
      denials.flatMap { evidence(.denies, $0.range) }, isDeny: true
    ) { set in
      set.keep { policy, statement in
        denials.contains {
          $0.policy == policy.id && $0.index == statement.index && $0.range == statement.range
        } ? nil : statement
      }
    }
  }

  /// What is to be changed where no statement allows the request.
  private func allowRepair(at place: PolicyPlace) -> Repair? {
    guard let set = sets[place], place.kind != .resourceControl,
      evaluator.outcome(of: set, as: place.kind, for: request).allow.isNever
    else { return nil }
    if place.kind == .resource || place.kind == .identity,
      let repair = conditionRepair(at: place, set)
    {
      return repair
    }
    let names = whole(place) ?? set.policies.map(\.id).joined(separator: ", ")
    switch place.kind {
    case .resource: return namingRepair
    case .identity:
      return repair(
        place, "allow \(name) \(request.action) on \(role.id)", evidence(.limits, range)
      ) { $0.policies.append(.opening(request.action)) }
    default:
      return repair(
        place, "let \(names) allow \(request.action) on \(role.id)",
        set.policies.flatMap { evidence(.limits, $0.document.range) }
      ) { $0.policies.append(.opening(request.action)) }
    }
  }

  /// The conditions without which the first statement that is about the request would allow it.
  private func conditionRepair(at place: PolicyPlace, _ set: PolicySet) -> Repair? {
    for policy in set.policies {
      for statement in policy.document.statements where statement.effect == .allow {
        guard let blocking = blocking(statement, of: policy, place.kind) else { continue }
        let kept = statement.conditions.indices.filter { !blocking.contains($0) }
        let tests = blocking.map { statement.conditions[$0] }
        return repair(
          place, words(tests, statement, at: place),
          tests.flatMap { evidence(.limits, $0.range ?? statement.range) }
        ) { set in
          set.keep {
            $1.range == statement.range && $1.index == statement.index
              ? $1.conditioned(by: kept.map { statement.conditions[$0] }) : $1
          }
        }
      }
    }
    return nil
  }

  /// The conditions that keep a statement from allowing the request; nil where others do, too.
  private func blocking(
    _ statement: Statement, of policy: AttachedPolicy, _ kind: PolicySetKind
  ) -> [Int]? {
    func allows(_ conditions: [Int]) -> Bool {
      var alone = PolicySet([policy])
      alone.keep {
        $1.index == statement.index
          ? $1.conditioned(by: conditions.map { statement.conditions[$0] }) : nil
      }
      return evaluator.outcome(of: alone, as: kind, for: request).allow.isSatisfiable
    }
    guard !statement.conditions.isEmpty, allows([]) else { return nil }
    let all = Array(statement.conditions.indices)
    let blocking = all.filter { !allows([$0]) }
    return allows(all.filter { !blocking.contains($0) }) ? blocking : all
  }

  private func words(
    _ conditions: [Condition], _ statement: Statement, at place: PolicyPlace
  ) -> String {
    let tests = conditions.map { "\($0.operatorText) \($0.key.display)" }
    let subject = statement.sid.map { "statement \($0)" } ?? "the statement"
    return "change the condition \(tests.joined(separator: " and ")) in \(subject) of "
      + "\(whole(place) ?? ""), which does not hold of \(name)"
  }

  private var namingRepair: Repair {
    let place = PolicyPlace(kind: .resource)
    return repair(
      place,
      "name \(words) as a principal in a statement of \(whole(place) ?? "") that allows "
        + request.action, evidence(.trusts, role.trust?.range)
    ) { [naming] in $0.policies.append(naming) }
  }

  /// What the conditions of a trust policy and those of others exclude of each other.
  private var contradictionRepair: Repair {
    let place = PolicyPlace(kind: .resource)
    return repair(
      place, "change the conditions in \(whole(place) ?? ""), which other policies contradict",
      evidence(.trusts, role.trust?.range)
    ) { set in
      set.keep { $1.effect == .allow ? $1.unconditional : $1 }
    }
  }

  /// What the policies at a place are called together; nil where each has a name.
  private func whole(_ place: PolicyPlace) -> String? {
    switch place.side {
    case .trust: "the trust policy of \(role.id)"
    case .identity: "the policies of \(name)"
    case .boundary: "the permissions boundary of \(name)"
    case .serviceControl, .resourceControl, .evidence: nil
    }
  }

  /// A trust policy that names the caller.
  private var naming: AttachedPolicy {
    let statement = Statement(
      index: 0, sid: nil, effect: .allow, principals: .these([entry]),
      actions: .these([PolicyText(SymbolicString(request.action))]), resources: .implied,
      conditions: [],
      range: nil)
    return AttachedPolicy(
      id: "trust policy",
      document: PolicyDocument(version: .v2012, statements: [statement], range: nil))
  }

  private func evidence(_ role: Evidence.Role, _ range: SourceRange?) -> [Evidence] {
    range.map { [Evidence(role, at: $0)] } ?? []
  }

  private func repair(
    _ place: PolicyPlace, _ change: String, _ evidence: [Evidence], isDeny: Bool = false,
    _ edit: @escaping (inout PolicySet) -> Void
  ) -> Repair {
    Repair(
      blocker: .init(side: place.side, isDeny: isDeny, change: change, evidence: evidence)
    ) { sets in
      guard var set = sets[place] else { return }
      edit(&set)
      sets[place] = set
    }
  }
}

extension PolicySet {
  /// Replaces statements, or takes them away where the body answers nil.
  fileprivate mutating func keep(_ body: (AttachedPolicy, Statement) -> Statement?) {
    for index in policies.indices {
      let policy = policies[index]
      policies[index].document.statements = policy.document.statements.compactMap {
        body(policy, $0)
      }
    }
  }
}

extension AttachedPolicy {
  /// A policy that allows one action on everything.
  fileprivate static func opening(_ action: String) -> AttachedPolicy {
    let statement = Statement(
      index: 0, sid: nil, effect: .allow, principals: .implied,
      actions: .these([PolicyText(SymbolicString(action))]), resources: .these([PolicyText("*")]),
      conditions: [], range: nil)
    return AttachedPolicy(
      id: "a new policy",
      document: PolicyDocument(version: .v2012, statements: [statement], range: nil))
  }
}
