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

extension TextSet {
  /// Number of tests that its cells make.
  fileprivate var weight: Int {
    cells.reduce(0) { $0 + 1 + $1.matching.count + $1.missing.count }
  }

  /// About the number of comparisons that an operation on both makes.
  func cost(with other: TextSet) -> Int {
    let (own, theirs) = (weight, other.weight)
    return own * (theirs + other.values.count) + theirs * values.count
  }
}

extension TextFamily {
  fileprivate var weight: Int {
    cells.reduce(0) { sum, cell in
      cell.meeting.reduce(sum + 1 + cell.within.weight + cell.within.values.count) {
        $0 + 1 + $1.weight + $1.values.count
      }
    }
  }
}
