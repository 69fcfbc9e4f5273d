import Logic

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
    var text = text
    return text.withUTF8 { start(in: $0[...]) != nil }
  }

  /// Where the next `${` is.
  private static func start(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "{") { return index }
      index += 1
    }
    return nil
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
    var text = text
    return text.withUTF8 { bytes in
      var result: [Part] = []
      var rest = bytes[...]
      while let start = start(in: rest) {
        guard let end = rest[(start + 2)...].firstIndex(of: UInt8(ascii: "}")) else { break }
        if start > rest.startIndex { result.append(.text(string(rest[..<start]))) }
        result.append(part(rest[(start + 2)..<end]))
        rest = rest[(end + 1)...]
      }
      if !rest.isEmpty { result.append(.text(string(rest))) }
      return result
    }
  }

  private static func part(_ body: Slice<UnsafeBufferPointer<UInt8>>) -> Part {
    if body.count == 1, let byte = body.first, "*?$".utf8.contains(byte) {
      return .verbatim(string(body))
    }
    guard let separator = separator(in: body), separator + 3 < body.endIndex,
      body.last == UInt8(ascii: "'")
    else { return .variable(ContextKey(string(body)), fallback: nil) }
    return .variable(
      ContextKey(string(body[..<separator])),
      fallback: string(body[(separator + 3)...].dropLast()))
  }

  /// Where the `, '` before a default is.
  private static func separator(in body: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    body.indices.first { body[$0...].starts(with: ", '".utf8) }
  }

  private static func string(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
