public import Logic

/// The tags of a principal as far as the inputs show them.
public struct TagSet: Hashable, Sendable {
  /// One tag.
  public struct Tag: Hashable, Sendable {
    /// The key as written.
    public var key: SymbolicString
    /// The value as written.
    public var value: SymbolicString
    /// Whether it is there for certain, and not only under a condition of a template.
    public var isCertain: Bool

    /// Makes a tag.
    public init(key: SymbolicString, value: SymbolicString, isCertain: Bool = true) {
      self.key = key
      self.value = value
      self.isCertain = isCertain
    }
  }

  /// The tags.
  public var tags: [Tag]
  /// Whether there are no others.
  public var isComplete: Bool

  /// Makes a set.
  public init(_ tags: [Tag], isComplete: Bool) {
    self.tags = tags
    self.isComplete = isComplete
  }

  /// The values that the tag of a key, in lower case, can have; nil when the inputs do not tell.
  ///
  /// Source: IAM User Guide, "Tags for AWS Identity and Access Management resources", case
  /// sensitivity: keys that differ in case only are one.
  func values(of key: Substring) -> ValueSet? {
    var found: Tag?
    for tag in tags {
      guard let name = tag.key.literal else { return nil }
      guard name.lowercased() == key else { continue }
      if found != nil || !tag.isCertain { return nil }
      found = tag
    }
    guard let found else { return isComplete ? .absent : nil }
    return ValueSet(
      absent: false, single: TextSet(Pattern(found.value, .exact)), many: .nothing)
  }
}

/// Whose tags a caller's requests may carry instead of its own.
public enum SessionTagging: Hashable, Sendable {
  /// Nobody's: the role's trust policy lets no session be tagged.
  case nobody
  /// Those that EKS gives to pods.
  case pods
  /// Any that somebody passed.
  case anybody

  /// Whether a session may have a tag of a key, in lower case, that its role has not.
  func mayPass(_ key: Substring) -> Bool {
    switch self {
    case .nobody: false
    case .pods: key.hasPrefix("eks-cluster-") || key.hasPrefix("kubernetes-")
    case .anybody: true
    }
  }
}

extension ContextKeys {
  /// The values of `aws:PrincipalTag/…` in requests of a principal of an account; nil for any.
  ///
  /// Source: IAM User Guide, "Pass session tags in AWS STS": tags of the session override those of
  /// its role.
  static func principalTag(_ key: ContextKey, _ caller: Caller) -> ValueSet? {
    let name = key.canonical.dropFirst("aws:principaltag/".utf8.count)
    guard let own = caller.tags?.values(of: name) else { return nil }
    switch caller.kind {
    case .user: return own
    case .roleSession where !caller.sessionTagging.mayPass(name): return own
    case .roleSession: return own.admitsAbsence ? nil : singlePresent
    default: return nil
    }
  }

  /// The values of a tag of the resource; nil for any, or where the key names no tag.
  ///
  /// Source: IAM User Guide, "Pass session tags in AWS STS": where a session assumes a role, its
  /// transitive tags stand in for those of the role.
  static func resourceTag(_ key: ContextKey, _ request: Request) -> ValueSet? {
    guard let tags = request.resourceTags, let name = resourceTagName(key) else { return nil }
    if request.isAssumption {
      switch request.caller.kind {
      case .someone: return nil
      case .roleSession where request.caller.sessionTagging.mayPass(name): return nil
      default: break
      }
    }
    return tags.values(of: name)
  }

  /// The tag that a key of the resource's tags names, in lower case.
  private static func resourceTagName(_ key: ContextKey) -> Substring? {
    guard key.canonical.utf8.count > 16, key.canonical.utf8.first != UInt8(ascii: "s") else {
      return nil
    }
    for prefix in ["aws:resourcetag/", "iam:resourcetag/"] where key.canonical.hasPrefix(prefix) {
      return key.canonical.dropFirst(prefix.utf8.count)
    }
    return nil
  }
}
