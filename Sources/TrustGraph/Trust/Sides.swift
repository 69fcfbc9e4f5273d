import Estate
import IAM
import Logic

/// Asks the evaluator what trust policies and identity policies say about assuming a role.
struct Sides {
  let evaluator = Evaluator()
  let accounts: AccountDirectory
  let guardrails: Guardrails

  init(accounts: AccountDirectory, guardrails: Guardrails) {
    self.accounts = accounts
    self.guardrails = guardrails
  }

  /// A request to assume a role.
  func request(_ caller: Caller, _ kind: Edge.Kind, role: Principal) -> Request {
    // Whoever brings a token is no principal of an account yet.
    let account = caller.isBearer ? nil : caller.account
    var request = Request(
      caller: caller, action: kind.action, resource: role.arn, resourceAccount: role.account,
      context: RequestContext(organizationKeys(of: account, resource: role.account)))
    request.managementAccount = accounts.managementAccount
    request.resourceTags = role.knownTags
    return request
  }

  /// What the exported organisation says about the accounts of a request.
  func organizationKeys(
    of caller: SymbolicString?, resource: SymbolicString
  ) -> [ContextKey: RequestContext.Knowledge] {
    guard let organization = accounts.organization else { return [:] }
    var keys: [ContextKey: RequestContext.Knowledge] = [:]
    func set(_ key: ContextKey, _ account: SymbolicString) {
      switch accounts.isMember(account) {
      case .yes: keys[key] = .known(.one(organization))
      case .no: keys[key] = .within(.allBut(organization))
      case .unknown: break
      }
    }
    if let caller {
      set("aws:PrincipalOrgID", caller)
      if let path = caller.literal.flatMap(accounts.organizationPath) {
        keys["aws:PrincipalOrgPaths"] = .known(.many([path]))
      }
    }
    set("aws:ResourceOrgID", resource)
    return keys
  }

  /// What a trust policy still asks of a caller: one Allow, held against every Deny, those of
  /// resource control policies included.
  func trust(
    _ statement: Statement, of document: PolicyDocument, _ request: Request,
    hasBoundary: Bool = false
  ) -> TrustSide {
    trust(statement, TrustAnswers(self, document, request, hasBoundary: hasBoundary))
  }

  /// The same where several statements are asked about.
  func trust(_ statement: Statement, _ answers: TrustAnswers) -> TrustSide {
    let outcome = evaluator.outcome(
      of: PolicySet(answers.document.only(statement), id: "trust policy"), as: .resource,
      for: answers.request, hasBoundary: answers.hasBoundary)
    var allow = Residual.never
    for match in outcome.matches where !match.denies { allow = allow.or(match.when) }
    if statement.effect == nil {
      allow = Residual(
        Proposition("the statement's effect is Allow", at: statement.range), kind: .unsupported)
    }
    let undenied = allow.isNever ? allow : allow.and(answers.undenied)
    let uncontrolled = undenied.isNever ? undenied : undenied.and(answers.guardrails)
    return TrustSide(
      allow: allow, undenied: undenied, uncontrolled: uncontrolled,
      left: uncontrolled.permitted(answers.request.passing) { answers.permission($0) })
  }

  /// What a trust policy asks of a caller who hands something to the session.
  func permission(
    _ action: KnownAction, by trust: PolicySet, _ request: Request, _ hasBoundary: Bool = false
  ) -> Residual {
    let request = request.asking(action)
    let outcome = evaluator.outcome(
      of: trust, as: .resource, for: request, hasBoundary: hasBoundary)
    return outcome.allow.and(outcome.deny.negated)
      .and(guardrails.resourceControl(request, evaluator))
  }

  /// What the policies of a caller still ask for: an Allow statement within Deny statements and
  /// boundary.
  func identity(
    _ allow: AssumeStatement, _ guards: HolderGuards, _ request: Request
  ) -> Residual {
    var residual = evaluator.outcome(
      of: PolicySet(allow.alone, id: "identity"), as: .identity, for: request
    ).allow
    if residual.isNever { return residual }
    for deny in guards.denies {
      let outcome = evaluator.outcome(
        of: PolicySet(deny.alone, id: "identity"), as: .identity, for: request)
      residual = residual.and(outcome.deny.negated)
      if residual.isNever { return residual }
    }
    return residual.and(missing(guards, request)).and(boundary(guards.boundary, request))
  }

  /// What policies that are not among the inputs must not deny.
  private func missing(_ guards: HolderGuards, _ request: Request) -> Residual {
    if guards.missing.isEmpty { return .always }
    let set = PolicySet(missing: guards.missing)
    return evaluator.outcome(of: set, as: .identity, for: request).deny.negated
  }

  /// What a permissions boundary leaves open.
  func boundary(_ boundary: PolicyIndex.Boundary, _ request: Request) -> Residual {
    switch boundary {
    case .none: return .always
    case .missing(let name):
      return Residual(
        Proposition("the permissions boundary \(name.display) allows \(request.action)"),
        kind: .evidenceMissing)
    case .document(let document):
      let outcome = evaluator.outcome(
        of: PolicySet(document, id: "boundary"), as: .boundary, for: request)
      return outcome.allow.and(outcome.deny.negated)
    }
  }

  /// What the Deny statements of a caller's identity policies and boundary leave open.
  func denies(_ guards: HolderGuards, _ request: Request) -> Residual {
    var residual = Residual.always
    for deny in guards.denies {
      let outcome = evaluator.outcome(
        of: PolicySet(deny.alone, id: "identity"), as: .identity, for: request)
      residual = residual.and(outcome.deny.negated)
    }
    if case .document(let document) = guards.boundary {
      let outcome = evaluator.outcome(
        of: PolicySet(document, id: "boundary"), as: .boundary, for: request)
      residual = residual.and(outcome.deny.negated)
    }
    return residual
  }
}

/// What a trust policy asks of a caller.
struct TrustSide {
  /// What one of its Allow statements asks.
  let allow: Residual
  /// The same held against every Deny of the policy.
  let undenied: Residual
  /// The same held against resource control policies.
  let uncontrolled: Residual
  /// The same with the permissions for what is handed to the session.
  let left: Residual
}

/// What limits the Allow statements of a principal.
struct HolderGuards {
  var denies: [AssumeStatement] = []
  var boundary = PolicyIndex.Boundary.none
  /// Policies of its own or of its groups that are not among the inputs, in words.
  var missing: [Proposition] = []

  /// Whether nothing limits it.
  var isEmpty: Bool {
    if case .none = boundary { return denies.isEmpty && missing.isEmpty }
    return false
  }
}

extension AssumeStatement {
  /// A document of this statement only.
  var alone: PolicyDocument { document.only(statement) }
}

extension PolicyDocument {
  /// A document of one of the statements only.
  func only(_ statement: Statement) -> PolicyDocument {
    PolicyDocument(
      version: version, statements: [statement], range: range, problems: problems,
      isOpaque: isOpaque)
  }
}
