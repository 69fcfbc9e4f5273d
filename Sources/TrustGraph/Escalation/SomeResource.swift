import Estate
import IAM
import Logic

extension AuthorityIndex {
  /// What must hold for a principal to be allowed all of some actions, those of one type of resources
  /// on the same one, which the caller picks.
  ///
  /// Each action is asked about every resource of its type at once: what all answers leave of them is
  /// what the caller picks from. That is done in one region of each kind that policies tell apart.
  func residual(_ principal: Int, onSome actions: [String], _ known: ActionBits) -> Residual {
    guard mayHave(principal, known) else { return .never }
    if isCertain(principal, known) { return .always }
    let owner = principals.all[principal]
    guard let account = owner.account.literal,
      let partition = SymbolicARN(owner.arn)?.partition.literal
    else {
      // ARNs of resources cannot be written; each action may be allowed on another one.
      let apart = residual(principal, actions, known)
      return actions.count < 2 ? apart : apart.and(.sharedResource)
    }
    var typed: [ResourceType: [String]] = [:]
    var untyped: [String] = []
    for action in actions {
      let types = ResourceType.types(of: action)
      if types.isEmpty { untyped.append(action) }
      for type in types { typed[type, default: []].append(action) }
    }
    let others = residual(principal, untyped)
    if others.isNever || typed.isEmpty { return others }
    let resources = typed.sorted { $0.key.prefix < $1.key.prefix }
    var some = Residual.never
    for region in PickedRegion.kinds(told: statements(on: principal, known), in: partition) {
      if !region.isKnown, !some.isNever { break }
      var here: Residual =
        region.isKnown ? .always : .when("AWS has a region that the policies leave")
      for (type, actions) in resources where !here.isNever {
        let resource = PickedResource(type, "arn:\(partition)", region.name, account)
        here = here.andThen(together(principal, actions, on: resource))
      }
      some = some.or(here)
      if some.isAlways { break }
    }
    return others.andThen(some)
  }

  /// Every statement that bears on the use of some actions by a principal.
  private func statements(on principal: Int, _ bits: ActionBits) -> [Statement] {
    let sets = sets(of: principal, bits)
    return ([sets.identity, sets.boundary].compactMap(\.self) + (sets.serviceControl ?? []))
      .flatMap { $0.policies.flatMap(\.document.statements) }
  }

  /// What some actions ask, besides one resource for all of them that the caller picks.
  private func together(
    _ principal: Int, _ actions: [String], on resource: PickedResource
  ) -> Residual {
    var parts: [Residual] = []
    for action in actions {
      let part = residual(
        principal, action, on: resource.all,
        ["aws:RequestedRegion": .known(.one(resource.region))], keepsResource: true)
      if part.isNever { return resource.needed }
      parts.append(part)
    }
    let all = resource.settled(parts.reduce(.always) { $0.and($1) })
    if !all.isNever { return all }
    // Each action is a request of its own: what one asks of its keys says nothing about the other's.
    let free = parts.map(\.onlyResource)
    let apart = resource.settled(free.reduce(.always) { $0.and($1) })
    if !apart.isNever { return apart.and(.severalRequests) }
    let versions = resource.versions(Array(zip(actions, free)))
    return versions.isNever ? resource.needed : versions
  }
}

/// The resource of one type and region that a caller picks for some actions.
private struct PickedResource {
  let type: ResourceType
  let region: String
  /// Every ARN of the type begins so.
  private let head: String

  init(_ type: ResourceType, _ partition: String, _ region: String, _ account: String) {
    self.type = type
    self.region = region
    let place = "\(region):\(type.hasAccount ? account : "")"
    head = "\(partition):\(type.service):\(place):\(type.prefix)"
  }

  /// The ARNs of all resources of the type, versions and aliases among them.
  var all: SymbolicString { SymbolicString(head + (type.isNamedTwice ? "*/*" : "*")) }

  /// What is left where the actions are allowed on none.
  var needed: Residual { type.exemption.map { .when($0) } ?? .never }

