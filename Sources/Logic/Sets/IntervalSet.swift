/// A set of decimal numbers, together with whether texts that are no number belong to it.
public struct IntervalSet: Hashable, Sendable {
  /// The numbers from one bound to the other; a missing bound is infinite.
  public struct Interval: Hashable, Sendable {
    /// Where an interval begins or ends.
    public struct Bound: Hashable, Sendable {
      /// The number.
      public let value: Decimal
      /// Whether the number itself belongs to the interval.
      public let isIncluded: Bool

      /// Makes a bound.
      public init(_ value: Decimal, isIncluded: Bool) {
        self.value = value
        self.isIncluded = isIncluded
      }
    }

    /// Lower bound; nil for none.
    public let lower: Bound?
    /// Upper bound; nil for none.
    public let upper: Bound?

    /// Makes an interval; empty ones must not be made.
    public init(lower: Bound?, upper: Bound?) {
      self.lower = lower
      self.upper = upper
    }

    func contains(_ value: Decimal) -> Bool {
      if let lower, value < lower.value || (value == lower.value && !lower.isIncluded) {
        return false
      }
      if let upper, upper.value < value || (value == upper.value && !upper.isIncluded) {
        return false
      }
      return true
    }

    func intersection(_ other: Interval) -> Interval? {
      let result = Interval(
        lower: Self.later(lower, other.lower), upper: Self.earlier(upper, other.upper))
      guard let lower = result.lower, let upper = result.upper else { return result }
      if lower.value == upper.value { return lower.isIncluded && upper.isIncluded ? result : nil }
      return lower.value < upper.value ? result : nil
    }

    private static func later(_ left: Bound?, _ right: Bound?) -> Bound? {
      guard let left, let right else { return left ?? right }
      if left.value == right.value { return left.isIncluded ? right : left }
      return left.value < right.value ? right : left
    }

    private static func earlier(_ left: Bound?, _ right: Bound?) -> Bound? {
      guard let left, let right else { return left ?? right }
      if left.value == right.value { return left.isIncluded ? right : left }
      return left.value < right.value ? left : right
    }
  }

  /// Disjoint, not necessarily sorted.
  public let intervals: [Interval]
  /// Whether texts that are no number belong to the set.
  public let includesOthers: Bool

  /// Makes a set; the intervals must be disjoint.
  public init(_ intervals: [Interval], includesOthers: Bool = false) {
    self.intervals = intervals
    self.includesOthers = includesOthers
  }

  /// Whether nothing belongs to the set.
  public var isEmpty: Bool { intervals.isEmpty && !includesOthers }

  /// Whether a number (nil for a text that is none) belongs to the set.
  public func contains(_ value: Decimal?) -> Bool {
    guard let value else { return includesOthers }
    return intervals.contains { $0.contains(value) }
  }

  /// What belongs to both.
  public func intersection(_ other: IntervalSet) -> IntervalSet {
    IntervalSet(
      intervals.flatMap { left in other.intervals.compactMap { left.intersection($0) } },
      includesOthers: includesOthers && other.includesOthers)
  }

  /// What does not belong to it.
  public var complement: IntervalSet {
    var rest = [Interval(lower: nil, upper: nil)]
    for interval in intervals {
      let below = interval.lower.map {
        Interval(lower: nil, upper: .init($0.value, isIncluded: !$0.isIncluded))
      }
      let above = interval.upper.map {
        Interval(lower: .init($0.value, isIncluded: !$0.isIncluded), upper: nil)
      }
      rest = rest.flatMap { part in
        [below, above].compactMap { $0.flatMap { part.intersection($0) } }
      }
    }
    return IntervalSet(rest, includesOthers: !includesOthers)
  }
}
