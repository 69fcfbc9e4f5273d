public import Text

/// A place in an input that proves something about an edge.
public struct Evidence: Hashable, Sendable {
  /// What the place does.
  public enum Role: String, Hashable, CaseIterable, Sendable {
    /// The trust policy statement, mapping or binding on the target's side.
    case trusts
    /// An Allow on the caller's side.
    case grants
    /// A boundary or guardrail that leaves it open.
    case limits
    /// A Deny.
    case denies
    /// A profile, annotation or other place that intends it.
    case intends
  }
  /// Where.
  public let range: SourceRange
  /// What it does.
  public let role: Role

  /// Makes an evidence.
  public init(_ role: Role, at range: SourceRange) {
    self.range = range
    self.role = role
  }

  /// The order of places that stand for several steps: by what they do, then by where they are.
  static func precedes(_ left: Evidence, _ right: Evidence) -> Bool {
    if left.role == right.role { return left.range < right.range }
    let order = Role.allCases
    return (order.firstIndex(of: left.role) ?? 0) < (order.firstIndex(of: right.role) ?? 0)
  }
}

/// Up to two places without an allocation, more in an array.
struct InlineEvidence: Sendable {
  private let first: Evidence?
  private let second: Evidence?
  private let rest: [Evidence]

  init(_ places: [Evidence]) {
    first = places.first
    second = places.count > 1 ? places[1] : nil
    rest = places.count > 2 ? Array(places[2...]) : []
  }

  var array: [Evidence] {
    guard let first else { return [] }
    guard let second else { return [first] }
    return rest.isEmpty ? [first, second] : [first, second] + rest
  }
}
