import Documents
import Logic

/// One line of `simulate`: its fields, before they are understood.
struct SimulationInput {
  private typealias Field = SimulationFields.Field

  private let fields: Fields
  private let isObject: Bool

  /// The fields of a line by their number.
  private struct Fields {
    private let root: Node
    private var positions = InlineArray<18, Node.Position?>(repeating: nil)

    init(_ root: Node) { self.root = root }

    subscript(field: Field) -> Node? { positions[field.rawValue].map(root.node) }

    mutating func set(_ field: Field, to value: Node) {
      positions[field.rawValue] = value.position
    }
  }

  init(_ root: Node, _ names: inout SimulationFields) {
    isObject = root.kind == .mapping
    var fields = Fields(root)
    for (key, value) in root.members {
      if let field = names.field(key), value.kind != .null { fields.set(field, to: value) }
    }
    self.fields = fields
  }

  /// `CaseId` as it is to be echoed: a text, or another scalar by its own text.
  var caseID: Node? { fields[.caseID] }

  /// The request that the line describes.
  func simulation(_ cache: inout SimulationCache) throws(SimulationError) -> Simulation {
    guard isObject else { throw SimulationError(message: "a request is a JSON object") }
    let action = try one(.actions)
    let resource = fields[.resources] == nil ? "*" : try one(.resources)
    guard action.utf8.contains(UInt8(ascii: ":")) else {
      throw SimulationError(message: "an action is `service:Name`")
    }
    let owner = try account(of: resource)
    let context = try SimulationContext(fields[.context], fields[.knowledge], &cache)
    var caller = try caller(owner, &cache).completed(by: context)
    let isStrict = try isStrict()
    // Of a user's credentials only those of `GetSessionToken` have a time of issue.
    if isStrict, caller.kind == .user, context.hasIssueTime {
      caller.credentials = .sessionToken
    }
    let sets = try sets(&cache)
    let request = Request(
      caller: caller, action: action, resource: SymbolicString(resource),
      resourceAccount: owner.map { SymbolicString($0) } ?? caller.account,
      context: isStrict ? context.strict : context.discovery(sets.contextKeys),
      isWildcardOnly: fields[.wildcardOnly]?.boolean ?? false)
    return Simulation(action: action, resource: resource, request: request, sets: sets)
  }

  private func isStrict() throws(SimulationError) -> Bool {
    guard let mode = fields[.mode], !mode.equals("strict") else { return true }
    guard mode.equals("discovery") else {
      throw SimulationError(message: "a mode is `strict` or `discovery`")
    }
    return false
  }

  private func one(_ field: Field) throws(SimulationError) -> String {
    guard let node = fields[field], node.kind == .sequence, node.count == 1,
      let text = node.elements.first(where: { _ in true })?.string
    else { throw SimulationError(message: "`\(field.name)` holds exactly one text") }
    return text
  }

  private func account(of resource: String) throws(SimulationError) -> String? {
    for field in [Field.resourceAccount, .resourceOwner] {
      guard let node = fields[field] else { continue }
      guard let text = node.string else {
        throw SimulationError(message: "`\(field.name)` is a text")
      }
      let id = text.hasPrefix("arn:") ? ARN(text)?.account ?? text : text
      guard PrincipalPattern.isAccountID(id) else {
        throw SimulationError(message: "`\(field.name)` names no account")
      }
      return id
    }
    return ARN.account(of: resource)
  }

  private func caller(
    _ owner: String?, _ cache: inout SimulationCache
  ) throws(SimulationError) -> Caller {
    if let node = fields[.callerPrincipal] {
      guard let type = node["Type"]?.string else {
        throw SimulationError(message: "`CallerPrincipal` has a `Type`")
      }
      return try Caller(type: type, value: node["Value"]?.string ?? "")
    }
    guard let node = fields[.callerARN] else {
      return .someone(in: owner.map { SymbolicString($0) })
    }
    guard let caller = cache.caller(node) else {
      throw SimulationError(message: "`CallerArn` names no principal")
    }
    return caller
  }

  private func sets(_ cache: inout SimulationCache) throws(SimulationError) -> PolicySets {
    var sets = PolicySets(
      identity: try set(.policies, &cache) ?? PolicySet(),
      boundary: try set(.boundaries, &cache), session: try set(.session, &cache),
      serviceControl: [], resourceControl: [], endpoint: try set(.endpoint, &cache))
    if let node = fields[.resourcePolicy] {
      sets.resource = PolicySet(try cache.document(node), id: Self.resourcePolicyID)
    }
    sets.serviceControl = try levels(.serviceControl, "ServiceControlPolicyInputList", &cache)
    sets.resourceControl = try levels(.resourceControl, "ResourceControlPolicyInputList", &cache)
    return sets
  }

