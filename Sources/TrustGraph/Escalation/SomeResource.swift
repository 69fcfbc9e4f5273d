import Estate
import IAM
import Logic

/// The resource of one type that a caller picks for some actions.
private struct PickedResource {
  let type: ResourceType
  let partition: String
  let account: String
  /// What the actions ask together, of the resource and of everything else.
  var residual = Residual.always

  /// Every resource of the type.
  var all: ValueSet { Self.set(type.arns(partition, account)) }

  /// The ARNs that go on behind the name.
  private func longer(by rest: SymbolicString) -> TextSet {
    TextSet(Pattern(type.arns(partition, account) + rest, .arn))
  }

  /// What a requirement leaves of resources that are no versions or aliases.
  func unversioned(_ residual: Residual) -> Residual {
    guard type.hasVersions else { return residual }
    return residual.picking(
      from: ValueSet(absent: false, single: longer(by: ":*").complement, many: .nothing))
  }

  /// What a requirement leaves of versions and aliases.
  func versioned(_ residual: Residual) -> Residual {
    residual.picking(
      from: ValueSet(absent: false, single: longer(by: ":?*"), many: .nothing))
  }

  /// What holds if the resource lies in one region.
  func residual(in region: String) -> Residual {
    residual.picking(from: Self.set(type.arns(partition, account, region: region))).settlingResource
  }

  private static func set(_ arns: SymbolicString) -> ValueSet {
    ValueSet(absent: false, single: TextSet(Pattern(arns, .arn)), many: .nothing)
  }
}

extension AuthorityIndex {
  /// What must hold for a principal to be allowed all of some actions, those of one type of resources
  /// on the same one, which the caller picks.
  ///
  /// Each action is asked about every resource of its type at once: what all answers leave of them is
  /// what the caller picks from.
  func residual(_ principal: Int, onSome actions: [String], _ known: ActionBits) -> Residual {
    guard mayHave(principal, known) else { return .never }
    if isCertain(principal, known) { return .always }
    let owner = principals.all[principal]
    guard let account = owner.account.literal,
      let partition = SymbolicARN(owner.arn)?.partition.literal
    else { return residual(principal, actions, known) }
    var typed: [ResourceType: [String]] = [:]
    var untyped: [String] = []
    for action in actions {
      let types = ResourceType.types(of: action)
      if types.isEmpty { untyped.append(action) }
      for type in types { typed[type, default: []].append(action) }
    }
    var residual = residual(principal, untyped)
    var resources: [PickedResource] = []
    for (type, actions) in typed.sorted(by: { $0.key.prefix < $1.key.prefix }) {
      if residual.isNever { return .never }
      var resource = PickedResource(type: type, partition: partition, account: account)
      resource.residual = together(principal, actions, on: resource)
      if !resource.residual.isNever {
        resources.append(resource)
      } else if let exemption = type.exemption {
        residual = residual.and(.when(exemption))
      } else {
        return .never
      }
    }
    return residual.andThen(picking(resources, partition))
  }

  /// What some actions ask of one resource for all of them, and besides.
  private func together(
    _ principal: Int, _ actions: [String], on resource: PickedResource
  ) -> Residual {
    let arns = resource.type.arns(resource.partition, resource.account)
    var parts: [Residual] = []
    for action in actions {
      let part = residual(principal, action, on: arns, keepsResource: true)
        .placingRegion(in: resource.all)
      if part.isNever { return .never }
      parts.append(part)
    }
    let all = resource.unversioned(parts.reduce(.always) { $0.and($1) })
    if !all.isNever { return all }
    // Each action is a request of its own: what one asks of its keys says nothing about the other's.
    let free = parts.map(\.onlyResource)
    let apart = resource.unversioned(free.reduce(.always) { $0.and($1) })
    if !apart.isNever { return apart.and(.severalRequests) }
    return withVersions(Array(zip(actions, free)), of: resource)
  }

  /// What is left where no resource serves by itself, but a version or an alias of it may.
  private func withVersions(
    _ parts: [(action: String, residual: Residual)], of resource: PickedResource
  ) -> Residual {
    let taking = parts.filter { ResourceType.takesVersions($0.action) }
    guard resource.type.hasVersions, !taking.isEmpty else { return .never }
    let base = resource.unversioned(
      parts.filter { !ResourceType.takesVersions($0.action) }
        .reduce(.always) { $0.and($1.residual) })
    let versions = base.versionsOfResource
    for part in taking {
      let own = resource.unversioned(part.residual).and(base)
      let version = resource.versioned(part.residual).and(versions)
      if own.isNever, version.isNever { return .never }
    }
    let names = taking.map(\.action).joined(separator: " and ")
    return .when("\(names) is used on a version or an alias that the caller can make")
  }

