public import Logic

/// The requests of a chain of sessions, and what they ask for together.
///
/// Each request has its own keys. A session hands some values on to every later one: claims of its
/// federation, the source identity once there is one, and transitive tags.
///
/// Source: IAM User Guide, "Roles terms and concepts" (role chaining), "Pass session tags in AWS
/// STS", "Monitor and control actions taken with assumed roles", and "Available keys for AWS OIDC
/// federation" (cross-service keys).
public struct SessionChain: Sendable {
  /// What the requests ask for in their own words.
  private var asked = Residual.always
  /// The same with what follows from it for later requests.
  private var full = Residual.always
  /// Number of requests so far.
  private var count = 0
  /// The first request of the sessions that hand on to each other.
  private var start = 0
  /// Tag keys that are handed on, with the first request that carries them.
  private var tags: [String: Int] = [:]
  /// The tags of all requests that an earlier one handed on.
  private var links: Set<Variable> = []
  /// What the sessions since `start` are known to hand on.
  private var handed = HandedOn()

  /// Starts a chain.
  public init() {}

  /// What must hold for the chain so far; `never` when its requests contradict each other.
  public var residual: Residual { full.isNever ? .never : isLinked ? full : asked }

  /// Lets the next request be made by a session that has nothing from those before.
  public mutating func begin() {
    start = count
    tags = [:]
    handed = HandedOn()
  }

  /// Adds the next request.
  ///
  /// - Parameters:
  ///   - isRoleSession: Whether the credentials of a role make it.
  ///   - next: What the session that it makes hands on.
  ///   - permission: When the policies that bear on the request allow an action that hands something
  ///     on.
  /// - Returns: What it takes to carry on what earlier sessions hand on, in the words of the request.
  @discardableResult
  public mutating func append(
    _ request: Residual, isRoleSession: Bool, handing next: HandedOn = HandedOn(),
    permission: (KnownAction) -> Residual = { _ in .always }
  ) -> Residual {
    defer {
      count += 1
      handed.formUnion(next)
    }
    var request = isRoleSession ? Self.bounded(request) : request
    var carrying = Residual.always
    if count > start {
      request = handed.narrowing(request)
      if isRoleSession { carrying = carry(by: permission) }
    }
    if !request.isAlways { ask(request) }
    return carrying
  }

  private mutating func ask(_ request: Residual) {
    let passed = Self.transitiveTags(of: request)
    asked = asked.and(request.map { own($0) })
    full = full.and(request.map { own($0).and(consequence(of: $0, passing: passed)) })
    for tag in passed where tags[tag] == nil {
      tags[tag] = count + 1
      links.insert(Variable(.key(ContextKey("aws:PrincipalTag/\(tag)")), hop: count + 1))
    }
  }

  /// Whether some requirement is on a value that an earlier request hands on.
  private var isLinked: Bool {
    asked.ways.contains { way in
      way.literals.contains { Self.isSourceIdentity($0.variable) || links.contains($0.variable) }
    }
  }

  /// What every request with the credentials of a role is: without a trace of a device, and for one
  /// hour at most.
  private static func bounded(_ request: Residual) -> Residual {
    request.restricted("aws:MultiFactorAuthPresent", to: ValueSet(texts: ["false"], absent: true))
      .restricted("aws:MultiFactorAuthAge", to: .absent)
      .restricted(
        "sts:DurationSeconds",
        to: ValueSet(absent: true, single: TextSet(TextCell(number: hour)), many: .nothing))
  }

  private static let hour = IntervalSet([
    .init(lower: nil, upper: Decimal("3600").map { .init($0, isIncluded: true) })
  ])
}

extension SessionChain {
  /// Lets the next request carry what it cannot leave behind: a source identity, transitive tags.
  private mutating func carry(by permission: (KnownAction) -> Residual) -> Residual {
    var known: [KnownAction: Residual] = [:]
    func permitted(_ action: KnownAction) -> Residual {
      if let residual = known[action] { return residual }
      let residual = handed.narrowing(Self.bounded(permission(action)))
      known[action] = residual
      return residual
    }
    var carrying = Residual.always
    if !handed.untagged.isAlways {
      carrying = handed.untagged.or(permitted(.tagSession))
      let tagged = carrying.map { own($0) }
      asked = asked.and(tagged)
      full = full.and(tagged)
    }
    let everywhere = asked.ways.map(carried)
    for action in [KnownAction.tagSession, .setSourceIdentity]
    where !everywhere.isEmpty && everywhere.allSatisfy({ $0.contains(action) }) {
      carrying = carrying.and(permitted(action))
    }
    for chain in [\SessionChain.asked, \.full]
    where self[keyPath: chain].ways.contains(where: { !carried(by: $0).isEmpty }) {
      self[keyPath: chain] = self[keyPath: chain].requiring { way in
        carried(by: way).reduce(.always) { $0.and(permitted($1).map { own($0) }) }
      }
    }
    return carrying
  }

