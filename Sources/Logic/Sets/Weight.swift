extension ValueSet {
  /// Largest number of comparisons by which two sets are combined; above it the result is not worth
  /// its time.
  static let limit = 1 << 14

  /// Whether the two can be combined with reasonable effort.
  func canCombine(with other: ValueSet) -> Bool {
    let cost = single.cost(with: other.single) + many.weight * other.many.weight
    return cost <= Self.limit && Effort.spend(cost)
  }
}

/// How far a complement may grow while it is put together part by part.
struct ComplementBounds {
  private let most: Int
  private var pairs = ValueSet.limit

  /// - Parameter weight: Number of tests of the set.
  init(weight: Int) { most = weight + 64 }

  /// Whether so many alternatives may meet so many others.
  mutating func allow(_ count: Int, _ others: Int) -> Bool {
    // Failing one test after another, as single tests do, multiplies nothing.
    if count <= 1 { return true }
    pairs -= count * others
    return count <= most && pairs >= 0 && Effort.spend(count * others)
  }
}

extension TextSet {
  /// Number of tests that its cells make.
  var weight: Int {
    cells.reduce(0) { $0 + 1 + $1.matching.count + $1.missing.count }
  }

  /// About the number of comparisons that an operation on both makes.
  func cost(with other: TextSet) -> Int {
    let (own, theirs) = (weight, other.weight)
    return own * (theirs + other.values.count) + theirs * values.count
  }
}

extension TextFamily {
  /// Number of tests and listed texts of its cells.
  var weight: Int {
    cells.reduce(0) { sum, cell in
      cell.meeting.reduce(sum + 1 + cell.within.weight + cell.within.values.count) {
        $0 + 1 + $1.weight + $1.values.count
      }
    }
  }
}
