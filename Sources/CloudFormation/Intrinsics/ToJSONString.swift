import Logic

/// `Fn::ToJsonString`: a list or map as JSON text.
enum ToJSONString: IntrinsicFunction {
  static let name = "Fn::ToJsonString"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    TemplateValue.lifting(
      [call.value(in: evaluation)],
      overflow: { evaluation.unsupported(name, at: call.range) }
    ) { arguments in
      var segments: [SymbolicString.Segment] = []
      guard append(arguments[0], to: &segments) else {
        return evaluation.unsupported(name, at: call.range)
      }
      return evaluation.bounded(SymbolicString(segments), call)
    }
  }

  /// Appends the JSON text; false when it holds a value of unknown structure.
  private static func append(
    _ value: TemplateValue, to segments: inout [SymbolicString.Segment]
  ) -> Bool {
    switch value.form {
    case .text(let text, .string):
      append(quoted: text, to: &segments)
    case .text(let text, _):
      segments += text.segments
    case .sequence(let elements):
      segments.append(.literal("["))
      for (index, element) in elements.enumerated() {
        if index > 0 { segments.append(.literal(",")) }
        guard append(element, to: &segments) else { return false }
      }
      segments.append(.literal("]"))
    case .mapping(let members):
      segments.append(.literal("{"))
      for (index, member) in members.enumerated() {
        if index > 0 { segments.append(.literal(",")) }
        append(quoted: member.key, to: &segments)
        segments.append(.literal(":"))
        guard append(member.value, to: &segments) else { return false }
      }
      segments.append(.literal("}"))
    case .absent, .choice, .unknown:
      return false
    }
    return true
  }

  private static func append(
    quoted text: SymbolicString, to segments: inout [SymbolicString.Segment]
  ) {
    segments.append(.literal("\""))
    for segment in text.segments {
      guard case .literal(let literal) = segment else {
        segments.append(segment)
        continue
      }
      segments.append(.literal(literal.jsonEscaped))
    }
    segments.append(.literal("\""))
  }
}

extension String {
  /// The text with the escapes that JSON needs, without quotes.
  var jsonEscaped: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
