import Logic

/// The principals of one account whom the conditions of a trust statement on `aws:PrincipalArn` may
/// admit: a quick look before both sides are evaluated for each.
struct Admission {
  private let order: ARNOrder?
  /// Positions of the ARNs in that order.
  private let ranges: [Range<Int>]

  /// Lets everybody through.
  static let everybody = Admission(order: nil, ranges: [])

  private init(order: ARNOrder?, ranges: [Range<Int>]) {
    self.order = order
    self.ranges = ranges
  }

  /// Those whose ARN fits all patterns of one of some alternatives, as far as its beginning tells.
  init(_ alternatives: [[Pattern]], in account: String, _ order: ARNOrder) {
    var ranges: [Range<Int>] = []
    for patterns in alternatives {
      var found: Range<Int>?
      for pattern in patterns {
        guard let range = Self.range(of: pattern, in: account, order) else { continue }
        found = found.map { $0.clamped(to: range) } ?? range
      }
      guard let found else {
        self = .everybody
        return
      }
      ranges.append(found)
    }
    self.init(order: order, ranges: ranges)
  }

  /// Whether a principal has to be looked at.
  func mayAdmit(_ principal: Int) -> Bool {
    order.map { $0.mayLie(principal, in: ranges) } ?? true
  }

  /// Where the ARNs of an account stand that a pattern may match; nil for all of them.
  private static func range(
    of pattern: Pattern, in account: String, _ order: ARNOrder
  ) -> Range<Int>? {
    guard !pattern.isSymbolic, pattern.grammar != .ignoringCase, let text = pattern.text.literal
    else { return nil }
    let hasWildcards = pattern.grammar != .exact
    func isPlain(_ part: Substring) -> Bool {
      !hasWildcards || !part.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    }
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[..<4].allSatisfy(isPlain) else { return nil }
    if isPlain(parts[4]), parts[4] != account { return 0..<0 }
    let resource = hasWildcards ? parts[5].prefix { $0 != "*" && $0 != "?" } : parts[5]
    return order.range(of: parts[..<4].joined(separator: ":") + ":\(account):\(resource)")
  }
}
