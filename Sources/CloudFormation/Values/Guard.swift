/// One undecided template condition with the outcome that something needs.
public struct Guard: Hashable, Sendable {
  /// Logical name in the `Conditions` section.
  public let condition: String
  /// The outcome that is needed.
  public let holds: Bool

  /// Makes a guard.
  public init(_ condition: String, holds: Bool = true) {
    self.condition = condition
    self.holds = holds
  }

  /// The same condition with the other outcome.
  public var negated: Guard { Guard(condition, holds: !holds) }

  /// `IsProduction`, or `not IsProduction`.
  public var display: String { holds ? condition : "not \(condition)" }
}

extension Sequence where Element == Guard {
  /// Whether no condition is needed both ways.
  var isConsistent: Bool {
    var outcomes: [String: Bool] = [:]
    for element in self {
      if outcomes.updateValue(element.holds, forKey: element.condition) == !element.holds {
        return false
      }
    }
    return true
  }
}