  /// The permissions that it takes to carry on what earlier requests were made with.
  private func carried(by way: Way) -> [KnownAction] {
    let actions = way.literals.compactMap { literal -> KnownAction? in
      guard !literal.values.admitsAbsence, literal.variable.hop >= start else { return nil }
      return switch literal.variable.key?.canonical {
      case "sts:sourceidentity", "aws:sourceidentity": .setSourceIdentity
      case "sts:transitivetagkeys": .tagSession
      default: nil
      }
    }
    return [.tagSession, .setSourceIdentity].filter(actions.contains)
  }

  /// A requirement of the next request, on the variables of the chain.
  private func own(_ literal: Literal) -> Residual {
    guard let key = literal.variable.key else {
      return literal.variable.isTheSameEverywhere
        ? Residual(literal)
        : Residual(moved(literal, to: Variable(literal.variable.subject, hop: count)))
    }
    guard key.canonical == "aws:sourceidentity" else {
      return Residual(moved(literal, to: variable(key, hop: literal.variable.hop)))
    }
    // Once set it stays; a request without it says nothing about later ones.
    let set = Residual(
      moved(literal, to: sourceIdentity, values: literal.values.intersection(.present)))
    guard literal.values.admitsAbsence else { return set }
    let before = Variable(.key(key), hop: count == start ? start - 1 : count)
    return set.or(Residual(moved(literal, to: before, values: .absent)))
  }

  /// What a requirement of the next request means for the requests after it.
  private func consequence(of literal: Literal, passing passed: Set<String>) -> Residual {
    guard let key = literal.variable.key, literal.variable.hop == 0, !literal.values.admitsAbsence
    else { return .always }
    if key.canonical == "sts:sourceidentity" {
      return Residual(moved(literal, to: sourceIdentity))
    }
    guard let tag = key.canonical.after("aws:requesttag/"), passed.contains(tag),
      tags[tag] == nil
    else { return .always }
    return Residual(
      moved(
        literal, to: Variable(.key(ContextKey("aws:PrincipalTag/\(tag)")), hop: count + 1)))
  }

  /// The variable of a key in the next request.
  private func variable(_ key: ContextKey, hop: Int) -> Variable {
    if hop < 0 { return Variable(.key(key), hop: count + hop) }
    if ContextKeys.staysInSessions(key) { return Variable(.key(key), hop: start) }
    let first = key.canonical.after("aws:principaltag/").flatMap { tags[$0] }
    return Variable(.key(key), hop: first ?? count)
  }

  private func moved(
    _ literal: Literal, to variable: Variable, values: ValueSet? = nil
  ) -> Literal {
    Literal(
      variable, in: filled(values ?? literal.values), of: filled(literal.domain),
      kind: literal.kind, sources: literal.sources)
  }

  /// A policy variable is another unknown in every request that has a key of its own.
  private func filled(_ values: ValueSet) -> ValueSet {
    values.filling { hole in
      guard hole.origin == .policyVariable else { return .open }
      let hop = variable(ContextKey(hole.name), hop: 0).hop
      guard hop > 0 else { return .open }
      return .hole(
        Hole("\(hole.name) of request \(hop + 1)", origin: .policyVariable, shape: hole.shape))
    }
  }

  private var sourceIdentity: Variable { Variable(.key("aws:SourceIdentity"), hop: start) }

  private static func isSourceIdentity(_ variable: Variable) -> Bool {
    variable.key?.canonical == "aws:sourceidentity"
  }

  /// The tags that a request certainly marks as transitive.
  private static func transitiveTags(of request: Residual) -> Set<String> {
    var result: Set<String>?
    for way in request.ways {
      let own = way["sts:TransitiveTagKeys"].map { tags(in: $0.values) } ?? []
      result = result?.intersection(own) ?? own
    }
    return result ?? []
  }

  private static func tags(in values: ValueSet) -> Set<String> {
    guard !values.admitsAbsence, values.single.isEmpty else { return [] }
    var result: Set<String>?
    for cell in values.many.cells {
      let own = Set(
        cell.meeting.compactMap { set in
          set.cells.isEmpty && set.values.count == 1 ? set.values[0].lowercased() : nil
        })
      result = result?.intersection(own) ?? own
    }
    return result ?? []
  }
}

extension Variable {
  /// Whether it has one value for all requests: a template's parameter, a question about a place.
  fileprivate var isTheSameEverywhere: Bool {
    switch subject {
    case .key: false
    case .proposition(let question): question.range != nil
    case .parameter: true
    }
  }
}

extension String {
  /// The text after a prefix; nil if it does not begin with it.
  fileprivate func after(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.utf8.count)) : nil
  }
}
