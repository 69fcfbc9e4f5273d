import Logic
import Text

extension RequestFacts {
  /// When a statement of a resource policy speaks of the caller, by how it names it.
  func principals(of statement: Statement, hasBoundary: Bool) -> Grants {
    let isDeny = statement.effect != .allow
    switch statement.principals {
    case .implied:
      // Without the element nobody is named; in a Deny that would turn it off.
      return Grants(
        direct: isDeny
          ? Residual(
            Proposition("a Deny without principal applies", at: statement.range),
            kind: .unsupported) : .never)
    case .these(let entries):
      var result = Grants()
      for entry in entries {
        let match = names(entry, in: statement, isDeny: isDeny)
        let when = match.when.and(entry.guards.residual)
        result[match.kind] = result[match.kind].or(when)
      }
      return result
    case .allBut(let entries):
      return Grants(direct: escapes(entries, statement, isDeny: isDeny, hasBoundary: hasBoundary))
    }
  }

  /// When no entry names the caller.
  ///
  /// Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal", and "Permissions boundaries
  /// for IAM entities": a Deny of this form always hits principals with a boundary.
  private func escapes(
    _ entries: [PrincipalEntry], _ statement: Statement, isDeny: Bool, hasBoundary: Bool
  ) -> Residual {
    if isDeny, hasBoundary { return .always }
    var named = Grants()
    var users = Residual.never
    var everybody = Residual.never
    for entry in entries {
      let match = names(entry, in: statement, isDeny: false)
      let when = match.when.and(entry.guards.residual)
      named[match.kind] = named[match.kind].or(when)
      if case .anyone = entry.pattern { everybody = everybody.or(when) }
      if case .user = entry.pattern { users = users.or(when) }
    }
    let spared = named.any
    guard isDeny, request.caller.isPrincipalOfAccount else { return spared.negated }
    let isComplete = listed(named, users: users).or(everybody)
    let doubt = Residual(
      Proposition(
        "a caller's account, user or role, and session need not all be listed",
        at: statement.range),
      kind: .undocumented)
    return spared.negated.or(spared.and(isComplete.negated).and(doubt.negated))
  }

  /// When the caller is listed with all that AWS may look at first: the account, then the user, or
  /// the role and then the session.
  private func listed(_ named: Grants, users: Residual) -> Residual {
    switch request.caller.kind {
    case .root: named.account
    case .roleSession: named.account.and(named.role).and(named.direct)
    case .someone: named.account.and(users.or(named.role.and(named.direct)))
    default: named.account.and(named.direct)
    }
  }

  /// How and when an entry names the caller.
  private func names(
    _ entry: PrincipalEntry, in statement: Statement, isDeny: Bool
  ) -> (kind: GrantKind, when: Residual) {
    let caller = request.caller
    let source = Literal.Source(range: entry.range, statement: statement.range)
    switch entry.pattern {
    case .anyone: return (.direct, everybody(entry, isDeny: isDeny))
    case .account(let name): return (.account, belongs(to: name, source))
    case .user(let name): return user(name, source)
    case .role(let name): return (.role, role(name, source))
    case .session(let name): return (.direct, session(name, source))
    case .federatedUser(let name):
      let isSame = caller.kind == .federatedUser
      return (.direct, isSame ? same(caller.name, name.text, source) : .never)
    case .service(let name):
      return (.direct, caller.kind == .service ? same(caller.name, name, source) : .never)
    case .oidcProvider(let name):
      return (.direct, caller.kind == .webIdentity ? provider(name, source) : .never)
    case .samlProvider(let name):
      return (.direct, caller.kind == .saml ? provider(name, source) : .never)
    case .builtInWebIdentity(let name):
      return (
        .direct,
        caller.kind == .webIdentity ? same(caller.name, SymbolicString(name), source) : .never
      )
    case .uniqueID(let id):
      return (caller.kind == .roleSession ? .role : .direct, hasID(id, source))
    case .canonicalUser:
      guard caller.isPrincipalOfAccount else { return (.account, .never) }
      return (.account, doubt("the caller has the canonical id", entry, .evidenceMissing))
    case .unresolved(let text):
      return (.direct, doubt("\(text.display) names the caller", entry, .templateParameter))
    case .malformed:
      if entry.isAnyProvider, !isDeny {
        return (.direct, caller.isBearer ? anyProvider(entry) : .never)
      }
      return (
        .direct,
        isDeny ? doubt("a malformed principal means the caller", entry, .unsupported) : .never
      )
    }
  }

  private func everybody(_ entry: PrincipalEntry, isDeny: Bool) -> Residual {
    guard request.caller.isBearer, !isDeny, !request.isStrict else { return .always }
    return anyProvider(entry)
  }

  private func anyProvider(_ entry: PrincipalEntry) -> Residual {
    doubt("`*` admits the bearers of foreign tokens", entry, .undocumented)
  }

  private func belongs(to name: PrincipalName, _ source: Literal.Source) -> Residual {
    let caller = request.caller
    guard caller.isPrincipalOfAccount else { return .never }
    return same(caller.account, name.account, source, key: "aws:PrincipalAccount")
      .and(samePartition(name, source))
  }

