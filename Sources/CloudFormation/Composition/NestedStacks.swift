import Documents
import Logic
import Text

/// Nested stacks: templates that a template names, evaluated with what the parent passes.
///
/// Source: CloudFormation User Guide, "Split a template into reusable pieces using nested stacks".
extension Evaluation {
  /// Deepest nesting of stacks.
  static let nestingLimit = 20
  /// Most stacks that one template may nest, all levels together.
  static let stackLimit = 1_000

  /// Types of resources that are stacks, with the property that names the template.
  private static let stackTypes = [
    "AWS::CloudFormation::Stack": "TemplateURL", "AWS::Serverless::Application": "Location",
  ]

  /// A name as it is known outside: after the logical ids of the nested stacks around it.
  func qualified(_ name: String) -> String {
    context.nesting.isEmpty ? name : (context.nesting + [name]).joined(separator: ".")
  }

  /// The nested stack or module that a resource stands for; nil when it is none, or when its
  /// template is not known.
  func child(_ declaration: Declaration) -> Evaluation? {
    let id = declaration.logicalID
    if let known = children[id] { return known }
    let child = makeChild(declaration)
    children.updateValue(child, forKey: id)
    return child
  }

  private func makeChild(_ declaration: Declaration) -> Evaluation? {
    if declaration.isModule { return module(declaration) }
    guard let property = Self.stackTypes[declaration.type], !declaration.isExcluded else {
      return nil
    }
    guard underway.insert("nested \(declaration.logicalID)").inserted else {
      report(
        .error, "cfn-cycle", "the nested stack `\(declaration.logicalID)` depends on itself",
        at: declaration.range)
      return nil
    }
    defer { underway.remove("nested \(declaration.logicalID)") }
    guard let template = template(of: declaration, named: property) else {
      reportMissing(declaration, "the template of the nested stack")
      return nil
    }
    return nest(
      template, as: declaration, given: passed(to: declaration, "Parameters"),
      context: nestedContext(of: declaration))
  }

  /// Starts the evaluation of a template inside this one; nil at a cycle and beyond the limits.
  func nest(
    _ template: Template, as declaration: Declaration, given: ParameterValues,
    context: StackContext
  ) -> Evaluation? {
    let around = ancestors + [self.template.root.range]
    guard !around.contains(template.root.range) else {
      report(
        .error, "cfn-cycle", "the template of `\(declaration.logicalID)` contains itself",
        at: declaration.range)
      return nil
    }
    budget.stacks += 1
    guard ancestors.count < Self.nestingLimit, budget.stacks <= Self.stackLimit else {
      report(
        .error, "cfn-limit", "more stacks are nested than are evaluated", at: declaration.range)
      opaqueReasons.append(declaration.logicalID)
      return nil
    }
    var values = context.live?.parameters ?? ParameterValues()
    for name in given.names where values[name] == nil || given[name]?.value.literal != nil {
      values.copy(name, from: given)
    }
    let child = Evaluation(
      template: template, parameters: values, context: context, library: library,
      ancestors: around, budget: budget)
    child.owner = declaration
    child.declare()
    return child
  }

  private func template(of declaration: Declaration, named property: String) -> Template? {
    let asset = declaration.metadata?["aws:asset:path"]?.string.map { SymbolicString($0) }
    let location = self.property(property, of: declaration)
    for text in [asset, location?.text, location?["Location"]?.text].compactMap(\.self) {
      if let root = library.file(at: text, from: template.file), let found = Template(root) {
        return found
      }
    }
    return nil
  }

  /// What a resource passes to the template that it stands for.
  func passed(to declaration: Declaration, _ name: String?) -> ParameterValues {
    let value =
      name.map { property($0, of: declaration) } ?? properties(of: declaration)
    var values = ParameterValues()
    for member in value?.members ?? [] {
      guard let key = member.key.literal else { continue }
      values.set(key, to: member.value)
    }
    return values
  }

  private func nestedContext(of declaration: Declaration) -> StackContext {
    var inner = context
    inner.live = nil
    inner.stackName = nil
    inner.symbolicName =
      PseudoParameter.stackName(in: context)
      + SymbolicString([
        .literal("-\(declaration.logicalID)-"),
        .hole(Hole(qualified(declaration.logicalID), origin: .generatedName, shape: .word)),
      ])
    if let id = context.live?.physicalIDs[declaration.logicalID] {
      inner = inner.joined(with: library.stack(id: id) ?? LiveStack(id: id))
      inner.symbolicAccount = context.symbolicAccount
    }
    inner.nesting = context.nesting + [declaration.logicalID]
    return inner
  }

  /// Tells that what a resource creates is not known.
  func reportMissing(_ declaration: Declaration, _ what: String) {
    opaqueReasons.append(qualified(declaration.logicalID))
    report(
      .warning, "cfn-nested-missing",
      "\(what) `\(declaration.logicalID)` is not among the inputs: what it creates is part of no "
        + "verdict", at: declaration.range, fix: "scan its template along")
  }

  /// The value of an output, seen from outside; nil when there is none.
  func output(_ name: String) -> (value: TemplateValue, range: SourceRange)? {
    for section in sections("Outputs") {
      for entry in entries(of: section, .outermost) where entry.key.literal == name {
        guard let node = entry.node["Value"] else { return nil }
        return (value(node, entry.scope), node.range)
      }
    }
    return nil
  }

  /// The value of `Outputs.Name` of a nested stack, as it is used at a place.
  func nestedOutput(
    _ name: String, of declaration: Declaration, at range: SourceRange
  ) -> TemplateValue? {
    let live = context.live?.physicalIDs[declaration.logicalID].flatMap(library.stack)?.outputs[
      name]
    guard let child = child(declaration), let output = child.output(name) else {
      return live.map { .text(SymbolicString($0), at: range) }
    }
    note(
      "output `\(name)` of the nested stack `\(declaration.logicalID)`", from: output.range,
      usedAt: range)
    var value = output.value
    if let live, value.text?.literal == nil { value = .text(SymbolicString(live), at: range) }
    value.range = range
    return value
  }
}
