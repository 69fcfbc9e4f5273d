import Logic
import Text

extension Request {
  /// Whether caller and resource belong to one account; undecided where either is not known.
  var isSameAccount: Residual {
    guard let resourceAccount else { return .always }
    guard let account = caller.account else {
      let knowledge = knowledge(of: "aws:PrincipalAccount", isList: false)
      return RequestFacts(self).lies(
        "aws:PrincipalAccount",
        in: ValueSet(
          absent: false, single: TextSet(Pattern(resourceAccount, .exact)), many: .nothing),
        knowledge, Literal.Source(range: nil, statement: nil))
    }
    if account == resourceAccount { return .always }
    if account.literal != nil, resourceAccount.literal != nil { return .never }
    return Pattern(account, .exact).overlaps(Pattern(resourceAccount, .exact))
      ? Residual(
        Proposition("\(resourceAccount.display) is \(account.display)"), kind: .templateParameter)
      : .never
  }

  /// Source: IAM User Guide, "Request temporary security credentials", GetCallerIdentity, and
  /// "Permissions for GetSessionToken": policies do not control authentication.
  var isAlwaysAllowed: Bool {
    if action.equalsIgnoringCase("sts:GetCallerIdentity") { return true }
    return isSessionTokenCall && hasLongTermCredentials
  }

  private var isSessionTokenCall: Bool { action.equalsIgnoringCase("sts:GetSessionToken") }

  /// Whether the caller may have a key or a password of its own.
  private var hasLongTermCredentials: Bool {
    switch caller.kind {
    case .user: caller.credentials != .sessionToken
    case .root: true
    default: false
    }
  }

  /// Whether the owner of the resource is not asked although it is another account.
  ///
  /// Source: AWS STS API Reference, "AssumeRoot".
  var needsNoConsent: Bool { knownAction == .assumeRoot }

  /// Whether the resource's own policy has to allow the caller or its account.
  ///
  /// Source: IAM User Guide, "Policy evaluation logic": role trust policies and KMS key policies.
  var needsResourceAllow: Bool {
    switch knownAction {
    case .assumeRole, .assumeRoleWithSAML, .assumeRoleWithWebIdentity, .tagSession,
      .setSourceIdentity, .setContext:
      return resource.literal != "*"
    default:
      return resource.literal.map { $0.containsBytes(":kms:") && $0.containsBytes(":key/") } == true
    }
  }

  /// Whether the whole context is given: then undocumented points are answered as the general rule
  /// has it, otherwise they are named.
  var isStrict: Bool { context.rest == .absent }

  /// When a grant that names the caller reaches it.
  ///
  /// Of users named in a trust policy AWS says both that their
  /// boundary does not limit them and that it has to allow the call.
  ///
  /// Source: IAM User Guide, "Policy evaluation logic" against "Update a role trust policy".
  func direct(_ grant: Residual, within boundary: Residual) -> Residual {
    guard caller.kind == .user, needsResourceAllow, !isStrict, !boundary.isAlways else {
      return grant
    }
    let doubt = Residual(
      Proposition("the caller's boundary does not limit a trust policy that names it"),
      kind: .undocumented)
    return grant.and(boundary.or(doubt))
  }

  /// The kind of set that stands for a rule which no policy can override; nil if there is none.
  var impossibility: PolicySetKind? {
    if crossesPartitions { return .resource }
    if caller.isBarred(from: service), !isAssumption { return .identity }
    switch knownAction {
    case .assumeRole?:
      return caller.kind == .root || caller.kind == .federatedUser ? .identity : nil
    case .getFederationToken?:
      return caller.kind == .someone || hasLongTermCredentials ? nil : .identity
    case .assumeRoot?:
      if let managementAccount, managementAccount == resourceAccount { return .resource }
      return caller.kind == .root ? .identity : nil
    case .passRole?:
      return isSameAccount.isNever ? .resource : nil
    default:
      if isSessionTokenCall, caller.kind != .someone { return .identity }
      return changesManagedThing ? .resource : nil
    }
  }

  /// What has to hold whatever policies say: `GetSessionToken` credentials work with IAM only if a
  /// device was used for them, and root access is for accounts that manage it.
  ///
  /// Source: AWS STS API Reference, "GetSessionToken" and "AssumeRoot".
  var possibility: Residual {
    if knownAction == .assumeRoot, !isStrict {
      return Residual(
        Proposition("root access to the account is managed centrally by the caller's account"),
        kind: .evidenceMissing)
    }
    guard caller.kind == .user, caller.credentials == .sessionToken, service == "iam" else {
      return .always
    }
    return RequestFacts(self).lies(
      "aws:MultiFactorAuthPresent", in: .yes,
      knowledge(of: "aws:MultiFactorAuthPresent", isList: false),
      Literal.Source(range: nil, statement: nil))
  }

