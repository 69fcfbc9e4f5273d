public import Logic

/// Session tags and source identities: what a request for a session hands to it takes permissions of
/// its own.
///
/// Source: IAM User Guide, "Pass session tags in AWS STS" and "Monitor and control actions taken with
/// assumed roles".
extension KnownAction {
  /// The permission that it takes to carry a key; nil for other keys.
  ///
  /// A session that has a source identity already sets it for the next one, too.
  public static func passing(_ key: ContextKey) -> KnownAction? {
    switch key.canonical {
    case "aws:tagkeys", "sts:transitivetagkeys": .tagSession
    case "sts:sourceidentity", "aws:sourceidentity": .setSourceIdentity
    default: key.canonical.hasPrefix("aws:requesttag/") ? .tagSession : nil
    }
  }
}

extension Way {
  /// The permissions that whatever takes this way needs for what it hands on.
  fileprivate var passing: [KnownAction] {
    var result: [KnownAction] = []
    for literal in literals where literal.variable.hop == 0 && !literal.values.admitsAbsence {
      if let action = literal.variable.key.flatMap(KnownAction.passing), !result.contains(action) {
        result.append(action)
      }
    }
    return result
  }
}

extension Residual {
  /// Whether some way in hands something on.
  public var passesOn: Bool { ways.contains { !$0.passing.isEmpty } }

  /// The same ways in, each with the permissions for what it hands on.
  ///
  /// - Parameter always: What every way hands on.
  public func permitted(
    _ always: [KnownAction] = [], by permission: (KnownAction) -> Residual
  ) -> Residual {
    guard isSatisfiable, !always.isEmpty || passesOn else { return self }
    var known: [KnownAction: Residual] = [:]
    return requiring { way in
      (always + way.passing.filter { !always.contains($0) }).reduce(.always) { result, action in
        let answer = result.isNever ? .never : known[action] ?? permission(action)
        if !result.isNever { known[action] = answer }
        return result.and(answer)
      }
    }
  }
}

extension Request {
  /// Whether it asks for the credentials of a role.
  public var makesSession: Bool {
    knownAction == .assumeRole || knownAction == .assumeRoleWithWebIdentity
      || knownAction == .assumeRoleWithSAML
  }

  /// The same request for the permission to hand something on.
  public func asking(_ action: KnownAction) -> Request {
    var request = Request(
      caller: caller, action: action.rawValue, resource: resource,
      resourceAccount: resourceAccount, context: context, isWildcardOnly: isWildcardOnly)
    request.managementAccount = managementAccount
    request.resourceTags = resourceTags
    return request
  }

  /// The permissions for what the request is known to hand on.
  public var passing: [KnownAction] {
    var actions = ActionSet.none
    for (key, knowledge) in context.keys {
      guard let action = KnownAction.passing(key), !knowledge.values.admitsAbsence else { continue }
      actions.formUnion(ActionSet(of: action))
    }
    if actions.isEmpty { return [] }
    return [.tagSession, .setSourceIdentity].filter(actions.contains)
  }

  /// What a decision on the request comes to once what it hands on has its permissions.
  ///
  /// - Parameter decide: What IAM would answer to a request by itself.
  func completed(_ decision: Decision, _ decide: (Request) -> Decision) -> Decision {
    guard makesSession, decision.residual.isSatisfiable else {
      return decision
    }
    let always = passing
    guard !always.isEmpty || decision.residual.passesOn else { return decision }
    var answers: [KnownAction: Decision] = [:]
    let residual = decision.residual.permitted(always) { action in
      let answer = answers[action] ?? decide(asking(action))
      answers[action] = answer
      return answer.residual
    }
    let refusal = [KnownAction.tagSession, .setSourceIdentity].lazy.compactMap { answers[$0] }
      .first { $0.residual.isNever }
    let isDenied = refusal?.outcome == .explicitDeny
    return Decision(
      residual.isAlways
        ? .allowed : residual.isNever ? (isDenied ? .explicitDeny : .implicitDeny) : .conditional,
      residual: residual, matches: decision.matches,
      blockers: residual.isNever ? refusal?.blockers ?? [.identity, .resource] : [],
      notEvaluated: decision.notEvaluated,
      missingEvidence: Set(
        decision.missingEvidence + answers.values.flatMap(\.missingEvidence)
      ).sorted())
  }

  /// When a grant to the caller's role reaches it.
  ///
  /// For source identities AWS says that of a role that assumes another both sides have to allow it,
  /// and in general that the resource's policy is enough within one account.
  func chained(_ grant: Residual, _ identity: Residual) -> Residual {
    guard knownAction == .setSourceIdentity, caller.kind == .roleSession, !isStrict,
      !grant.isNever, !identity.isAlways
    else { return grant }
    let doubt = Residual(
      Proposition("the role's trust policy alone may let another role set a source identity"),
      kind: .undocumented)
    return grant.and(identity.or(doubt))
  }
}
