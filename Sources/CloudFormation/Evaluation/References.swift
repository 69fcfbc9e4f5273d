import Documents
import Logic
import Text

extension Evaluation {
  /// What `Ref` and `${Name}` give.
  func reference(to name: String, at range: SourceRange, _ scope: Scope) -> TemplateValue {
    if let value = scope.loop[name] { return .text(value, at: range) }
    if let parameter = parameters[name] { return value(of: parameter, at: range) }
    if let value = PseudoParameter.value(of: name, in: context, at: range) { return value }
    if let declaration = declarations[name] {
      return resourceValue(declaration, at: range) { evaluation in
        evaluation.identity(of: declaration, at: range)
      }
    }
    if let (module, inner) = moduleMember(name) {
      return module.reference(to: inner, at: range, .outermost)
    }
    return undefined(name, at: range)
  }

  /// What `Fn::GetAtt` and `${Name.Attribute}` give; `path` is `Name.Attribute`.
  func attribute(_ path: String, at range: SourceRange, _ scope: Scope) -> TemplateValue {
    guard let (declaration, attribute) = split(path) else {
      if let (module, inner) = moduleMember(path) {
        return module.attribute(inner, at: range, .outermost)
      }
      guard let dot = path.firstIndex(of: ".") else {
        report(.error, "cfn-bad-reference", "`\(path)` names no attribute", at: range)
        return unsupported(path, at: range)
      }
      return undefined(String(path[..<dot]), attribute: path, at: range)
    }
    return resourceValue(declaration, at: range) { evaluation in
      evaluation.attribute(attribute, of: declaration, at: range)
    }
  }

  /// Splits `Name.Attribute` at the longest logical name; names made by SAM have dots themselves.
  private func split(_ path: String) -> (Declaration, String)? {
    var end = path.endIndex
    while let dot = path[..<end].lastIndex(of: ".") {
      if let declaration = declarations[String(path[..<dot])] {
        return (declaration, String(path[path.index(after: dot)...]))
      }
      end = dot
    }
    return nil
  }

  private func resourceValue(
    _ declaration: Declaration, at range: SourceRange, _ body: (Evaluation) -> TemplateValue
  ) -> TemplateValue {
    if declaration.isExcluded {
      report(
        .warning, "cfn-ref-absent",
        "`\(declaration.logicalID)` is not created, because its condition does not hold",
        at: range, notes: [Diagnostic.Note("it is declared here", at: declaration.range)])
      return .text(
        SymbolicString(Hole(declaration.logicalID, origin: .attribute)), at: range)
    }
    return body(self)
  }

  private func undefined(
    _ name: String, attribute: String? = nil, at range: SourceRange
  ) -> TemplateValue {
    report(
      mayDeclareMore ? .warning : .error, "cfn-bad-reference",
      "`\(name)` is neither a parameter nor a resource", at: range)
    return .unknown(Hole(attribute ?? name, origin: .unsupported), at: range)
  }

  /// The value of a parameter where it is used.
  func value(of parameter: Parameter, at range: SourceRange) -> TemplateValue {
    if let origin = self.origin(of: parameter) {
      note(origin.message, from: origin.range, usedAt: range)
    }
    if given[parameter.name]?.isPassed == false { givenPlaces.insert(range) }
    if mayReadSecrets, parameter.isSecret, let text = knownText(of: parameter) {
      return .text(text, at: range)
    }
    var value = parameterValues[parameter.name] ?? parameterValue(of: parameter)
    parameterValues[parameter.name] = value
    value.range = range
    if case .sequence(let elements) = value.form {
      value.form = .sequence(
        elements.map { element in
          var element = element
          element.range = element.range ?? range
          return element
        })
    }
    return value
  }

  private func parameterValue(of parameter: Parameter) -> TemplateValue {
    let given = given[parameter.name]
    let isReadable = !parameter.isStored || given?.isContent == true
    guard !parameter.isSecret, isReadable, let text = knownText(of: parameter) else {
      let isDefaulted = parameter.isSecret && given == nil && knownText(of: parameter) != nil
      let hole = parameter.hole(
        named: qualified(parameter.name), narrowedTo: narrowings[parameter.name],
        isDefaulted: isDefaulted)
      return parameter.isList ? .unknown(hole, at: nil) : .text(SymbolicString(hole), at: nil)
    }
    if let structure = given?.structure {
      if case .sequence = structure.form, !parameter.isList { return .text(text, at: nil) }
      return structure
    }
    guard parameter.isList, let literal = text.literal else { return .text(text, at: nil) }
    let parts = literal.split(separator: ",", omittingEmptySubsequences: false)
    return .sequence(
      parts.map { .text(SymbolicString($0.trimmed), at: nil) }, at: nil)
  }

  /// The given or defaulted value, also of a secret.
  func knownText(of parameter: Parameter) -> SymbolicString? {
    if let value = given[parameter.name]?.value { return value }
    // What was deployed is not known, and certainly not the placeholder of the template.
    if context.live?.maskedParameters.contains(parameter.name) == true { return nil }
    guard !context.ignoresDefaults, let node = parameter.defaultNode else { return nil }
    if node.kind == .sequence {
      return SymbolicString(
        node.elements.compactMap { ScalarText($0)?.text }.joined(separator: ","))
    }
    return ScalarText(node).map { SymbolicString($0.text) }
  }

  private func origin(of parameter: Parameter) -> (message: String, range: SourceRange?)? {
    if let value = given[parameter.name] {
      return ("value given for parameter `\(parameter.name)`", value.range)
    }
    guard !context.ignoresDefaults, let node = parameter.defaultNode else {
      return ("parameter `\(parameter.name)`", parameter.range)
    }
    return ("default of parameter `\(parameter.name)`", node.range)
  }
}
