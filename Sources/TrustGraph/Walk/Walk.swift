import IAM
public import Logic

/// The requests that walk a path, each with a context that the evaluator lets in.
public struct Walk: Sendable {
  /// One request.
  public struct Step: Sendable {
    /// AssumeRole, AssumeRoleWithWebIdentity or AssumeRoleWithSAML.
    public let kind: Edge.Kind
    /// Who sends it.
    public let actor: WalkActor
    /// The role's ARN.
    public let role: String
    /// The SAML provider's ARN; nil for other kinds.
    public let provider: String?
    /// The context keys that matter, by name.
    public let context: [String: [String]]
    /// Name of the session; nil where whoever sends the request chooses it.
    public let sessionName: String?
    /// What the request needs besides what its command sends.
    public internal(set) var circumstances: Residual

    /// The value of a key, whatever its case.
    func value(_ key: String) -> String? { values(key).first }

    /// The values of a key, whatever its case.
    func values(_ key: String) -> [String] {
      context.first { $0.key.lowercased() == key }?.value ?? []
    }
  }

  /// Requests in order; never empty.
  public let steps: [Step]
}

extension Walk.Step {
  /// A request that takes a way in.
  init(
    kind: Edge.Kind, role: String, provider: String?, context: [String: [String]],
    sessionName: String, asking way: Way
  ) {
    self.kind = kind
    actor = .walker
    self.role = role
    self.provider = provider
    self.context = context
    self.sessionName = sessionName
    circumstances = .always
    for literal in way.literals where !isSent(literal) {
      circumstances = circumstances.and(Residual(literal))
    }
  }

  /// A request that somebody else sends, who was found to get in where something holds.
  init(by actor: WalkActor, role: String, where circumstances: Residual) {
    kind = .assumeRole
    self.actor = actor
    self.role = role
    provider = nil
    context = [:]
    sessionName = nil
    self.circumstances = circumstances
  }

  /// Whether the command of the request sees to a requirement.
  private func isSent(_ literal: Literal) -> Bool {
    guard let key = literal.variable.key else { return false }
    switch key.canonical {
    case "resource", "sts:rolesessionname", "sts:durationseconds": return true
    case "aws:multifactorauthpresent": return usesDevice || literal.values.admitsAbsence
    default: return kind == .assumeRole && Self.isParameter(key)
    }
  }

  /// Whether `aws sts assume-role` has an option for a key.
  private static func isParameter(_ key: ContextKey) -> Bool {
    let keys = ["sts:externalid", "sts:sourceidentity", "aws:tagkeys", "sts:transitivetagkeys"]
    return keys.contains(key.canonical) || SessionTags.tag(key.canonical) != nil
  }

  /// Whether a device has to vouch for the caller.
  var usesDevice: Bool { kind == .assumeRole && value("aws:multifactorauthpresent") == "true" }

  /// The source identity that the request sets.
  var sourceIdentity: String? { kind == .assumeRole ? value("sts:sourceidentity") : nil }

  /// How many seconds the session is to last; nil for the default.
  var duration: String? { value("sts:durationseconds") }

  /// Tags that the request carries, sorted.
  var tags: [(key: String, value: String)] {
    guard kind == .assumeRole else { return [] }
    return context.compactMap { key, values in
      SessionTags.tag(key).flatMap { tag in values.first.map { (tag, $0) } }
    }.sorted { $0.key < $1.key }
  }

  /// Keys of the tags that later sessions keep.
  var transitiveTags: [String] { kind == .assumeRole ? values("sts:transitivetagkeys") : [] }
}
