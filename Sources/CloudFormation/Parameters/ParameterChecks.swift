import Documents
import Logic
import Text

extension Evaluation {
  /// The parameters with what became of each; given values are checked on the way.
  func resolvedParameters() -> [ResolvedParameter] {
    let declared = template.parameters
    let names = Set(declared.map(\.name))
    for name in given.names where !names.contains(name) {
      report(
        .warning, "cfn-param-unknown", "the template has no parameter `\(name)`",
        at: given[name]?.range)
    }
    return declared.map { parameter in
      let state: ResolvedParameter.State
      if given[parameter.name] != nil {
        state = .given
      } else {
        state = knownText(of: parameter) == nil ? .open : .defaulted
      }
      reportPattern(of: parameter)
      check(parameter, state)
      return ResolvedParameter(
        name: qualified(parameter.name), parameter: parameter, state: state,
        value: value(of: parameter, at: parameter.nameRange))
    }
  }

  /// The values of NoEcho parameters.
  func secrets() -> [SecretParameter] {
    template.parameters.filter(\.isSecret).compactMap { parameter in
      guard let text = knownText(of: parameter)?.literal, !text.isEmpty else { return nil }
      let range = given[parameter.name].map(\.range) ?? parameter.defaultNode?.range
      return SecretParameter(name: parameter.name, value: text, range: range)
    }
  }

  private func reportPattern(of parameter: Parameter) {
    guard let pattern = parameter.allowedPattern, !Parameter.isUnderstood(pattern) else { return }
    report(
      .note, "cfn-param-pattern",
      "the allowed pattern of parameter `\(parameter.name)` is not understood: values are not "
        + "compared with it", at: parameter.range)
  }

  private func check(_ parameter: Parameter, _ state: ResolvedParameter.State) {
    guard let text = knownText(of: parameter)?.literal else { return }
    let range = state == .given ? given[parameter.name]?.range : parameter.defaultNode?.range
    if let node = parameter.defaultNode, state == .defaulted,
      let other = ScalarText.octalReading(of: node)
    {
      reportOctal(text, other, at: node.range)
    }
    let parts = parameter.isList ? text.pieces(cutAt: ",").map(\.trimmed) : [text]
    for part in parts {
      guard let reason = parameter.objection(to: part) else { continue }
      let shown = parameter.isSecret ? "the value" : "`\(part)`"
      report(
        .warning, "cfn-param-invalid", "\(shown) of parameter `\(parameter.name)` \(reason)",
        at: range, notes: [Diagnostic.Note("the parameter is declared here", at: parameter.range)])
    }
  }
}

extension Parameter {
  /// Why CloudFormation refuses a value; nil when it does not, or that is not known.
  func objection(to value: String) -> String? {
    if isStored { return nil }
    if !allowedValues.isEmpty, !allowedValues.contains(value) {
      return "is none of its allowed values"
    }
    if let reason = numberObjection(to: value) { return reason }
    if !length.contains(value.unicodeScalars.count), !isList { return "has not its allowed length" }
    if let allowedPattern, BoundedPattern(allowedPattern).matches(value) == false {
      return "does not match its allowed pattern"
    }
    return nil
  }

  private func numberObjection(to value: String) -> String? {
    guard type == "Number" || type == "List<Number>" else { return nil }
    guard let number = Double(value), number.isFinite else { return "is no number" }
    return values.contains(number) ? nil : "is outside of its allowed range"
  }

  /// Whether a pattern is one that values can be compared with.
  static func isUnderstood(_ pattern: String) -> Bool { (try? Regex(pattern)) != nil }
}