  /// The documents of some kinds of sets, in words.
  func names(of kinds: [PolicySetKind]) -> [String] {
    kinds.map { kind in
      let isCallers = kind == .serviceControl
      let account = isCallers ? caller.account : resourceAccount
      let whose = account?.display ?? (isCallers ? "the caller's account" : "the owner's account")
      return "the \(isCallers ? "service" : "resource") control policies of \(whose)"
    }
  }

  /// Source: IAM User Guide, "How IAM roles differ from resource-based policies".
  private var crossesPartitions: Bool {
    guard var own = caller.partition?.literal, var arn = resource.literal else { return false }
    return arn.withUTF8 { arn in
      guard arn.starts(with: "arn:".utf8) else { return false }
      let rest = arn[4...]
      let partition = rest[..<(rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex)]
      return own.withUTF8 { !partition.elementsEqual($0) } && !partition.contains(UInt8(ascii: "*"))
    }
  }

  /// Whether the action changes something that AWS manages.
  private var changesManagedThing: Bool {
    guard let resource = resource.literal,
      action.utf8.starts(with: "iam:".utf8, by: { $0 | 0x20 == $1 | 0x20 })
        || action.utf8.starts(with: "kms:".utf8, by: { $0 | 0x20 == $1 | 0x20 })
    else { return false }
    let isKey = resource.containsBytes(":alias/aws/")
    let isManagedPolicy = resource.containsBytes(":iam::aws:policy/")
    let isReserved = resource.containsBytes(":role/aws-reserved/")
    let isServiceLinked = Self.isServiceLinkedRole(resource)
    guard isKey || isManagedPolicy || isReserved || isServiceLinked else { return false }
    let name = action.lowercased()
    let verb = name.drop { $0 != ":" }.dropFirst()
    guard Self.changingVerbs.contains(where: verb.hasPrefix) else { return false }
    if name.hasPrefix("kms:") { return isKey }
    guard name.hasPrefix("iam:") else { return false }
    if isManagedPolicy { return !verb.hasPrefix("attach") && !verb.hasPrefix("detach") }
    return isReserved || (isServiceLinked && !verb.contains(text: "servicelinkedrole"))
  }

  private static let changingVerbs = [
    "create", "delete", "put", "update", "attach", "detach", "set", "add", "remove", "tag", "untag",
  ]
}

extension String {
  /// Whether the bytes of a text occur in this one.
  func containsBytes(_ text: StaticString) -> Bool {
    var own = self
    return own.withUTF8 { bytes in
      let count = text.utf8CodeUnitCount
      guard bytes.count >= count, count > 0 else { return false }
      let first = text.utf8Start[0]
      for start in 0...(bytes.count - count) where bytes[start] == first {
        var offset = 1
        while offset < count, bytes[start + offset] == text.utf8Start[offset] { offset += 1 }
        if offset == count { return true }
      }
      return false
    }
  }

  /// Whether the text is another, ASCII letters compared ignoring case.
  func equalsIgnoringCase(_ text: StaticString) -> Bool {
    utf8.count == text.utf8CodeUnitCount
      && text.withUTF8Buffer { other in
        zip(utf8, other).allSatisfy { $0 == $1 || ($0 ^ $1 == 0x20 && $0 | 0x20 >= 0x61) }
      }
  }
}

extension Residual {
  /// The documents that some way in rests on although they are not in the inputs.
  var missingEvidence: [String] {
    var result: Set<String> = []
    for literal in ways.lazy.flatMap(\.literals) where literal.kind == .evidenceMissing {
      if case .proposition(let proposition) = literal.variable.subject {
        result.insert(proposition.text)
      }
    }
    return Array(result)
  }
}

extension Caller {
  /// Whether no policy lets the credentials work with a service, AWS STS's `AssumeRole` and
  /// `GetCallerIdentity` apart.
  ///
  /// Source: IAM User Guide, "Compare AWS STS credentials".
  fileprivate func isBarred(from service: @autoclosure () -> String) -> Bool {
    switch kind {
    case .federatedUser: service() == "sts"
    case .user: credentials == .sessionToken && service() == "sts"
    default: false
    }
  }
}

extension RequestFacts {
  /// Whether the request is about some resource that matches a pattern.
  var isAboutSomeResource: Bool {
    !request.isWildcardOnly && (isPattern || request.resource.literal == "*")
  }
}
