import Logic

extension Evaluator {
  /// Puts the outcomes of all sets together.
  ///
  /// Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic".
  public func decision(on request: Request, from outcomes: consuming Outcomes) -> Decision {
    if request.isAlwaysAllowed {
      return Decision(.allowed, residual: .always, matches: outcomes.matches)
    }
    var applicable = outcomes
    if applicable.serviceControl?.isEmpty != true, request.isExemptFromServiceControl {
      applicable.serviceControl = []
    }
    if applicable.resourceControl?.isEmpty == false {
      applicable.resourceControl = request.applying(applicable.resourceControl)
    }
    let matches = applicable.matches
    let missing = applicable.notEvaluated
    if let blocker = request.impossibility {
      return Decision(
        applicable.deny.settled.isAlways ? .explicitDeny : .implicitDeny, residual: .never,
        matches: matches, blockers: [blocker], notEvaluated: missing,
        missingEvidence: request.names(of: missing))
    }
    let paths = GrantPaths.of(request, applicable)
    let undenied = applicable.guarding(paths.granted).and(request.possibility)
    let deny = applicable.deny
    var allowed = undenied.and(deny.negated).settled
    if !allowed.isAlways, !allowed.isNever, RequestFacts(request).isAboutSomeResource,
      !request.keepsResource, !applicable.deniesPartOfResource
    {
      allowed = allowed.projecting(.resource)
    }
    let outcome: Decision.Outcome =
      if allowed.isAlways {
        .allowed
      } else if !allowed.isNever {
        .conditional
      } else if deny.settled.isAlways || undenied.isSatisfiable {
        .explicitDeny
      } else {
        .implicitDeny
      }
    return Decision(
      outcome, residual: allowed, matches: matches,
      blockers: allowed.isNever ? applicable.blockers(paths) : [], notEvaluated: missing,
      missingEvidence: (request.names(of: missing) + allowed.missingEvidence).sorted())
  }
}

/// The ways in which grants reach a caller, before guards and denials.
///
/// Source: IAM User Guide, "Policy evaluation logic", and "Permissions boundaries for IAM entities".
struct GrantPaths {
  /// When the caller's own policies let it through: identity within boundary and session.
  let identity: Residual
  /// When the resource's policy alone is enough.
  let resource: Residual
  /// When either side's policies together grant the request.
  let granted: Residual

  /// The grants for a request; no initialiser, which would take copies of both.
  static func of(_ request: Request, _ outcomes: Outcomes) -> GrantPaths {
    let boundary = outcomes.boundary?.allow ?? .always
    let session = outcomes.session?.allow ?? .always
    let limits = boundary.and(session)
    let grants = outcomes.resource?.grants ?? Grants()
    let identity = identity(request, outcomes, limits)
    if !request.caller.isPrincipalOfAccount {
      return GrantPaths(identity: identity, resource: grants.any, granted: grants.any)
    }
    let isSame = request.isSameAccount
    let federated: Residual = outcomes.session == nil ? .never : limits
    let alone = request.chained(
      request.direct(grants.direct, within: boundary)
        .or(grants.role.and(limits))
        .or(grants.userOfFederatedSession.and(federated)), identity)
    let own = request.needsResourceAllow ? identity.and(grants.account) : identity
    let same = isSame.isNever ? .never : isSame.and(alone.or(own))
    let consent = request.needsNoConsent ? .always : grants.any
    let cross = isSame.isAlways ? .never : isSame.negated.and(identity.and(consent))
    return GrantPaths(identity: identity, resource: alone, granted: same.or(cross))
  }

  private static func identity(
    _ request: Request, _ outcomes: Outcomes, _ limits: Residual
  ) -> Residual {
    if request.caller.kind == .root, request.isSameAccount.isAlways { return .always }
    if request.caller.kind == .federatedUser, outcomes.session == nil { return .never }
    guard let identity = outcomes.identity else {
      return Residual(
        Proposition("the policies of the caller, which are not in the inputs, allow it"),
        kind: .evidenceMissing
      ).and(limits)
    }
    return identity.allow.and(limits)
  }
}

extension EachPolicySet<SetOutcome> {
  /// What is left of a grant after the sets that limit every caller: each must allow.
  ///
  /// Resource control policies are not among them: `RCPFullAWSAccess` is always attached at every
  /// level (AWS Organizations User Guide, "Resource control policies"), so they only deny.
  func guarding(_ granted: Residual) -> Residual {
    var result = granted
    for level in serviceControl ?? [] { result = result.and(level.allow) }
    if let endpoint { result = result.and(endpoint.allow) }
    return result
  }

  var matches: [StatementMatch] {
    var result: [StatementMatch] = []
    forEach { _, set in
      if result.isEmpty { result = set.matches } else { result += set.matches }
    }
    return result
  }

  /// When any set denies.
  var deny: Residual {
    var result = Residual.never
    forEach { if !$1.deny.isNever { result = result.or($1.deny) } }
    return result
  }

  /// Whether a Deny hits some of the resources that a request with wildcards speaks of.
  var deniesPartOfResource: Bool {
    var result = false
    forEach { result = result || $1.deny.keys.contains("resource") }
    return result
  }

  /// The guardrails about which nothing is known.
  var notEvaluated: [PolicySetKind] {
    (serviceControl == nil ? [.serviceControl] : [])
      + (resourceControl == nil ? [.resourceControl] : [])
  }

  /// The kinds of sets that have to change before the request gets through.
  func blockers(_ paths: GrantPaths) -> [PolicySetKind] {
    var result: [PolicySetKind] = []
    func add(_ kind: PolicySetKind, _ isBlocker: Bool) { if isBlocker { result.append(kind) } }
    func denies(_ set: SetOutcome?) -> Bool { set?.deny.settled.isAlways == true }
    let isUngranted = paths.granted.isNever
    func lacks(_ set: SetOutcome?) -> Bool { isUngranted && set?.allow.isNever == true }
    add(.identity, denies(identity) || lacks(identity))
    add(.boundary, denies(boundary) || lacks(boundary))
    add(.session, denies(session) || lacks(session))
    let isUnnamed = isUngranted && resource?.allow.isNever != false && paths.identity.isSatisfiable
    add(.resource, denies(resource) || isUnnamed)
    add(.serviceControl, serviceControl?.contains { denies($0) || $0.allow.isNever } == true)
    add(.resourceControl, resourceControl?.contains(where: denies) == true)
    add(.endpoint, denies(endpoint) || endpoint?.allow.isNever == true)
    return result.isEmpty ? contradictions(isUngranted) : result
  }

  /// The kinds of sets none of which stands in the way by itself.
  private func contradictions(_ isUngranted: Bool) -> [PolicySetKind] {
    var result: [PolicySetKind] = []
    forEach { kind, set in
      let isPart = set.deny.isSatisfiable || !(kind == .resourceControl || set.allow.isAlways)
      if isPart, result.last != kind { result.append(kind) }
    }
    if result.isEmpty || (isUngranted && session == nil && result == [.resource]) {
      // A federated user has nothing of its own without a session policy.
      result.append(session == nil && identity?.allow.isNever == false ? .session : .resource)
    }
    return PolicySetKind.allCases.filter(result.contains)
  }
}
