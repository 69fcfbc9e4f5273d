import Logic

/// The loop variables that are visible at a place of the template.
struct Scope: Sendable {
  /// Values of the `Fn::ForEach` identifiers around the place.
  var loop: [String: SymbolicString] = [:]

  static let outermost = Scope()

  /// A text with `${Identifier}` and `&{Identifier}` replaced; the latter keeps only letters and
  /// digits of the value.
  func substituted(_ text: String) -> SymbolicString {
    guard !loop.isEmpty, text.contains("{") else { return SymbolicString(text) }
    var segments: [SymbolicString.Segment] = []
    var rest = text[...]
    while let brace = rest.firstIndex(of: "{") {
      let close = rest[brace...].firstIndex(of: "}")
      let isMarked =
        brace > rest.startIndex
        && (rest[rest.index(before: brace)] == "$"
          || rest[rest.index(before: brace)] == "&")
      guard let close, isMarked, let value = loop[String(rest[rest.index(after: brace)..<close])]
      else {
        segments.append(.literal(String(rest[...brace])))
        rest = rest[rest.index(after: brace)...]
        continue
      }
      let mark = rest.index(before: brace)
      segments.append(.literal(String(rest[..<mark])))
      segments += rest[mark] == "&" ? Self.alphanumeric(value).segments : value.segments
      rest = rest[rest.index(after: close)...]
    }
    segments.append(.literal(String(rest)))
    return SymbolicString(segments)
  }

  private static func alphanumeric(_ value: SymbolicString) -> SymbolicString {
    guard let text = value.literal else { return value }
    return SymbolicString(text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
  }
}
