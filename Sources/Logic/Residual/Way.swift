/// One way in: requirements that must all hold, at most one per variable.
public struct Way: Hashable, Sendable {
  /// Sorted by variable; empty when nothing is required.
  public let literals: [Literal]

  /// Nothing is required.
  static let open = Way(sorted: [])

  init(sorted literals: [Literal]) { self.literals = literals }

  /// The requirement on a variable, if any.
  public subscript(variable: Variable) -> Literal? {
    literals.first { $0.variable == variable }
  }

  /// The requirement on a key of one request, if any.
  public subscript(key: ContextKey, hop hop: Int = 0) -> Literal? {
    self[Variable(.key(key), hop: hop)]
  }

  /// The requirements of both ways; nil when they contradict each other.
  func and(_ other: Way) -> Way? {
    if literals.isEmpty { return other }
    if other.literals.isEmpty { return self }
    var merged: [Literal] = []
    merged.reserveCapacity(literals.count + other.literals.count)
    var left = 0
    var right = 0
    while left < literals.count, right < other.literals.count {
      let (first, second) = (literals[left], other.literals[right])
      if first.variable == second.variable {
        guard let both = first.intersection(second) else { return nil }
        merged.append(both)
        left += 1
        right += 1
      } else if first.variable < second.variable {
        merged.append(first)
        left += 1
      } else {
        merged.append(second)
        right += 1
      }
    }
    merged += literals[left...]
    merged += other.literals[right...]
    return Way(sorted: merged)
  }

  /// This way without another, which the first requirement rules out that can be; nil if none can.
  func escaping(_ other: Way) -> Way? {
    for literal in other.literals {
      guard let negated = Residual(literal.negated).ways.first else { continue }
      if let both = and(negated) { return both }
    }
    return nil
  }

  /// Whether everything that takes this way could take the other: the other asks for less.
  ///
  /// - Complexity: linear in the requirements, but for the sets of those on the same variable.
  func implies(_ other: Way) -> Bool {
    if other.literals.count > literals.count { return false }
    var own = 0
    for weaker in other.literals {
      while own < literals.count, literals[own].variable != weaker.variable { own += 1 }
      guard own < literals.count, literals[own].implies(weaker) else { return false }
      own += 1
    }
    return true
  }

  /// One way that stands for both, when they differ in the values of a single variable.
  func merged(with other: Way) -> Way? {
    guard literals.count == other.literals.count else { return nil }
    var difference: Int?
    for index in literals.indices {
      let (first, second) = (literals[index], other.literals[index])
      if first.variable != second.variable { return nil }
      if first.values == second.values { continue }
      if difference != nil { return nil }
      difference = index
    }
    guard let difference else { return self }
    var merged = literals
    if let union = literals[difference].union(other.literals[difference]) {
      merged[difference] = union
    } else {
      merged.remove(at: difference)
    }
    return Way(sorted: merged)
  }
}
