import Documents
import Logic

/// What the authenticator makes of a scalar in `mapRoles` or `mapUsers`.
///
/// It reads YAML 1.1 and then fills typed fields: a text field takes texts only, so `yes`, `1234`
/// and `~` leave it as it was. Source: go-yaml v2, `resolve.go`, behind `sigs.k8s.io/yaml`.
enum AuthenticatorValue {
  /// A text.
  case text(String)
  /// Null, which changes nothing.
  case null
  /// Of a type that a text field refuses: boolean, number, collection.
  case other

  init(_ node: Node) {
    switch node.kind {
    case .sequence, .mapping, .hole: self = .other
    case .null: self = .null
    case .boolean, .number:
      self = node.tag == "!!str" ? .text(node.string ?? "") : .other
    case .string:
      guard let text = node.string else {
        self = node.text.map { .text($0.display) } ?? .other
        return
      }
      let isUntyped = node.style == .plain && node.tag?.isEmpty ?? true
      let isOther = isUntyped && Self.isSpecial(text)
      self = isOther ? .other : .text(text)
    }
  }

  /// Whether a plain scalar that YAML 1.2 calls a text is a boolean or a number in YAML 1.1.
  private static func isSpecial(_ text: String) -> Bool {
    switch text {
    case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off",
      "OFF", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan",
      ".NaN", ".NAN":
      return true
    default: return isNumber(text)
    }
  }

  /// Integers with underscores and prefixes, and floats, as `strconv.ParseInt(_, 0, 64)` reads them.
  private static func isNumber(_ text: String) -> Bool {
    var digits = Array(text.utf8.filter { $0 != UInt8(ascii: "_") })
    guard let first = text.utf8.first, first != UInt8(ascii: "_") else { return false }
    if digits.first == UInt8(ascii: "+") || digits.first == UInt8(ascii: "-") {
      digits.removeFirst()
    }
    guard digits.contains(where: isDigit) else { return false }
    if digits.count > 2, digits[0] == UInt8(ascii: "0") {
      let rest = digits.dropFirst(2)
      switch digits[1] | 0x20 {
      case UInt8(ascii: "x"): return rest.allSatisfy(isHexDigit)
      case UInt8(ascii: "b"): return rest.allSatisfy { $0 == 48 || $0 == 49 }
      case UInt8(ascii: "o"): return rest.allSatisfy { (48...55).contains($0) }
      default: break
      }
    }
    return isDecimal(digits)
  }

  private static func isDecimal(_ digits: [UInt8]) -> Bool {
    var rest = digits[...]
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: isDigit)
      rest = rest.dropFirst(fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return false }
    guard let mark = rest.first else { return true }
    guard mark | 0x20 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (97...102).contains(byte | 0x20)
  }
}
