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
    // By bytes: what follows a wildcard may combine with it into one character.
    func isWildcard(_ byte: UInt8) -> Bool {
      hasWildcards && (byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?"))
    }
    let parts = text.utf8.split(
      separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, !parts[..<4].contains(where: { $0.contains(where: isWildcard) })
    else { return nil }
    if !parts[4].contains(where: isWildcard), !parts[4].elementsEqual(account.utf8) { return 0..<0 }
    let resource = parts[5].prefix { !isWildcard($0) }
    let start = parts[..<4].map { Substring($0) }.joined(separator: ":")
    return order.range(of: "\(start):\(account):" + Substring(resource))
  }
}
