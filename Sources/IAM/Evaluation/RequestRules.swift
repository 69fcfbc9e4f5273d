import Logic

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

  private var known: KnownAction? { KnownAction(name: action) }

  /// Source: IAM User Guide, "Request temporary security credentials", GetCallerIdentity.
  var isAlwaysAllowed: Bool { action.lowercased() == "sts:getcalleridentity" }

  /// Whether the resource's own policy has to allow the caller or its account.
  ///
  /// Source: IAM User Guide, "Policy evaluation logic": role trust policies and KMS key policies.
  var needsResourceAllow: Bool {
    switch known {
    case .assumeRole, .assumeRoleWithSAML, .assumeRoleWithWebIdentity, .tagSession,
      .setSourceIdentity, .setContext:
      return resource.literal != "*"
    default:
      guard let arn = resource.literal.flatMap({ ARN($0) }) else { return false }
      return arn.service == "kms" && arn.resourceType == "key"
    }
  }

  /// Source: AWS Organizations User Guide, "Service control policies", tasks and entities not
  /// restricted.
  var isExemptFromServiceControl: Bool { !caller.isPrincipalOfAccount || caller.isServiceLinked }

  /// Source: AWS Organizations User Guide, "Resource control policies", resources and entities not
  /// restricted.
  var isExemptFromResourceControl: Bool {
    caller.isServiceLinked || resource.literal.map(Self.isServiceLinkedRole) == true
      || action.lowercased() == "kms:retiregrant"
  }

  static func isServiceLinkedRole(_ arn: String) -> Bool { arn.contains(":role/aws-service-role/") }

  /// The kind of set that stands for a rule which no policy can override; nil if there is none.
  var impossibility: PolicySetKind? {
    if crossesPartitions { return .resource }
    switch known {
    case .assumeRole?:
      return caller.kind == .root || caller.kind == .federatedUser ? .identity : nil
    case .passRole?:
      return isSameAccount.isNever ? .resource : nil
    default:
      return changesManagedThing ? .resource : nil
    }
  }

  /// Whether a role assumes itself, which its account's consent does not cover.
  ///
  /// Source: AWS Security Blog, "Announcing an update to IAM role trust policy behavior".
  var assumesItself: Bool {
    guard known == .assumeRole, caller.kind == .roleSession, let own = caller.name else {
      return false
    }
    if caller.isPathKnown { return own == resource }
    return isSameAccount.isAlways && own.lastPathComponent == resource.lastPathComponent
  }

  /// Source: IAM User Guide, "How IAM roles differ from resource-based policies".
  private var crossesPartitions: Bool {
    guard let own = caller.partition?.literal, let arn = resource.literal.flatMap({ ARN($0) }),
      !arn.partition.contains("*")
    else { return false }
    return own != arn.partition
  }

  /// Whether the action changes something that AWS manages.
  private var changesManagedThing: Bool {
    guard let resource = resource.literal else { return false }
    let name = action.lowercased()
    guard let colon = name.firstIndex(of: ":") else { return false }
    let verb = name[name.index(after: colon)...]
    let changes = [
      "create", "delete", "put", "update", "attach", "detach", "set", "add", "remove",
      "tag", "untag",
    ]
    guard changes.contains(where: verb.hasPrefix) else { return false }
    if name.hasPrefix("iam:") {
      if resource.contains(":iam::aws:policy/") {
        return !verb.hasPrefix("attach") && !verb.hasPrefix("detach")
      }
      return resource.contains(":role/aws-reserved/")
        || (Self.isServiceLinkedRole(resource) && !verb.contains("servicelinkedrole"))
    }
    return name.hasPrefix("kms:") && resource.contains(":alias/aws/")
  }
}

extension Caller {
  /// Whether the caller is a session of a service-linked role, told by its path.
  var isServiceLinked: Bool {
    kind == .roleSession && name?.literal.map(Request.isServiceLinkedRole) == true
  }
}

extension RequestFacts {
  /// Whether the request is about some resource that matches a pattern.
  var isAboutSomeResource: Bool {
    !request.isWildcardOnly && (isPattern || request.resource.literal == "*")
  }
}
