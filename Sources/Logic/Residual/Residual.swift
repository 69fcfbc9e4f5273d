/// What must still hold for a question to be answered yes: a choice of ways in.
///
/// A normal form: every way is satisfiable on its own, no way is a special case of another, and
/// `always` is recognised. Above `limit` ways the answer degrades to one way that only says so.
public struct Residual: Hashable, Sendable {
  /// The alternatives, in a canonical order for equal operations; none when it cannot be met.
  public let ways: [Way]

  /// Largest number of alternatives that are kept apart.
  public static let limit = 256
  /// Steps that a complement may take where nothing else limits them.
  private static let effort = 1 << 24
  /// Nothing more is needed.
  public static let always = Residual(ways: [.open])
  /// Cannot be met.
  public static let never = Residual(ways: [])
  /// May or may not be met: more alternatives than are kept apart.
  public static let tooComplex = Residual(
    Literal(
      Variable(.proposition(Proposition("one of more than \(limit) alternatives holds"))),
      in: .yes, of: .truthValues, kind: .tooComplex))

  init(ways: [Way]) { self.ways = ways }

  /// A single requirement, cut to its domain; `always` or `never` when it settles itself.
  public init(_ literal: Literal) {
    let values = literal.values.intersection(literal.domain)
    if values.isEmpty {
      self = .never
    } else if literal.domain.isSubset(of: values) {
      self = .always
    } else {
      self.init(ways: [Way(sorted: [literal.with(values: values)])])
    }
  }

  /// A question that only something outside the inputs can answer.
  public init(_ proposition: Proposition, kind: LiteralClass, sources: [Literal.Source] = []) {
    self.init(ways: [
      Way(sorted: [
        Literal(
          Variable(.proposition(proposition)), in: .yes, of: .truthValues, kind: kind,
          sources: sources)
      ])
    ])
  }

  /// Whether nothing more is needed.
  public var isAlways: Bool { ways.count == 1 && ways[0].literals.isEmpty }
  /// Whether it cannot be met.
  public var isNever: Bool { ways.isEmpty }
  /// Whether some request meets it.
  public var isSatisfiable: Bool { !ways.isEmpty }
  /// Whether alternatives were dropped in favour of one undecided way.
  public var isTooComplex: Bool {
    ways.contains { $0.literals.contains { $0.kind == .tooComplex } }
  }

  /// Yes for always, no for never, unknown in between.
  public var truth: Truth { isNever ? .no : isAlways ? .yes : .unknown }

  /// Both must hold.
  public func and(_ other: @autoclosure () -> Residual) -> Residual {
    if isNever { return self }
    let other = other()
    if isAlways || other.isNever { return other }
    if other.isAlways { return self }
    let pairs = ways.count * other.ways.count
    guard pairs <= Self.limit * 4, Effort.spend(pairs) else { return .tooComplex }
    var result: [Way] = []
    for left in ways {
      for right in other.ways {
        if let both = left.and(right) { Self.add(both, to: &result) }
      }
      if result.count > Self.limit { return .tooComplex }
    }
    return Self.capped(result)
  }

  /// One of the two must hold.
  public func or(_ other: @autoclosure () -> Residual) -> Residual {
    if isAlways { return self }
    let other = other()
    if isNever || other.isAlways { return other }
    if other.isNever { return self }
    var result = ways
    for way in other.ways { Self.add(way, to: &result) }
    return Self.capped(result)
  }

  /// Must not hold: the complement within the domain of every variable.
  public var negated: Residual {
    if isNever { return .always }
    if isAlways { return .never }
    return Effort.ensureLimit(Self.effort) {
      var result = Residual.always
      for way in ways {
        var escapes = Residual.never
        for literal in way.literals { escapes = escapes.or(Residual(literal.negated)) }
        // What is too complex already is not told apart again, only ended.
        result = result == .tooComplex && !escapes.isNever ? result : result.and(escapes)
        if result.isNever { break }
      }
      return result
    }
  }

  /// The same requirement; `always` if its ways together leave nothing out.
  public var settled: Residual {
    ways.count > 1 && !isEvidentlyEscaped && negated.isNever ? .always : self
  }

  /// Whether some values are seen at a glance to take no way: of each, the first requirement that can
  /// fail along with those before it does.
  ///
  /// The whole complement can have as many parts as there are choices of one requirement of each way.
  private var isEvidentlyEscaped: Bool {
    var escape = Way.open
    for way in ways {
      guard let next = escape.escaping(way) else { return false }
      escape = next
    }
    return true
  }

  /// Both must hold.
  public static func && (left: Residual, right: @autoclosure () -> Residual) -> Residual {
    left.and(right())
  }

  /// One of the two must hold.
  public static func || (left: Residual, right: @autoclosure () -> Residual) -> Residual {
    left.or(right())
  }

  /// Must not hold.
  public static prefix func ! (residual: Residual) -> Residual { residual.negated }

  private static func capped(_ ways: [Way]) -> Residual {
    ways.count <= limit ? Residual(ways: ways) : .tooComplex
  }

  /// Adds an alternative and absorbs what it covers or joins.
  private static func add(_ way: Way, to ways: inout [Way]) {
    var way = way
    var index = 0
    while index < ways.count {
      if way.implies(ways[index]) { return }
      if ways[index].implies(way) {
        ways.remove(at: index)
      } else if let merged = way.merged(with: ways[index]) {
        way = merged
        ways.remove(at: index)
        index = 0
      } else {
        index += 1
      }
    }
    ways.append(way)
  }
}
