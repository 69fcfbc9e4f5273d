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
    var left = literals[...]
    var right = other.literals[...]
    while let first = left.first, let second = right.first {
      if first.variable == second.variable {
        guard let both = first.intersection(second) else { return nil }
        merged.append(both)
        left.removeFirst()
        right.removeFirst()
      } else if first.variable < second.variable {
        merged.append(left.removeFirst())
      } else {
        merged.append(right.removeFirst())
      }
    }
    return Way(sorted: merged + left + right)
  }

  /// Whether everything that takes this way could take the other: the other asks for less.
  func implies(_ other: Way) -> Bool {
    other.literals.allSatisfy { weaker in
      guard let literal = self[weaker.variable] else { return false }
      return literal.implies(weaker)
    }
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
