import Documents
import Logic
import Text

/// `Fn::Sub`: a text with `${Name}`, `${Name.Attribute}` and `${!Literal}`.
enum Sub: IntrinsicFunction {
  static let name = "Fn::Sub"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    let arguments = call.arguments
    guard let pattern = call.pattern else {
      return evaluation.malformed(call, "needs a text")
    }
    var variables: [String: TemplateValue] = [:]
    if arguments.count > 1 {
      for entry in evaluation.entries(of: arguments[1], call.scope) {
        variables[entry.key.display] = evaluation.value(entry.node, entry.scope)
      }
    }
    let parts = call.scope.substituted(pattern.text).segments.flatMap { segment in
      guard case .literal(let text) = segment else {
        return [TemplateValue.text(SymbolicString([segment]), at: call.range)]
      }
      return self.parts(of: text, variables, call, evaluation)
    }
    return TemplateValue.lifting(
      parts, overflow: { .text(SymbolicString(Hole(name, origin: .condition)), at: call.range) }
    ) { concatenation(of: $0, call, evaluation) }
  }

  /// The literal parts and the values of the references of a text, in order.
  private static func parts(
    of text: String, _ variables: [String: TemplateValue], _ call: IntrinsicCall,
    _ evaluation: Evaluation
  ) -> [TemplateValue] {
    var parts: [TemplateValue] = []
    var literal = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      literal += rest[..<dollar]
      rest = rest[dollar...]
      guard rest.hasPrefix("${"), let close = rest.firstIndex(of: "}") else {
        literal += "$"
        rest = rest.dropFirst()
        continue
      }
      let name = rest[rest.index(dollar, offsetBy: 2)..<close].trimmed
      rest = rest[rest.index(after: close)...]
      if name.hasPrefix("!") {
        literal += "${\(name.dropFirst())}"
        continue
      }
      parts.append(.text(SymbolicString(literal), at: call.range))
      literal = ""
      parts.append(variables[name] ?? reference(name, call, evaluation))
    }
    parts.append(.text(SymbolicString(literal + rest), at: call.range))
    return parts
  }

  private static func reference(
    _ name: String, _ call: IntrinsicCall, _ evaluation: Evaluation
  ) -> TemplateValue {
    name.contains(".") && evaluation.declarations[name] == nil
      ? evaluation.attribute(name, at: call.range, call.scope)
      : evaluation.reference(to: name, at: call.range, call.scope)
  }

  private static func concatenation(
    of parts: [TemplateValue], _ call: IntrinsicCall, _ evaluation: Evaluation
  ) -> TemplateValue {
    var segments: [SymbolicString.Segment] = []
    for part in parts {
      switch part.form {
      case .text(let text, _): segments += text.segments
      case .unknown(let hole): segments.append(.hole(hole))
      case .sequence(let elements):
        evaluation.report(
          .warning, "cfn-list-in-text", "a list stands where `Fn::Sub` needs a text",
          at: call.range)
        let texts = elements.map { $0.text ?? SymbolicString(Hole("?", origin: .unsupported)) }
        segments += SymbolicString.joined(texts, by: ",").segments
      case .absent: continue
      case .mapping, .choice:
        return evaluation.malformed(call, "needs texts for its variables")
      }
    }
    var value = evaluation.bounded(SymbolicString(segments), call)
    value.source = call.pattern?.node
    return value
  }
}
