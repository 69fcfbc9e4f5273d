/// A condition operator with its set qualifier and `IfExists`.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
public struct ConditionOperator: Hashable, Sendable {
  /// How the values of a key that has several are combined.
  public enum Quantifier: Hashable, Sendable {
    /// No qualifier.
    case none
    /// `ForAllValues:`.
    case all
    /// `ForAnyValue:`.
    case any
  }

  /// What is compared, and how.
  public enum Comparison: Hashable, Sendable {
    /// `StringEquals`.
    case string
    /// `StringEqualsIgnoreCase`.
    case stringIgnoringCase
    /// `StringLike`.
    case stringLike
    /// `Numeric…`.
    case number(Order)
    /// `Date…`.
    case date(Order)
    /// `Bool`.
    case boolean
    /// `BinaryEquals`.
    case binary
    /// `IpAddress`.
    case address
    /// `ArnEquals`, `ArnLike`: the same.
    case arn
    /// `Null`.
    case null
  }

  /// An order between two numbers or dates.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// Equal.
    case equals
    /// Below.
    case lessThan = "lessthan"
    /// At most.
    case lessThanEquals = "lessthanequals"
    /// Above.
    case greaterThan = "greaterthan"
    /// At least.
    case greaterThanEquals = "greaterthanequals"
  }

  /// Set qualifier.
  public let quantifier: Quantifier
  /// What is compared, and how.
  public let comparison: Comparison
  /// Whether it is the `Not` form.
  public let isNegated: Bool
  /// Whether an absent key satisfies it.
  public let ifExists: Bool

  /// Reads an operator as written, in any case; nil for one that AWS does not define.
  public init?(_ text: String) {
    var rest = Substring(text.lowercased())
    var quantifier = Quantifier.none
    if let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) {
      switch rest[..<colon] {
      case "forallvalues": quantifier = .all
      case "foranyvalue": quantifier = .any
      default: return nil
      }
      rest = rest[rest.utf8.index(after: colon)...]
    }
    let ifExists = rest.hasSuffix("ifexists")
    if ifExists { rest = Substring(rest.utf8.dropLast("ifexists".utf8.count)) }
    guard let base = Self.base[String(rest)], !(ifExists && base.0 == .null) else { return nil }
    self.quantifier = quantifier
    self.ifExists = ifExists
    (comparison, isNegated) = base
  }

  private static let base: [String: (Comparison, Bool)] = {
    var table: [String: (Comparison, Bool)] = [
      "stringequals": (.string, false), "stringnotequals": (.string, true),
      "stringequalsignorecase": (.stringIgnoringCase, false),
      "stringnotequalsignorecase": (.stringIgnoringCase, true),
      "stringlike": (.stringLike, false), "stringnotlike": (.stringLike, true),
      "bool": (.boolean, false), "binaryequals": (.binary, false),
      "ipaddress": (.address, false), "notipaddress": (.address, true),
      "arnequals": (.arn, false), "arnlike": (.arn, false), "arnnotequals": (.arn, true),
      "arnnotlike": (.arn, true), "null": (.null, false),
    ]
    for order in Order.allCases {
      table["numeric" + order.rawValue] = (.number(order), false)
      table["date" + order.rawValue] = (.date(order), false)
    }
    table["numericnotequals"] = (.number(.equals), true)
    table["datenotequals"] = (.date(.equals), true)
    return table
  }()

  /// Whether `${…}` is a policy variable in the operator's values.
  var takesVariables: Bool {
    switch comparison {
    case .string, .stringIgnoringCase, .stringLike, .arn, .boolean: true
    case .number, .date, .binary, .address, .null: false
    }
  }
}
