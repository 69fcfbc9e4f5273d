import Estate
import IAM
import Logic
import Text

extension GraphDraft {
  /// What a grant that names a principal, or everybody, asks of one principal, both sides
  /// considered, with the places on the caller's side that matter.
  ///
  /// Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic".
  func twoSided(
    _ grant: TrustGrant, _ index: Int, session: SymbolicString? = nil
  ) -> (residual: Residual, evidence: [Evidence]) {
    let guards = holders.guards[index]
    let allows = policies.entries[index].assuming.filter { $0.statement.effect == .allow }
    guard let role = role(of: grant), let trust = role.trust else { return (.never, []) }
    let isOpen = grant.residual.isAlways && guards.isEmpty && !trust.distinguishesByDeny
    if isOpen, grant.isSameAccount == .yes { return (.always, []) }
    if isOpen, grant.isSameAccount == .no,
      let allow = allows.first(where: { Self.plainlyCovers($0.statement, role.arn) })
    {
      return (.always, Self.evidence([allow], []))
    }
    return evaluated(grant, index, allows, guards, role, trust, session)
  }

  private func evaluated(
    _ grant: TrustGrant, _ index: Int, _ allows: [AssumeStatement], _ guards: HolderGuards,
    _ role: Principal, _ trust: PolicyDocument, _ session: SymbolicString?
  ) -> (residual: Residual, evidence: [Evidence]) {
    let caller = self.caller(index).named(session)
    let request = request(caller, of: index, grant.kind, role: role)
    let entry = policies.entries[index]
    let identity = PolicySet(
      (allows + guards.denies).map { AttachedPolicy(id: "identity", document: $0.alone) },
      missing: entry.missing)
    let decision = sides.evaluator.decide(
      call: request,
      PolicySets(
        // A boundary counts for a Deny with NotPrincipal even where it lets everything through.
        identity: identity,
        boundary: (trust.distinguishesByDeny ? entry.boundary : guards.boundary).set,
        resource: trust.alone(for: grant),
        resourceControl: sides.guardrails.resourceLevels(of: role))
    ) { sets(of: index, assuming: role, request) }
    let matched = decision.matches.filter { $0.set == .identity && !$0.denies }
    let used = allows.filter { allow in matched.contains { $0.range == allow.statement.range } }
    let residual = decision.residual.and(undocumented(grant, guards, request))
    return (residual, Self.evidence(used, guards.denies))
  }

  /// AWS says on one page that a boundary does not limit a user whom a resource policy names, and
  /// on another that for trust policies it does.
  ///
  /// Source: IAM User Guide, "Permissions boundaries for IAM entities" and "Update a role trust
  /// policy".
  private func undocumented(
    _ grant: TrustGrant, _ guards: HolderGuards, _ request: Request
  ) -> Residual {
    guard grant.party.kind == .user, grant.isSameAccount == .yes else { return .always }
    let allowed = sides.boundary(guards.boundary, request)
    if allowed.isAlways { return .always }
    return allowed.or(
      Residual(
        Proposition("a permissions boundary does not limit a user whom a trust policy names"),
        kind: .undocumented))
  }

  private static func evidence(
    _ allows: [AssumeStatement], _ denies: [AssumeStatement]
  ) -> [Evidence] {
    allows.compactMap { $0.statement.range.map { Evidence(.grants, at: $0) } }
      + denies.compactMap { $0.statement.range.map { Evidence(.denies, at: $0) } }
  }

  private static func plainlyCovers(_ statement: Statement, _ arn: SymbolicString) -> Bool {
    guard statement.isPlain, let arn = arn.literal else { return false }
    switch HolderSet.Scope(statement.resources) {
    case .all: return true
    case .account(let account): return ARN(arn)?.account == account
    case .patterns(let patterns):
      let text = Array(arn.utf8)
      return patterns.contains { Glob.matches(Array($0.utf8), text) }
    case .open: return false
    }
  }
}

extension PolicyIndex.Boundary {
  /// The boundary as the evaluator takes it.
  var set: PolicySet? {
    switch self {
    case .none: nil
    case .missing(let name):
      PolicySet(missing: [Proposition("the permissions boundary \(name.display)")])
    case .document(let document): PolicySet(document, id: "boundary")
    }
  }
}

extension PolicyDocument {
  /// Whether some Deny treats principals of one account differently.
  fileprivate var distinguishesByDeny: Bool {
    statements.contains { $0.effect != .allow && $0.distinguishesPrincipals }
  }

  /// The statement of a grant and every Deny: what decides about this grant and no other.
  fileprivate func alone(for grant: TrustGrant) -> PolicySet {
    var document = self
    document.statements = statements.filter { $0.index == grant.statement || $0.effect != .allow }
    return PolicySet(document, id: "trust policy")
  }
}

extension Caller {
  /// The same caller with a session name.
  func named(_ session: SymbolicString?) -> Caller {
    guard let session else { return self }
    var named = Caller(
      kind, partition: partition, account: account, name: name, sessionName: session,
      uniqueID: uniqueID)
    named.tags = tags
    named.sessionTagging = sessionTagging
    return named
  }
}
