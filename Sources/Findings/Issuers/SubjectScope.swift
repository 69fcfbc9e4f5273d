import Logic

/// How many workloads a subject condition lets in, judged by how the issuer writes subjects.
///
/// A subject is `PREFIX TENANT END WORKLOAD : CONTEXT`, such as `repo:` `acme` `/` `app` `:`
/// `ref:refs/heads/main`; for a cluster the tenant is the namespace and the workload the service
/// account.
struct SubjectScope: Hashable {
  /// Whether tenants of others get in.
  var anyTenant: Truth = .no
  /// Whether a wildcard stands in the tenant's name, so that a longer name gets in.
  var isUnanchored: Truth = .no
  /// Whether all workloads of the tenant get in.
  var anyWorkload: Truth = .no
  /// Whether the workload gets in from any branch, environment or event.
  var anyContext: Truth = .no
  /// Whether it is a pull request's context.
  var isPullRequest: Truth = .no
  /// Whether it is not written the way the issuer writes subjects by default.
  var isCustom = false
  /// The tenant as written; nil when a wildcard or hole hides it.
  var tenant: String?
  /// The workload as written; nil when a wildcard or hole hides it.
  var workload: String?

  private enum Atom: Hashable {
    case character(UInt8)
    case wildcard
    case hole(mayHoldWildcards: Bool)
  }

  /// Lets one exact workload in.
  init() {}

  /// Judges one value of a subject condition.
  init(_ value: SymbolicString, isExact: Bool, issuer: TokenIssuer) {
    let atoms = Self.atoms(value, isExact: isExact)
    let prefix = Array(issuer.subjectPrefix.utf8)
    var rest = atoms[...]
    for byte in prefix {
      guard let atom = rest.first else { break }
      guard atom != .wildcard else {
        acceptEverything()
        return
      }
      if case .hole = atom { break }
      guard atom == .character(byte) else {
        isCustom = true
        break
      }
      rest = rest.dropFirst()
    }
    guard !isCustom else {
      anyContext = Self.openness(atoms[...])
      return
    }
    let tenant = Self.part(&rest, until: issuer.tenantEnd)
    judgeTenant(tenant, isTerminated: tenant.endIndex < atoms.endIndex, issuer)
    judgeWorkload(rest, issuer)
  }

  mutating func acceptEverything() {
    anyTenant = .yes
    anyWorkload = .yes
    anyContext = .yes
  }

  private mutating func judgeTenant(
    _ tenant: ArraySlice<Atom>, isTerminated: Bool, _ issuer: TokenIssuer
  ) {
    let open = Self.openness(tenant)
    // GitHub's immutable form: `@` cannot stand in an owner's name, so what follows it is the id.
    let at = tenant.firstIndex(of: .character(0x40)) ?? tenant.endIndex
    let nameIsOpen = Self.openness(tenant[..<at])
    if issuer.family == .eks {
      anyTenant = open
    } else {
      anyTenant = nameIsOpen
      isUnanchored = tenant.first == .wildcard ? .no : nameIsOpen
    }
    if !isTerminated { anyWorkload = open }
    if open == .no { self.tenant = Self.text(tenant) }
  }

  private mutating func judgeWorkload(_ rest: ArraySlice<Atom>, _ issuer: TokenIssuer) {
    var rest = rest
    guard issuer.tenantEnd == "/" else {
      let name = issuer.workloadParts > 0 ? Self.parts(&rest, issuer.workloadParts) : rest
      let isWhole = name.endIndex == rest.endIndex && rest.isEmpty
      anyWorkload = anyWorkload || Self.openness(name)
      if anyWorkload == .no { workload = Self.text(name) }
      if issuer.workloadParts > 0 { anyContext = isWhole ? anyWorkload : Self.openness(rest) }
      return
    }
    let name = Self.part(&rest, until: ":")
    // A `*` in the name runs on over the colon, so the context is open as well.
    anyWorkload = anyWorkload || Self.openness(name)
    if anyWorkload == .no { workload = Self.text(name) }
    anyContext = anyWorkload || Self.openness(rest)
    isPullRequest = Truth(Self.text(rest) == "pull_request")
  }

  private static func atoms(_ value: SymbolicString, isExact: Bool) -> [Atom] {
    value.segments.flatMap { segment -> [Atom] in
      switch segment {
      case .literal(let text):
        return text.utf8.map { byte in
          let isWildcard = !isExact && (byte == 0x2A || byte == 0x3F)
          return isWildcard ? .wildcard : .character(byte)
        }
      case .hole(let hole):
        return [.hole(mayHoldWildcards: !isExact && hole.mayHoldWildcards)]
      }
    }
  }

  /// Takes what stands before a delimiter, and drops the delimiter; everything when there is none.
  private static func part(_ rest: inout ArraySlice<Atom>, until end: String) -> ArraySlice<Atom> {
    let end = end.utf8.first.map(Atom.character)
    guard let end, let index = rest.firstIndex(of: end) else {
      defer { rest = rest[rest.endIndex...] }
      return rest
    }
    defer { rest = rest[(index + 1)...] }
    return rest[..<index]
  }

  /// Takes so many parts with colons between, and drops the colon behind them.
  private static func parts(_ rest: inout ArraySlice<Atom>, _ count: Int) -> ArraySlice<Atom> {
    let all = rest
    var end = rest.startIndex
    for _ in 0..<count where !rest.isEmpty { end = part(&rest, until: ":").endIndex }
    return all[..<end]
  }

  private static func openness(_ atoms: ArraySlice<Atom>) -> Truth {
    if atoms.contains(.wildcard) { return .yes }
    return atoms.contains(.hole(mayHoldWildcards: true)) ? .unknown : .no
  }

  private static func text(_ atoms: ArraySlice<Atom>) -> String? {
    var bytes: [UInt8] = []
    for atom in atoms {
      guard case .character(let byte) = atom else { return nil }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Hole {
  /// Whether the value could bring a `*` of its own.
  fileprivate var mayHoldWildcards: Bool {
    switch shape {
    case .accountID, .partition, .region, .word: false
    case .oneOf(let values): values.contains { $0.contains("*") || $0.contains("?") }
    case .any, .regularExpression: true
    }
  }
}
