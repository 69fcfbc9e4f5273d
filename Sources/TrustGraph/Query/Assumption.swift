import Estate
import IAM
import Logic
import Text

/// One request to assume one role, with every policy that bears on it.
struct Assumption {
  /// Who calls, by identifier.
  let name: String
  /// Where the caller is written; nil for outsiders.
  let range: SourceRange?
  let role: Principal
  let request: Request
  let sets: PolicySets
  let evaluator = Evaluator()

  /// A principal of the inputs assumes a role.
  init(_ draft: GraphDraft, caller: Int, role: Int) {
    let principal = draft.principals.all[caller]
    let entry = draft.policies.entries[caller]
    self.init(
      draft, principal.id, at: principal.range, draft.caller(caller), role: role,
      identity: PolicySet(
        entry.assuming.map { AttachedPolicy(id: "identity", document: $0.alone) },
        missing: entry.missing),
      boundary: draft.holders.guards[caller].boundary.set)
  }

  /// An account, a principal that is not in the inputs or anyone assumes a role; nil for others.
  init?(_ draft: GraphDraft, outsider node: Node, role: Int) {
    switch node.kind {
    case .account, .externalPrincipal, .anyone: break
    default: return nil
    }
    let party = TrustedParty(Self.entry(naming: node.id))
    self.init(
      draft, node.id, at: nil, Caller(party, .assumeRole), role: role, identity: nil,
      boundary: nil)
  }

  private init(
    _ draft: GraphDraft, _ name: String, at range: SourceRange?, _ caller: Caller, role: Int,
    identity: PolicySet?, boundary: PolicySet?
  ) {
    self.name = name
    self.range = range
    self.role = draft.principals.all[role]
    request = draft.sides.request(caller, .assumeRole, role: self.role)
    let guardrails = draft.sides.guardrails
    sets = PolicySets(
      identity: identity, boundary: boundary,
      resource: self.role.trust.map { PolicySet($0, id: "trust policy") },
      serviceControl: guardrails.callerLevels(of: request),
      resourceControl: guardrails.resourceLevels(of: self.role))
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
    return evaluator.decide(request, changed).residual
  }
}
