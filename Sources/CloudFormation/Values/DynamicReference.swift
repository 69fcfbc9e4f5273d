import Logic
import Text

/// `{{resolve:service:key}}` inside a text: a value that CloudFormation fetches at deployment.
///
/// Source: CloudFormation User Guide, "Using dynamic references to specify template values".
enum DynamicReference {
  /// The text with every dynamic reference made unknown.
  static func replaced(in text: SymbolicString) -> SymbolicString {
    // What a change set shows for values that only the update makes.
    if text.literal == "{{changeSet:KNOWN_AFTER_APPLY}}" {
      return SymbolicString(Hole("KNOWN_AFTER_APPLY", origin: .attribute))
    }
    guard text.segments.contains(where: hasStart) else { return text }
    var segments: [SymbolicString.Segment] = []
    var open: [SymbolicString.Segment]?
    for segment in text.segments {
      guard case .literal(let literal) = segment else {
        if open == nil { segments.append(segment) } else { open?.append(segment) }
        continue
      }
      scan(literal, into: &segments, &open)
    }
    return SymbolicString(segments + (open ?? []))
  }

  private static let start = "{{resolve:"

  private static func hasStart(_ segment: SymbolicString.Segment) -> Bool {
    if case .literal(let text) = segment { return text.utf8.contains(0x7B) && text.contains(start) }
    return false
  }

  private static func scan(
    _ literal: String, into segments: inout [SymbolicString.Segment],
    _ open: inout [SymbolicString.Segment]?
  ) {
    var rest = literal[...]
    while !rest.isEmpty {
      if let begun = open {
        guard let end = rest.firstOccurrence(of: "}}") else {
          open?.append(.literal(String(rest)))
          return
        }
        let whole = SymbolicString(begun + [.literal(String(rest[..<end.upperBound]))])
        segments.append(.hole(hole(whole)))
        open = nil
        rest = rest[end.upperBound...]
      } else {
        guard let begin = rest.firstOccurrence(of: start) else {
          segments.append(.literal(String(rest)))
          return
        }
        segments.append(.literal(String(rest[..<begin.lowerBound])))
        open = [.literal(start)]
        rest = rest[begin.upperBound...]
      }
    }
  }

  private static func hole(_ whole: SymbolicString) -> Hole {
    let isSecret =
      whole.display.hasPrefix("{{resolve:ssm-secure:")
      || whole.display.hasPrefix("{{resolve:secretsmanager:")
    return Hole(
      whole.display, origin: .dynamicReference,
      marks: isSecret ? whole.marks.union(.secret) : whole.marks)
  }
}
