/// An exact decimal number of any length.
public struct Decimal: Hashable, Comparable, Sendable {
  /// The value is `0.digits × 10^point`, negated if `isNegative`; zero has no digits.
  private let isNegative: Bool
  private let point: Int
  private let digits: [UInt8]

  /// Reads `[+-]digits[.digits][e[+-]digits]`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    var rest = Substring(text).utf8[...]
    var isNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    var digits: [UInt8] = []
    var point = 0
    var sawPoint = false
    var sawDigit = false
    scan: while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        sawDigit = true
        digits.append(byte)
        if !sawPoint { point += 1 }
      case UInt8(ascii: "."):
        if sawPoint { return nil }
        sawPoint = true
      default: break scan
      }
      rest.removeFirst()
    }
    guard sawDigit else { return nil }
    if let exponent = rest.first {
      guard exponent | 0x20 == UInt8(ascii: "e"), let shift = Self.exponent(rest.dropFirst())
      else { return nil }
      point += shift
    }
    self.init(isNegative: isNegative, digits: digits, point: point)
  }

  /// Makes a whole number.
  public init(_ value: Int) {
    self.init(
      isNegative: value < 0, digits: Array(String(value.magnitude).utf8),
      point: String(value.magnitude).utf8.count)
  }

  private init(isNegative: Bool, digits: [UInt8], point: Int) {
    let zero = UInt8(ascii: "0")
    let leading = digits.prefix { $0 == zero }.count
    let trailing = leading == digits.count ? 0 : digits.reversed().prefix { $0 == zero }.count
    self.digits = Array(digits[leading..<(digits.count - trailing)])
    self.point = self.digits.isEmpty ? 0 : point - leading
    self.isNegative = isNegative && !self.digits.isEmpty
  }

  private static func exponent(_ text: Substring.UTF8View.SubSequence) -> Int? {
    var rest = text
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest.removeFirst()
    }
    guard (1...9).contains(rest.count), rest.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    let magnitude = rest.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return text.first == UInt8(ascii: "-") ? -magnitude : magnitude
  }

  /// Orders by value.
  public static func < (left: Decimal, right: Decimal) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative
      ? magnitude(right, isLessThan: left) : magnitude(left, isLessThan: right)
  }

  private static func magnitude(_ left: Decimal, isLessThan right: Decimal) -> Bool {
    if left.digits.isEmpty || right.digits.isEmpty {
      return left.digits.isEmpty && !right.digits.isEmpty
    }
    if left.point != right.point { return left.point < right.point }
    return left.digits.lexicographicallyPrecedes(right.digits)
  }
}

extension Decimal: CustomStringConvertible {
  /// Plain notation for ordinary sizes, scientific notation beyond 40 digits.
  public var description: String {
    guard !digits.isEmpty else { return "0" }
    let text = String(decoding: digits, as: UTF8.self)
    let sign = isNegative ? "-" : ""
    if abs(point) > 40 { return "\(sign)0.\(text)e\(point)" }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + text }
    if point >= digits.count {
      return sign + text + String(repeating: "0", count: point - digits.count)
    }
    return sign + text.prefix(point) + "." + text.dropFirst(point)
  }
}
