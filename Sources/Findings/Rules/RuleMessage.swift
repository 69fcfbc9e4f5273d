/// A sentence with the names of query columns in braces.
public struct RuleMessage: Hashable, Sendable {
  /// A part of a message: text, or the value of a column, by name or by number.
  enum Segment<Column: Hashable & Sendable>: Hashable, Sendable {
    case text(String)
    case column(Column)
  }

  /// As written in the rule.
  public let template: String

  /// Takes a template; nil when a brace has no counterpart.
  init?(_ template: String) {
    self.template = template
    var isOpen = false
    for byte in template.utf8 where byte == 0x7B && !isOpen || byte == 0x7D {
      guard isOpen == (byte == 0x7D) else { return nil }
      isOpen.toggle()
    }
    guard !isOpen else { return nil }
  }

  /// Takes the template of a rule that the program carries.
  init(carried template: String) { self.template = template }

  /// The parts, in order.
  var segments: [Segment<String>] {
    var segments: [Segment<String>] = []
    var rest = template.utf8[...]
    while let open = rest.firstIndex(of: 0x7B), let close = rest[open...].firstIndex(of: 0x7D) {
      segments.append(.text(String(Substring(rest[..<open]))))
      segments.append(.column(String(Substring(rest[rest.index(after: open)..<close]))))
      rest = rest[rest.index(after: close)...]
    }
    segments.append(.text(String(Substring(rest))))
    return segments
  }
}
