import Estate
import IAM
import Logic

/// What AWS STS refuses whatever policies say.
extension Requester {
  /// Seconds that a session of a role lasts at most.
  ///
  /// Source: IAM User Guide, "Update the maximum session duration for a role" and "Roles terms and
  /// concepts" (role chaining).
  static func longestSession(of role: Principal, from source: Node?) -> Int {
    let longest = role.maxSessionDuration ?? 43_200
    return source?.kind == .role ? min(longest, 3_600) : longest
  }
}

extension Residual {
  static let duration = ContextKey("sts:DurationSeconds")

  /// The same for a session that lasts some seconds at most.
  func lasting(atMost seconds: Int) -> Residual {
    restricted(Self.duration, to: .numbers(upTo: seconds))
  }

  /// The limit of AWS STS because of which no way can be taken.
  func limit(longest seconds: Int) -> WalkAttempt.Obstacle.Limit? {
    let limits = ways.map { way in way.literals.lazy.compactMap { $0.limit(seconds) }.first }
    return limits.contains(nil) ? nil : limits.first ?? nil
  }
}

extension Literal {
  /// The limit because of which no request carries a value that it asks for.
  fileprivate func limit(_ seconds: Int) -> WalkAttempt.Obstacle.Limit? {
    guard let key = variable.key, variable.hop == 0, !values.isSymbolic else { return nil }
    if key == Residual.duration {
      return Residual(self).lasting(atMost: seconds).isNever ? .duration(seconds) : nil
    }
    guard values.sample(for: key, where: { STSParameter.takes($0, for: key) }) == nil else {
      return nil
    }
    return switch key.canonical {
    case "sts:rolesessionname", "sts:sourceidentity": .name
    case "sts:externalid": .externalID
    default: nil
    }
  }
}

extension ValueSet {
  /// Numbers up to one of them, or none.
  fileprivate static func numbers(upTo most: Int) -> ValueSet {
    let numbers = IntervalSet([
      .init(lower: nil, upper: Decimal("\(most)").map { .init($0, isIncluded: true) })
    ])
    return ValueSet(absent: true, single: TextSet(TextCell(number: numbers)), many: .nothing)
  }
}
