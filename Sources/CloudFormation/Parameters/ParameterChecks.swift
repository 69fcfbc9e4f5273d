import Documents
import Logic
import Text

extension Evaluation {
  /// The parameters with what became of each; given values are checked on the way.
  func resolvedParameters() -> [ResolvedParameter] {
    let declared = template.parameters
    for name in unknownNames {
      report(
        .warning, "cfn-param-unknown", "the template has no parameter `\(name)`",
        at: given[name].flatMap { $0.nameRange ?? $0.range })
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

  /// The values of NoEcho parameters, and what they may be.
  func secrets() -> [SecretParameter] {
    template.parameters.filter(\.isSecret).flatMap { parameter in
      let range = given[parameter.name].map(\.range) ?? parameter.defaultNode?.range
      let value = SecretParameter(
        name: parameter.name, value: knownText(of: parameter)?.literal ?? "", range: range)
      let allowed = zip(parameter.allowedValues, parameter.allowedRanges).map {
        SecretParameter(name: parameter.name, value: $0, range: $1)
      }
      return ([value] + allowed).filter { !$0.value.isEmpty }
    } + secretsOfOthers
  }

  /// Values that files give for parameters of other templates, any of which may be NoEcho there.
  ///
  /// They are hidden where they are written only: nothing else here speaks of them.
  private var secretsOfOthers: [SecretParameter] {
    unknownNames.compactMap { name in
      guard let value = given[name], value.nameRange != nil, let text = value.value.literal,
        !text.isEmpty
      else { return nil }
      return SecretParameter(name: name, value: text, range: value.range, isSearched: false)
    }
  }

  /// Names that values are given for and that the template does not declare.
  private var unknownNames: [String] {
    let declared = Set(template.parameters.map(\.name))
    return given.names.filter { !declared.contains($0) }
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
