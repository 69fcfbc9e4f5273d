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

  /// Those whose ARN fits one of some patterns, as far as its beginning tells.
  init(_ patterns: [Pattern], in account: String, _ order: ARNOrder) {
    var ranges: [Range<Int>] = []
    for pattern in patterns {
      switch Self.prefix(of: pattern, in: account) {
      case .anybody?:
        self = .everybody
        return
      case .beginning(let prefix)?: ranges.append(order.range(of: prefix))
      case nil: continue
      }
    }
    self.init(order: order, ranges: ranges)
  }

  /// Whether a principal has to be looked at.
  func mayAdmit(_ principal: Int) -> Bool {
    order.map { $0.mayLie(principal, in: ranges) } ?? true
  }

  private enum Reach {
    case anybody
    case beginning(String)
  }

  /// How the ARNs in an account begin that a pattern matches; nil if it matches none there.
  private static func prefix(of pattern: Pattern, in account: String) -> Reach? {
    guard !pattern.isSymbolic, pattern.grammar != .ignoringCase, let text = pattern.text.literal
    else {
      return .anybody
    }
    let hasWildcards = pattern.grammar != .exact
    func isPlain(_ part: Substring) -> Bool {
      !hasWildcards || !part.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    }
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[..<4].allSatisfy(isPlain) else { return .anybody }
    if isPlain(parts[4]), parts[4] != account { return nil }
    let resource =
      hasWildcards ? parts[5].prefix { $0 != "*" && $0 != "?" } : parts[5]
    return .beginning(parts[..<4].joined(separator: ":") + ":\(account):\(resource)")
  }
}
