import Estate
import IAM
import Logic
import Text

/// One request to assume one role, with every policy that bears on it.
struct Assumption {
  /// Who calls, by identifier.
  let name: String
  /// The principal of a statement that names the caller.
  let entry: PrincipalEntry
  /// The caller, to be put behind `name`.
  let words: String
  /// Where the caller is written; nil for outsiders.
  let range: SourceRange?
  let role: Principal
  let request: Request
  let sets: PolicySets
  let evaluator = Evaluator()

  /// A principal of the inputs assumes a role.
  init(_ draft: GraphDraft, caller: Int, role: Int) {
    let principal = draft.principals.all[caller]
    let target = draft.principals.all[role]
    let request = draft.request(
      draft.caller(caller), of: caller, .assumeRole, role: target)
    self.init(
      principal.id, at: principal.range, request, role: target,
      draft.sets(of: caller, assuming: target, request))
  }

  /// Somebody who is no principal of the inputs assumes a role.
  init(_ draft: GraphDraft, outsider party: AskingParty, called name: String, role: Int) {
    let target = draft.principals.all[role]
    var request = draft.sides.request(
      Caller(TrustedParty(party.entry), party.kind), party.kind, role: target)
    request.context.keys.merge(party.keys) { $1 }
    self.init(
      name, at: nil, request, role: target,
      PolicySets(
        identity: nil, resource: target.trust.map { PolicySet($0, id: "trust policy") },
        serviceControl: draft.sides.guardrails.callerLevels(of: request),
        resourceControl: draft.sides.guardrails.resourceLevels(of: target)),
      naming: (party.entry, party.words))
  }

  private init(
    _ name: String, at range: SourceRange?, _ request: Request, role: Principal,
    _ sets: PolicySets, naming: (entry: PrincipalEntry, words: String)? = nil
  ) {
    self.name = name
    entry =
      naming?.entry ?? Self.entry(naming: name)
    words = naming?.words ?? name
    self.range = range
    self.role = role
    self.request = request
    self.sets = sets
  }

  /// The same caller, asking for the permission to hand something to the session.
  func asking(_ action: KnownAction) -> Assumption {
    Assumption(
      name, at: range, request.asking(action), role: role, sets, naming: (entry, words))
  }

  /// The entry of a trust policy that names somebody.
  static func entry(naming id: String) -> PrincipalEntry {
    PrincipalEntry(
      family: .aws, text: SymbolicString(id == Node.anyone.id ? "*" : id), range: nil)
  }

  /// When the request is allowed once some changes are made.
  func residual(after repairs: [Repair]) -> Residual {
    var changed = sets
    for repair in repairs { repair.apply(&changed) }
    return evaluator.decide(call: request, changed).residual
  }
}
