import Documents

/// A scalar of a template as the text that CloudFormation makes of it.
///
/// Booleans become `true` and `false`, also YAML 1.1's `yes`, `no`, `on` and `off` when plain;
/// numbers and dates stay as they are written.
struct ScalarText: Hashable, Sendable {
  /// The text.
  let text: String
  /// How the scalar was written.
  let scalar: TemplateValue.Scalar

  /// Reads a literal scalar; nil for null, collections and texts with holes.
  init?(_ node: Node) {
    guard let written = node.string else { return nil }
    switch node.kind {
    case .boolean:
      self.init(text: written.lowercased(), scalar: .boolean)
    case .number:
      self.init(text: written, scalar: .number)
    default:
      let boolean = node.style == .plain ? Self.plainBooleans[written.lowercased()] : nil
      self.init(text: boolean ?? written, scalar: boolean == nil ? .string : .boolean)
    }
  }

  private init(text: String, scalar: TemplateValue.Scalar) {
    self.text = text
    self.scalar = scalar
  }

  private static let plainBooleans = [
    "true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false",
  ]

  /// Whether a scalar means true.
  static func isTrue(_ node: Node) -> Bool {
    ScalarText(node)?.text.lowercased() == "true"
  }

  /// The other reading of a plain YAML scalar of 12 octal digits that starts with 0: the decimal
  /// number that YAML 1.1 makes of it; nil when there is only one reading.
  static func octalReading(of node: Node) -> String? {
    guard node.style == .plain, let text = node.string, text.utf8.count == 12,
      text.utf8.first == UInt8(ascii: "0"),
      text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "7") ~= $0 })
    else { return nil }
    return Int(text, radix: 8).map(String.init)
  }
}
