public import Text

/// One requirement of a way in: a variable lies in a set of values.
public struct Literal: Hashable, Sendable {
  /// Where a requirement is written.
  public struct Source: Hashable, Sendable {
    /// The condition's values, or whatever else raised the requirement.
    public let range: SourceRange?
    /// The statement around it.
    public let statement: SourceRange?

    /// Makes a source.
    public init(range: SourceRange?, statement: SourceRange?) {
      self.range = range
      self.statement = statement
    }
  }

  /// One object, since ways are put together from the literals of others all the time.
  private let parts: Parts

  private final class Parts: Sendable {
    let variable: Variable
    let values: ValueSet
    let domain: ValueSet
    let kind: LiteralClass
    let sources: [Source]

    init(
      _ variable: Variable, _ values: ValueSet, _ domain: ValueSet, _ kind: LiteralClass,
      _ sources: [Source]
    ) {
      self.variable = variable
      self.values = values
      self.domain = domain
      self.kind = kind
      self.sources = sources
    }
  }

  /// Key or question.
  public var variable: Variable { parts.variable }
  /// The values that satisfy the requirement; always within `domain`, never all of it.
  public var values: ValueSet { parts.values }
  /// The values that the variable can have at all, as far as is known.
  public var domain: ValueSet { parts.domain }
  /// Who decides.
  public var kind: LiteralClass { parts.kind }
  /// Every place that raises the requirement.
  public var sources: [Source] { parts.sources }

  /// Makes a requirement.
  public init(
    _ variable: Variable, in values: ValueSet, of domain: ValueSet = .everything,
    kind: LiteralClass, sources: [Source] = []
  ) {
    parts = Parts(variable, values, domain, kind, sources)
  }

  /// Equal when all parts are.
  public static func == (left: Literal, right: Literal) -> Bool {
    if left.parts === right.parts { return true }
    return left.variable == right.variable && left.kind == right.kind
      && left.values == right.values && left.domain == right.domain
      && left.sources == right.sources
  }

  /// Hashes every part.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(variable)
    hasher.combine(values)
    hasher.combine(domain)
    hasher.combine(kind)
    hasher.combine(sources)
  }

  /// Whether it stays undecided under negation: two such literals never contradict each other.
  var isInscrutable: Bool { kind == .tooComplex }

  /// The requirement that holds exactly when this one does not.
  var negated: Literal {
    isInscrutable ? self : domain.subtracting(values).map { with(values: $0) } ?? inscrutable
  }

  /// The requirement that nobody can tell: the sets that it combines are too many.
  private var inscrutable: Literal {
    Literal(variable, in: values, of: domain, kind: .tooComplex, sources: sources)
  }

  func with(values: ValueSet, domain: ValueSet? = nil, sources: [Source]? = nil) -> Literal {
    Literal(
      variable, in: values, of: domain ?? self.domain, kind: kind, sources: sources ?? self.sources)
  }

  /// Both requirements on the same variable; nil when they exclude each other.
  func intersection(_ other: Literal) -> Literal? {
    if isInscrutable { return self }
    if other.isInscrutable { return other }
    guard values.canCombine(with: other.values), domain.canCombine(with: other.domain) else {
      return inscrutable
    }
    let values = values.intersection(other.values)
    if values.isEmpty { return nil }
    return with(
      values: values, domain: domain.intersection(other.domain), sources: merged(with: other))
  }

  /// Either requirement on the same variable; nil when together they require nothing.
  func union(_ other: Literal) -> Literal? {
    if isInscrutable { return self }
    if other.isInscrutable { return other }
    guard values.canCombine(with: other.values) else { return inscrutable }
    let values = values.union(other.values)
    if domain.isSubset(of: values) { return nil }
    return with(values: values, sources: merged(with: other))
  }

  /// Whether whoever meets this requirement meets the other.
  func implies(_ other: Literal) -> Bool {
    if isInscrutable || other.isInscrutable { return self == other }
    return values.isSubset(of: other.values)
  }

  private func merged(with other: Literal) -> [Source] {
    sources + other.sources.filter { !sources.contains($0) }
  }
}
