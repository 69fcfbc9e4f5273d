import Logic
import Text

/// A text of a policy cut at its policy variables.
///
/// Source: IAM User Guide, "IAM policy elements: Variables and tags".
enum PolicyVariable {
  /// One part of the text.
  enum Part {
    case text(String)
    /// A character that would otherwise be special.
    case verbatim(String)
    case variable(ContextKey, fallback: String?)
    case hole(Hole)
  }

  /// Whether a text may hold a variable.
  static func occurs(in text: SymbolicString) -> Bool {
    if let literal = text.literal { return occurs(in: literal) }
    return text.segments.contains {
      if case .literal(let literal) = $0 { occurs(in: literal) } else { false }
    }
  }

  private static func occurs(in text: String) -> Bool {
    var wasDollar = false
    for byte in text.utf8 {
      if wasDollar, byte == UInt8(ascii: "{") { return true }
      wasDollar = byte == UInt8(ascii: "$")
    }
    return false
  }

  /// The parts of a text; a `${` that is not closed is text.
  static func parts(of text: SymbolicString) -> [Part] {
    text.segments.flatMap { segment -> [Part] in
      switch segment {
      case .hole(let hole): [.hole(hole)]
      case .literal(let literal): parts(of: literal)
      }
    }
  }

  private static func parts(of text: String) -> [Part] {
    var result: [Part] = []
    var rest = text[...]
    while let start = rest.firstOccurrence(of: "${") {
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
      if start.lowerBound > rest.startIndex {
        result.append(.text(String(rest[..<start.lowerBound])))
      }
      result.append(part(rest[start.upperBound..<end]))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { result.append(.text(String(rest))) }
    return result
  }

  private static func part(_ body: Substring) -> Part {
    if ["*", "?", "$"].contains(body) { return .verbatim(String(body)) }
    guard let separator = body.firstOccurrence(of: ", '"), body.last == "'",
      separator.upperBound < body.endIndex
    else {
      return .variable(ContextKey(String(body)), fallback: nil)
    }
    return .variable(
      ContextKey(String(body[..<separator.lowerBound])),
      fallback: String(body[separator.upperBound...].dropLast()))
  }
}
