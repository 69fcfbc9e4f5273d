import IAM
import Logic

/// Whom one choice of conditions lets in, of everybody or of one account.
struct Fence {
  /// How many.
  var exposure: Exposure
  /// What narrows everybody; nil when nothing does, and for accounts.
  var scope: Narrowing.Scope?
  /// The nodes that stand for them.
  var sources: [Population.Source] = []
  /// Who they are, in words for people.
  var names: [String] = []
  /// The accounts that are named.
  var accounts: [SymbolicString] = []
  /// Whose those accounts are.
  var ownership: Ownership?
}

/// Organisations, or units of them, that conditions ask for.
struct OrganizationFence {
  /// How much of them gets in.
  var scope = Narrowing.Scope.organization
  /// `o-…`, or what a template writes.
  var ids: [String]
  /// Whether the role's own is asked for by `${aws:ResourceOrgID}`, whatever its id is.
  var isOfRole: Bool
  /// Paths of the units; none for whole organisations.
  var units: [String] = []
  /// Conditions that every member of the organisations meets.
  var met: [ContextKey] = []

  /// Nil when nothing asks for given organisations.
  init?(_ residual: Residual) {
    let whole = residual.constraint(on: Self.idKey).organizations
    let paths = residual.constraint(on: Self.pathKey).organizations
    guard let named = whole ?? paths else { return nil }
    var ids: [String] = []
    for pattern in named where !ids.contains(pattern.organizationID) {
      ids.append(pattern.organizationID)
    }
    self.ids = ids
    isOfRole = named.allSatisfy { $0.text.isVariable("aws:resourceorgid") }
    if whole != nil { met.append(Self.idKey) }
    guard let paths else { return }
    if paths.allSatisfy(\.coversOrganization) {
      met.append(Self.pathKey)
    } else {
      scope = .unit
      units = paths.map(\.text.display)
    }
  }

  private static let idKey: ContextKey = "aws:PrincipalOrgID"
  private static let pathKey: ContextKey = "aws:PrincipalOrgPaths"
}

extension ValueSet {
  /// For each way to be admitted a pattern that names one organisation; nil if some admitted value
  /// may be of any.
  var organizations: [Pattern]? {
    guard let ways = alternatives ?? memberAlternatives else { return nil }
    let named = ways.compactMap { way in
      way.first { !$0.organizationID.hasWildcard && !$0.text.isUpToCaller }
    }
    return named.count == ways.count ? named : nil
  }
}

extension Pattern {
  /// What precedes the first `/`: the id of an organisation, alone or at the head of a path.
  fileprivate var organizationID: String {
    var id = ""
    for segment in text.segments {
      switch segment {
      case .literal(let part):
        let head = part.prefix { $0 != "/" }
        id += head
        if head.endIndex < part.endIndex { return id }
      case .hole: id += SymbolicString([segment]).display
      }
    }
    return id
  }

  /// Whether a path takes in every account of its organisation, which has one root.
  fileprivate var coversOrganization: Bool {
    guard grammar == .glob else { return false }
    let rest = text.display.dropFirst(organizationID.count)
    if rest == "/*" { return true }
    guard rest.hasPrefix("/r-"), rest.hasSuffix("/*") else { return false }
    let root = rest.dropFirst(3).dropLast(2)
    return !root.isEmpty && root.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// Whether a path of an organisation can match: each ends in `/`.
  ///
  /// Source: IAM User Guide, "AWS Organizations entity path".
  fileprivate var canEndPath: Bool {
    guard case .literal(let end)? = text.segments.last, let last = end.utf8.last else {
      return true
    }
    let isWildcard = last == UInt8(ascii: "*") || last == UInt8(ascii: "?")
    return last == UInt8(ascii: "/") || (grammar == .glob && isWildcard)
  }
}

extension Residual {
  /// The same without the ways that ask for a path which no account of an organisation has.
  var withoutDeadPaths: Residual {
    let key: ContextKey = "aws:PrincipalOrgPaths"
    guard keys.contains(key) else { return self }
    return map { literal in
      guard literal.variable.key == key, literal.variable.hop == 0,
        let ways = literal.values.memberAlternatives ?? literal.values.alternatives,
        !ways.contains(where: { $0.allSatisfy(\.canEndPath) })
      else { return Residual(literal) }
      return .never
    }
  }
}

extension SymbolicString {
  /// Whether it takes up a value of the request that is the caller's own, and so may be any.
  var isUpToCaller: Bool {
    holes.contains { hole in
      hole.origin == .policyVariable && !hole.name.lowercased().hasPrefix("aws:resource")
    }
  }

  /// Whether it is a policy variable of this name and nothing else.
  func isVariable(_ name: String) -> Bool {
    segments.count == 1 && holes.first?.origin == .policyVariable
      && holes.first?.name.lowercased() == name
  }
}

extension String {
  /// Whether it holds `*` or `?`.
  var hasWildcard: Bool {
    utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }
}
