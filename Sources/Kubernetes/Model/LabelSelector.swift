import Logic

/// A Kubernetes label selector: all parts must hold.
public struct LabelSelector: Hashable, Sendable {
  /// One entry of `matchExpressions`.
  public struct Expression: Hashable, Sendable {
    /// The label.
    public var key: String
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`.
    public var comparison: String
    /// The values of `In` and `NotIn`.
    public var values: [String]

    /// Makes an expression.
    public init(key: String, comparison: String, values: [String]) {
      self.key = key
      self.comparison = comparison
      self.values = values
    }
  }

  /// `matchLabels`.
  public var labels: [String: String]
  /// `matchExpressions`.
  public var expressions: [Expression]

  /// Makes a selector; an empty one selects everything.
  public init(labels: [String: String] = [:], expressions: [Expression] = []) {
    self.labels = labels
    self.expressions = expressions
  }

  /// Whether an object is selected of which not all labels are known; an unknown comparison leaves
  /// it open.
  func selects(_ object: [String: String], areAllKnown: Bool) -> Truth {
    let known = { (key: String) in areAllKnown || object[key] != nil }
    let byLabels = labels.map { key, value in
      known(key) ? Truth(object[key] == value) : .unknown
    }
    let byExpressions = expressions.map { part -> Truth in
      guard known(part.key), Self.comparisons.contains(part.comparison) else { return .unknown }
      return Truth(LabelSelector(expressions: [part]).selects(object))
    }
    return (byLabels + byExpressions).reduce(.yes) { $0 && $1 }
  }

  private static let comparisons: Set = ["In", "NotIn", "Exists", "DoesNotExist"]

  /// Whether an object with these labels is selected; an unknown comparison selects nothing.
  public func selects(_ object: [String: String]) -> Bool {
    labels.allSatisfy { object[$0.key] == $0.value }
      && expressions.allSatisfy { part in
        switch part.comparison {
        case "In": object[part.key].map(part.values.contains) ?? false
        case "NotIn": !(object[part.key].map(part.values.contains) ?? false)
        case "Exists": object[part.key] != nil
        case "DoesNotExist": object[part.key] == nil
        default: false
        }
      }
  }
}
