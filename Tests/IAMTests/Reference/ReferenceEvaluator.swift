/// A second evaluator: two-valued, plain and slow, written from the documentation alone.
struct ReferenceEvaluator {
  enum Outcome: String { case allowed, explicitDeny, implicitDeny }

  let request: RefRequest
  let sets: RefSets

  func decide() -> Outcome {
    if isDenied { return .explicitDeny }
    if request.caller.kind == .root || request.caller.kind == .federated,
      request.action.lowercased() == "sts:assumerole"
    {
      return .implicitDeny
    }
    if isPrincipal, !sets.scp.allSatisfy({ level in level.contains { allows($0) } }) {
      return .implicitDeny
    }
    return isGranted ? .allowed : .implicitDeny
  }

  private var isPrincipal: Bool { request.caller.kind != .service && request.caller.kind != .web }

  private var isDenied: Bool {
    var policies = sets.identity + [sets.boundary, sets.session, sets.resource].compactMap(\.self)
    if isPrincipal { policies += sets.scp.flatMap(\.self) }
    policies += sets.rcp.flatMap(\.self)
    return policies.contains { policy in
      policy.statements.contains {
        !$0.isAllow && matches($0, policy, checksPrincipal: true) != nil
      }
    }
  }

  private func allows(_ policy: RefPolicy) -> Bool {
    policy.statements.contains { $0.isAllow && matches($0, policy, checksPrincipal: true) != nil }
  }

  private var isGranted: Bool {
    let kinds = Set(
      (sets.resource?.statements ?? []).compactMap { statement in
        statement.isAllow
          ? matches(statement, sets.resource ?? RefPolicy(), checksPrincipal: true) : nil
      })
    if !isPrincipal { return !kinds.isEmpty }
    let boundaryOK = sets.boundary.map(allows) ?? true
    let sessionOK = sets.session.map(allows) ?? true
    var identityPath = sets.identity.contains(where: allows) && boundaryOK && sessionOK
    if request.caller.kind == .federated, sets.session == nil { identityPath = false }
    let isSame = request.caller.account == request.resourceAccount
    if request.caller.kind == .root, isSame { identityPath = true }
    if !isSame { return identityPath && !kinds.isEmpty }
    if kinds.contains(.direct) { return true }
    if kinds.contains(.role), boundaryOK, sessionOK { return true }
    if kinds.contains(.userOfFederated), boundaryOK, sessionOK, sets.session != nil { return true }
    let needsTrust = ["sts:assumerole", "sts:tagsession", "sts:assumerolewithwebidentity"]
      .contains(request.action.lowercased())
    let isSelf =
      request.action.lowercased() == "sts:assumerole" && request.caller.kind == .session
      && request.resource == "arn:aws:iam::\(request.caller.account):role/\(request.caller.name)"
    return identityPath && (!needsTrust || (kinds.contains(.account) && !isSelf))
  }

  private enum Kind { case direct, role, account, userOfFederated }

  /// How a statement reaches the request; nil if it does not match.
  private func matches(
    _ statement: RefStatement, _ policy: RefPolicy, checksPrincipal: Bool
  ) -> Kind? {
    var kind = Kind.direct
    if let principals = statement.principals {
      let named = principals.compactMap { names($0.family, $0.text, isAllow: statement.isAllow) }
      if statement.isNotPrincipal {
        if !named.isEmpty, !(sets.boundary != nil && !statement.isAllow) { return nil }
      } else {
        guard
          let best = [Kind.direct, .role, .userOfFederated, .account].first(where: named.contains)
        else { return nil }
        kind = best
      }
    }
    let isAction = statement.actions.contains { matchesAction($0) }
    if isAction == statement.isNotAction { return nil }
    if let resources = statement.resources {
      let isResource = resources.contains { matchesResource($0, policy) }
      if isResource == statement.isNotResource { return nil }
    }
    for condition in statement.conditions {
      if !ReferenceCondition(request: request, is2012: policy.is2012).holds(
        condition.operation, condition.key, condition.values)
      {
        return nil
      }
    }
    return kind
  }

  private func names(_ family: String, _ text: String, isAllow: Bool) -> Kind? {
    let caller = request.caller
    switch family {
    case "Service": return caller.kind == .service && caller.name == text ? .direct : nil
    case "Federated":
      return caller.kind == .web && caller.arn == text && caller.account == request.resourceAccount
        ? .direct : nil
    default: break
    }
    if text == "*" { return .direct }
    guard isPrincipal else { return nil }
    if text == caller.account || text == "arn:aws:iam::\(caller.account):root" { return .account }
    switch caller.kind {
    case .user: return text == caller.arn ? .direct : nil
    case .session:
      if text == caller.arn { return .direct }
      let prefix = "arn:aws:iam::\(caller.account):role/"
      let name = text.hasPrefix(prefix) ? text.split(separator: "/").last.map(String.init) : nil
      return name == caller.name ? .role : nil
    case .federated:
      if text == caller.arn { return .direct }
      return text == "arn:aws:iam::\(caller.account):user/\(caller.name)" ? .userOfFederated : nil
    default: return nil
    }
  }

  private func matchesAction(_ pattern: String) -> Bool {
    pattern == "*" || refGlob(Array(pattern.lowercased()), Array(request.action.lowercased()))
  }

  private func matchesResource(_ pattern: String, _ policy: RefPolicy) -> Bool {
    if pattern == "*" { return true }
    guard let resolved = refResolve(pattern, request, is2012: policy.is2012) else { return false }
    return refARN(resolved, request.resource)
  }
}
