/// A sentence with the names of query columns in braces.
public struct RuleMessage: Hashable, Sendable {
  /// A part of a message: text, or the value of a column, by name or by number.
  enum Segment<Column: Hashable & Sendable>: Hashable, Sendable {
    case text(String)
    case column(Column)
  }

  /// As written in the rule.
  public let template: String
  let segments: [Segment<String>]

  /// Splits a template; nil when a brace has no counterpart.
  init?(_ template: String) {
    self.template = template
    var segments: [Segment<String>] = []
    var rest = template[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { return nil }
      segments.append(.text(String(rest[..<open])))
      segments.append(.column(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    segments.append(.text(String(rest)))
    self.segments = segments
  }
}
