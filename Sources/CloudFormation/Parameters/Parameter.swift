public import Documents
public import Logic
public import Text

/// A parameter as a template declares it.
///
/// Source: CloudFormation User Guide, "Parameters".
public struct Parameter: Sendable {
  /// Its logical name.
  public let name: String
  /// `String`, `CommaDelimitedList`, `AWS::EC2::VPC::Id`, …; `String` when missing.
  public let type: String
  /// Whether its value must never be printed.
  public let isSecret: Bool
  /// `Default`, if any.
  public let defaultNode: Node?
  /// `AllowedValues`; empty when any value is allowed.
  public let allowedValues: [String]
  /// Where each of them is written.
  let allowedRanges: [SourceRange]
  /// `AllowedPattern`, a regular expression that the whole value must match.
  public let allowedPattern: String?
  /// `MinLength` and `MaxLength`.
  public let length: ClosedRange<Int>
  /// `MinValue` and `MaxValue`; infinite where there is none.
  let values: ClosedRange<Double>
  /// The name in the source.
  public let nameRange: SourceRange
  /// The declaration in the source.
  public let range: SourceRange

  init(name: String, declaration: Node, nameRange: SourceRange) {
    self.name = name
    type = declaration["Type"]?.string ?? "String"
    isSecret = declaration["NoEcho"].map(ScalarText.isTrue) ?? false
    defaultNode = declaration["Default"].flatMap { $0.kind == .null ? nil : $0 }
    let allowed =
      declaration["AllowedValues"]?.elements.compactMap { node in
        ScalarText(node).map { (text: $0.text, range: node.range) }
      } ?? []
    allowedValues = allowed.map(\.text)
    allowedRanges = allowed.map(\.range)
    allowedPattern = declaration["AllowedPattern"]?.string
    let minimum = declaration["MinLength"]?.string.flatMap { Int($0) } ?? 0
    let maximum = declaration["MaxLength"]?.string.flatMap { Int($0) } ?? .max
    length = max(minimum, 0)...max(minimum, 0, maximum)
    let least = declaration["MinValue"]?.string.flatMap(Double.init) ?? -.infinity
    let most = declaration["MaxValue"]?.string.flatMap(Double.init) ?? .infinity
    values = least <= most ? least...most : -Double.infinity...Double.infinity
    self.nameRange = nameRange
    range = declaration.range
  }

  /// Whether the value is a list.
  public var isList: Bool {
    type == "CommaDelimitedList" || type.hasPrefix("List<")
      || (isStored && (type.contains("List<") || type.contains("CommaDelimitedList")))
  }

  /// Whether the value names an SSM parameter whose content is used.
  public var isStored: Bool { type.hasPrefix("AWS::SSM::Parameter::Value<") }

  /// What is known about a value that was not given.
  public var shape: Hole.Shape {
    if !allowedValues.isEmpty, !isList { return .oneOf(allowedValues) }
    if let allowedPattern, !isStored {
      return Self.accountPatterns.contains(Self.stripped(allowedPattern))
        ? .accountID : .regularExpression(allowedPattern)
    }
    if type == "Number" { return .regularExpression("[-+]?[0-9.]+([eE][-+]?[0-9]+)?") }
    return type.hasPrefix("AWS::EC2::") || type.hasPrefix("AWS::Route53::") ? .word : .any
  }

  /// The value as an unknown.
  public var hole: Hole { hole(named: name) }

  /// The value as an unknown that is shown by another name.
  func hole(
    named name: String, narrowedTo narrowed: Hole.Shape? = nil, isDefaulted: Bool = false
  ) -> Hole {
    Hole(
      name, origin: .parameter, shape: narrowed ?? shape,
      marks: (isSecret ? Hole.Marks.secret : []).union(isDefaulted ? .defaulted : []))
  }

  private static let accountPatterns: Set<String> = [
    "\\d{12}", "[0-9]{12}", "(\\d{12})", "([0-9]{12})", "[\\d]{12}", "\\d{12,12}", "[0-9]{12,12}",
  ]

  private static func stripped(_ pattern: String) -> String {
    var pattern = pattern[...]
    if pattern.hasPrefix("^") { pattern = pattern.dropFirst() }
    if pattern.hasSuffix("$") { pattern = pattern.dropLast() }
    return String(pattern)
  }
}