  /// The ARNs that are possible, without those of versions and aliases.
  private var named: TextSet {
    func pattern(_ rest: String) -> Pattern { Pattern(SymbolicString(head + rest), .arn) }
    return TextSet(
      TextCell(
        matching: [pattern(type.isNamedTwice ? "?*/?*" : "?*")],
        missing: type.hasVersions ? [pattern("*:*")] : []))
  }

  /// What is left once the caller has picked the resource: nothing where there is one to pick.
  func settled(_ residual: Residual) -> Residual {
    residual.map { literal in
      guard literal.variable == .resource else { return Residual(literal) }
      switch literal.kind == .tooComplex ? .unknown : serves(literal.values.single) {
      case .yes: return .always
      case .no: return .never
      case .unknown:
        return Residual(
          Proposition("some resource is one that every action is allowed on"),
          kind: literal.values.isSymbolic ? .templateParameter : .evidenceMissing)
      }
    }
  }

  /// Whether some resource is in a set.
  private func serves(_ set: TextSet) -> Truth {
    let isSampled = set.cells.contains { cell in
      samples(cell.matching.compactMap(\.text.literal)).contains { text in
        named.contains(text) == .yes && set.contains(text) == .yes
      }
    }
    return isSampled ? .yes : set.intersection(named).hasMember
  }

  /// Texts that are likely to match all of some patterns: what most sets have is found without a search.
  private func samples(_ patterns: [String]) -> [String] {
    let texts = patterns.flatMap { first in patterns.map { AuthorityIndex.sample(first, $0) } }
    return type.isNamedTwice ? texts.flatMap { [$0, $0 + "/x"] } : texts
  }

  /// What is left where no resource serves by itself, but a version or an alias of it may.
  func versions(_ parts: [(action: String, residual: Residual)]) -> Residual {
    let taking = parts.filter { ResourceType.takesVersions($0.action) }
    guard type.hasVersions, !taking.isEmpty else { return .never }
    let base = parts.filter { !ResourceType.takesVersions($0.action) }
      .reduce(Residual.always) { $0.and($1.residual) }
    if settled(base).isNever { return .never }
    let longer = TextSet(Pattern(SymbolicString(head + "?*:?*"), .arn))
    let versions = base.versionsOfResource.and(
      Residual(
        Literal(
          .resource, in: ValueSet(absent: false, single: longer, many: .nothing), kind: .resource)))
    for part in taking
    where settled(base.and(part.residual)).isNever && versions.and(part.residual).isNever {
      return .never
    }
    let names = taking.map(\.action).joined(separator: " and ")
    return .when("\(names) is used on a version or an alias that the caller can make")
  }
}

extension Residual {
  /// Every action may be allowed on a resource of its own only.
  fileprivate static let sharedResource = Residual.when(
    "some resource is one that every action is allowed on")

  /// Several requests may each be made when its own conditions hold.
  fileprivate static let severalRequests = Residual.when(
    "each of several requests meets the conditions on it")

  /// Both, each of a request of its own: what one asks of its keys says nothing about the other's.
  func andThen(_ next: Residual) -> Residual {
    let both = and(next)
    return both.isNever && !isNever && !next.isNever ? .severalRequests : both
  }

  /// What is asked of the resource alone.
  fileprivate var onlyResource: Residual {
    map { $0.variable == .resource ? Residual($0) : .always }
  }

  /// The same about the versions and aliases of the resource; what it must not be is not asked.
  fileprivate var versionsOfResource: Residual {
    map { literal in
      guard literal.variable == .resource, literal.kind != .tooComplex else {
        return Residual(literal)
      }
      let cells = literal.values.single.cells.map { cell in
        cell.matching.reduce(TextSet.everything) {
          $0.intersection(TextSet(Pattern($1.text + ":?*", .arn)))
        }
      }
      let texts = literal.values.single.values.map {
        TextSet(Pattern(SymbolicString($0 + ":?*"), .arn))
      }
      return Residual(
        Literal(
          .resource,
          in: ValueSet(absent: false, single: TextSet(union: cells + texts), many: .nothing),
          kind: literal.kind))
    }
  }
}
