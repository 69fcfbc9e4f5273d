public import Logic
import Text

extension SymbolicString {
  /// Texts with a delimiter between them.
  static func joined(_ texts: [SymbolicString], by delimiter: String) -> SymbolicString {
    var segments: [Segment] = []
    for (index, text) in texts.enumerated() {
      if index > 0 { segments.append(.literal(delimiter)) }
      segments += text.segments
    }
    return SymbolicString(segments)
  }

  /// Bytes of known text.
  var literalLength: Int {
    segments.reduce(0) { length, segment in
      if case .literal(let text) = segment { return length + text.utf8.count }
      return length
    }
  }
}

extension Evaluation {
  /// A text value, or an unknown one when the text is longer than is evaluated.
  func bounded(_ text: SymbolicString, _ call: IntrinsicCall) -> TemplateValue {
    guard text.literalLength <= Self.textLimit else {
      report(.error, "cfn-limit", "`\(call.name)` builds too long a text", at: call.range)
      return unsupported(call.name, at: call.range)
    }
    return .text(text, at: call.range)
  }
}

extension SymbolicString {
  /// What follows the last `/`; of ARNs the name without path.
  public var afterLastSlash: SymbolicString {
    var part: [Segment] = []
    for segment in segments.reversed() {
      guard case .literal(let text) = segment, let slash = text.lastIndex(of: "/") else {
        part.insert(segment, at: 0)
        continue
      }
      part.insert(.literal(String(text[text.index(after: slash)...])), at: 0)
      break
    }
    return SymbolicString(part)
  }
}