  /// What is left once the caller has picked resources, all in one region.
  private func picking(_ resources: [PickedResource], _ partition: String) -> Residual {
    let sure = resources.reduce(Residual.always) { $0.andThen($1.residual.projecting(.resource)) }
    let literals = resources.flatMap { $0.residual.resources }
    if literals.isEmpty { return sure }
    var best = Residual.never
    for region in Self.regions(named: literals, partition) {
      let here = resources.reduce(Residual.always) { $0.andThen($1.residual(in: region)) }
      if here == sure { return here }
      if best.isNever { best = here }
    }
    if !best.isNever { return best }
    let anywhere = resources.reduce(Residual.always) { $0.andThen($1.residual.settlingResource) }
    // A region that a template leaves open is the one that it is deployed in.
    if resources.count == 1, literals.allSatisfy(\.values.isSymbolic) { return anywhere }
    return anywhere.and(.when("one region of AWS has every resource that is needed"))
  }

  /// Regions to pick from, those that the policies name first.
  private static func regions(named literals: [Literal], _ partition: String) -> [String] {
    var named: Set<String> = []
    for pattern in literals.flatMap({ $0.values.single.cells.flatMap(\.matching) }) {
      guard let text = pattern.text.literal, let region = ARN(text)?.region, !region.isEmpty,
        !region.contains(where: { $0 == "*" || $0 == "?" })
      else { continue }
      named.insert(region)
    }
    return named.sorted() + OpenRegions.names(of: partition).filter { !named.contains($0) }
  }
}

extension Residual {
  /// Several requests may each be made when its own conditions hold.
  fileprivate static let severalRequests = Residual.when(
    "each of several requests meets the conditions on it")

  /// Both, each of a request of its own: what one asks of its keys says nothing about the other's.
  func andThen(_ next: Residual) -> Residual {
    let both = and(next)
    return both.isNever && !isNever && !next.isNever ? .severalRequests : both
  }

  /// Every requirement on the resource.
  fileprivate var resources: [Literal] { ways.compactMap { $0[.resource] } }

  /// What is asked of the resource alone.
  fileprivate var onlyResource: Residual {
    map { $0.variable == .resource ? Residual($0) : .always }
  }

  /// The same with a resource of some set.
  fileprivate func picking(from set: ValueSet) -> Residual {
    map { literal in
      guard literal.variable == .resource, literal.kind != .tooComplex else {
        return Residual(literal)
      }
      return Residual(
        Literal(
          .resource, in: literal.values.intersection(set), of: literal.domain, kind: literal.kind,
          sources: literal.sources))
    }
  }

  /// What is left once the caller has picked the resource: nothing where there is one to pick.
  fileprivate var settlingResource: Residual {
    map { literal in
      guard literal.variable == .resource else { return Residual(literal) }
      switch literal.kind == .tooComplex ? .unknown : literal.values.single.hasMember {
      case .yes: return .always
      case .no: return .never
      case .unknown:
        return Residual(
          Proposition("some resource is one that every action is allowed on"),
          kind: literal.values.isSymbolic ? .templateParameter : .evidenceMissing)
      }
    }
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

  /// What is asked of the region of a request as what its resource must be.
  ///
  /// A request to a service of a region carries that region, which is the one of its resource. Source:
  /// IAM User Guide, "AWS global condition context keys", `aws:RequestedRegion`.
  fileprivate func placingRegion(in all: ValueSet) -> Residual {
    map { literal in
      guard literal.variable.key == "aws:RequestedRegion", literal.variable.hop == 0,
        literal.kind != .tooComplex, let places = literal.values.single.places
      else { return Residual(literal) }
      return Residual(
        Literal(
          .resource, in: ValueSet(absent: false, single: places, many: .nothing), of: all,
          kind: .resource, sources: literal.sources))
    }
  }
}

extension TextSet {
  /// The ARNs of resources in regions of this set; nil where a test is none of names.
  fileprivate var places: TextSet? {
    var sets: [TextSet] = []
    for value in values {
      guard let place = Pattern(SymbolicString(value), .exact).place else { return nil }
      sets.append(TextSet(place))
    }
    for cell in cells {
      let (matching, missing) = (cell.matching.map(\.place), cell.missing.map(\.place))
      guard cell.number == nil, cell.date == nil, cell.address == nil,
        !(matching + missing).contains(nil)
      else { return nil }
      sets.append(
        TextSet(
          TextCell(matching: matching.compactMap(\.self), missing: missing.compactMap(\.self))))
    }
    return TextSet(union: sets)
  }
}

extension Pattern {
  /// The ARNs of resources in a region that matches; nil where the text is not known or not one of a
  /// region.
  fileprivate var place: Pattern? {
    guard let text = text.literal, !text.contains(":") else { return nil }
    let isPattern = grammar == .glob
    guard isPattern || !text.contains(where: { $0 == "*" || $0 == "?" }) else { return nil }
    let region = grammar == .ignoringCase ? text.lowercased() : text
    return Pattern(SymbolicString("arn:*:*:\(region):*:*"), .arn)
  }
}
