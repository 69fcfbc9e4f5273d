/// A sentence with the names of query columns in braces.
public struct RuleMessage: Hashable, Sendable {
  private enum Segment: Hashable, Sendable {
    case text(String)
    case column(String)
  }

  /// As written in the rule.
  public let template: String
  private let segments: [Segment]

  /// Splits a template; nil when a brace has no counterpart.
  init?(_ template: String) {
    self.template = template
    var segments: [Segment] = []
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

  /// The columns that the message needs.
  var columns: [String] {
    segments.compactMap { if case .column(let name) = $0 { name } else { nil } }
  }

  /// The sentence for one row.
  func text(_ value: (String) -> String) -> String {
    segments.reduce(into: "") { text, segment in
      switch segment {
      case .text(let literal): text += literal
      case .column(let name): text += value(name)
      }
    }
  }
}