  private func user(
    _ name: PrincipalName, _ source: Literal.Source
  ) -> (kind: GrantKind, when: Residual) {
    let caller = request.caller
    switch caller.kind {
    case .user:
      return (
        .direct,
        caller.name == nil ? isPrincipal(name, source) : same(caller.name, name.text, source)
      )
    case .someone: return (.direct, isPrincipal(name, source))
    case .federatedUser:
      let isSame = name.name != nil && name.name == caller.name?.literal?.lastPathComponent
      return (.userOfFederatedSession, isSame ? belongs(to: name, source) : .never)
    default: return (.direct, .never)
    }
  }

  private func role(_ name: PrincipalName, _ source: Literal.Source) -> Residual {
    let caller = request.caller
    switch caller.kind {
    case .someone: return isPrincipal(name, source)
    case .roleSession where caller.name == nil: return isPrincipal(name, source)
    case .roleSession:
      if caller.isPathKnown { return same(caller.name, name.text, source) }
      return belongs(to: name, source).and(
        same(caller.name?.lastPathComponent, name.path.lastPathComponent, source))
    default: return .never
    }
  }

  /// The session's name was chosen in the request before this one.
  private func session(_ name: PrincipalName, _ source: Literal.Source) -> Residual {
    let caller = request.caller
    guard caller.kind == .roleSession || caller.kind == .someone,
      let (role, session) = name.path.splitAtSlash()
    else {
      return caller.kind == .roleSession || caller.kind == .someone
        ? Residual(Proposition("\(name.text.display) names the caller"), kind: .templateParameter)
        : .never
    }
    let isRole: Residual
    if caller.kind == .someone {
      let account = name.account
      let arn = SymbolicString("arn:*:iam::") + account + ":role/"
      isRole = lies(
        "aws:PrincipalArn",
        in: ValueSet(
          absent: false,
          single: TextSet(Pattern(arn + role, .arn)).union(
            TextSet(Pattern(arn + "*/" + role, .arn))), many: .nothing), source)
    } else {
      isRole = belongs(to: name, source).and(
        same(caller.name?.lastPathComponent, role, source))
    }
    guard caller.sessionName == nil else {
      return isRole.and(same(caller.sessionName, session, source))
    }
    return isRole.and(
      Residual(
        Literal(
          Variable(.key("sts:RoleSessionName"), hop: -1),
          in: ValueSet(absent: false, single: TextSet(Pattern(session, .exact)), many: .nothing),
          of: ContextKeys.singlePresent, kind: .callerChosen, sources: [source])))
  }

  /// A provider is known only in its own account.
  private func provider(_ name: PrincipalName, _ source: Literal.Source) -> Residual {
    same(request.caller.name, name.text, source)
      .and(same(request.resourceAccount, name.account, source))
  }

  private func hasID(_ id: String, _ source: Literal.Source) -> Residual {
    let caller = request.caller
    guard [.user, .roleSession, .someone].contains(caller.kind) else { return .never }
    if let own = caller.uniqueID { return own == id ? .always : .never }
    let ids = TextSet([id]).union(TextSet(Pattern(SymbolicString(id + ":*"), .glob)))
    return lies("aws:userid", in: ValueSet(absent: false, single: ids, many: .nothing), source)
  }

  private func isPrincipal(_ name: PrincipalName, _ source: Literal.Source) -> Residual {
    lies(
      "aws:PrincipalArn",
      in: ValueSet(absent: false, single: TextSet(Pattern(name.text, .exact)), many: .nothing),
      source)
  }

  private func lies(
    _ key: ContextKey, in values: ValueSet, _ source: Literal.Source
  ) -> Residual {
    lies(key, in: values, request.knowledge(of: key, isList: false), source)
  }

  private func samePartition(_ name: PrincipalName, _ source: Literal.Source) -> Residual {
    guard let partition = name.partition, let own = request.caller.partition else { return .always }
    return same(own, partition, source)
  }

  /// When two texts are the same; a text that is not known at all leaves it to a key.
  private func same(
    _ left: SymbolicString?, _ right: SymbolicString, _ source: Literal.Source,
    key: ContextKey? = nil
  ) -> Residual {
    guard let left else {
      guard let key else { return .always }
      return lies(
        key, in: ValueSet(absent: false, single: TextSet(Pattern(right, .exact)), many: .nothing),
        source)
    }
    if left == right { return .always }
    if left.literal != nil, right.literal != nil { return .never }
    switch Pattern(left, .exact).relation(to: Pattern(right, .exact)) {
    case .no: return .never
    case .yes: return .always
    case .unknown:
      return Residual(
        Proposition("\(right.display) is \(left.display)"), kind: .templateParameter,
        sources: [source])
    }
  }

  private func doubt(_ text: String, _ entry: PrincipalEntry, _ kind: LiteralClass) -> Residual {
    Residual(Proposition(text, at: entry.range), kind: kind)
  }
}

extension PrincipalEntry {
  /// `{"Federated": "*"}`, of which AWS does not say whom it admits.
  fileprivate var isAnyProvider: Bool { family == .federated && text == "*" }
}

extension String {
  /// What follows the last `/`; the whole without one.
  var lastPathComponent: String {
    lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
  }
}

extension SymbolicString {
  /// What follows the last literal `/`; the whole without one.
  var lastPathComponent: SymbolicString {
    for (index, segment) in segments.enumerated().reversed() {
      if case .literal(let text) = segment, let slash = text.lastIndex(of: "/") {
        return SymbolicString(
          [.literal(String(text[text.index(after: slash)...]))] + segments[(index + 1)...])
      }
    }
    return self
  }
}