  private static let resourcePolicyID = "\(Field.resourcePolicy.name)"

  private func set(
    _ field: Field, _ cache: inout SimulationCache
  ) throws(SimulationError) -> PolicySet? {
    guard let node = fields[field] else { return nil }
    let set = try set(node, field.name, &cache)
    // An empty list is no boundary, no session policy.
    return set.policies.isEmpty && field != .policies ? nil : set
  }

  private func set(
    _ node: Node, _ name: StaticString, level: Int? = nil, _ cache: inout SimulationCache
  ) throws(SimulationError) -> PolicySet {
    guard node.kind == .sequence else {
      throw SimulationError(message: "`\(name)` is a list of policies")
    }
    var policies: [AttachedPolicy] = []
    for (index, element) in node.elements.enumerated() {
      policies.append(
        AttachedPolicy(
          id: cache.id(index, of: name, level: level), document: try cache.document(element)))
    }
    return PolicySet(policies)
  }

  /// Levels are lists of policies, or objects that hold one.
  private func levels(
    _ field: Field, _ member: String, _ cache: inout SimulationCache
  ) throws(SimulationError) -> [PolicySet] {
    guard let node = fields[field] else { return [] }
    guard node.kind == .sequence else {
      throw SimulationError(message: "`\(field.name)` is a list of levels")
    }
    var levels: [PolicySet] = []
    for (index, level) in node.elements.enumerated() {
      let list = level.kind == .mapping ? level[member] : level
      guard let list else {
        throw SimulationError(message: "a level of `\(field.name)` holds no list of policies")
      }
      levels.append(try set(list, field.name, level: index, &cache))
    }
    return levels
  }
}

extension Caller {
  /// A caller by the ARN that STS prints for it, or by the ARN of a role or identity provider.
  init?(callerARN text: String) {
    guard let arn = ARN(text) else { return nil }
    let account = SymbolicString(arn.account)
    let partition = SymbolicString(arn.partition)
    func caller(
      _ kind: Kind, name: String? = nil, session: String? = nil, isPathKnown: Bool = true
    ) -> Caller {
      Caller(
        kind, partition: partition, account: account, name: SymbolicString(name ?? text),
        sessionName: session.map { SymbolicString($0) }, isPathKnown: isPathKnown)
    }
    switch (arn.service, arn.resourceType) {
    case ("iam", "user"): self = caller(.user)
    case ("iam", "role"): self = caller(.roleSession)
    case ("iam", "root"): self = caller(.root)
    case ("iam", "oidc-provider"): self = caller(.webIdentity)
    case ("iam", "saml-provider"): self = caller(.saml)
    case ("sts", "federated-user"): self = caller(.federatedUser)
    case ("sts", "assumed-role"):
      let parts = arn.resource.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      self = caller(
        .roleSession, name: "arn:\(arn.partition):iam::\(arn.account):role/\(parts[1])",
        session: String(parts[2]), isPathKnown: false)
    default: return nil
    }
  }

  /// The same caller with the path of its role, which the ARN of a session does not show.
  func completed(by context: SimulationContext) -> Caller {
    guard kind == .roleSession, !isPathKnown, let text = context.principalARN, let arn = ARN(text),
      arn.service == "iam",
      arn.resourceType == "role", account?.literal == arn.account,
      name?.lastPathComponent.literal == String(arn.name)
    else { return self }
    return Caller(
      kind, partition: partition, account: account, name: SymbolicString(text),
      sessionName: sessionName, uniqueID: uniqueID)
  }

  /// A caller that has no ARN of its own.
  init(type: String, value: String) throws(SimulationError) {
    switch type {
    case "Service": self = .service(SymbolicString(value))
    case "Anonymous": self = Caller(.anonymous)
    case "Federated":
      self = Caller(callerARN: value) ?? Caller(.webIdentity, name: SymbolicString(value))
    case "Other":
      self = Caller(callerARN: value) ?? Caller(.anonymous, name: SymbolicString(value))
    default: throw SimulationError(message: "`CallerPrincipal` has no type `\(type)`")
    }
  }
}
