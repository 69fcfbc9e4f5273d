import Documents
import Logic
import Text

extension Evaluation {
  /// Reads all that is declared; nothing is evaluated yet but conditions and what SAM asks for.
  func declare() {
    reportSections()
    readConditions()
    narrowings = readNarrowings()
    // What was evaluated to find them does not know them yet.
    parameterValues = [:]
    outcomes = [:]
    declareResources()
    expandServerless()
    reportOpaqueTransforms()
    reportDuplicateKeys()
    reportBrokenAssertions()
  }

  /// Everything that the template creates, with what is nested in it.
  func resolved() -> ResolvedTemplate {
    let parameters = resolvedParameters()
    for name in conditionNames { _ = outcome(of: name, at: template.root.range) }
    let resources = resources()
    let outputs = resolvedOutputs()
    let nested = nestedTemplates()
    var resolved = ResolvedTemplate(
      template: template, context: context, resources: resources, parameters: parameters,
      conditions: outcomes.mapValues(\.truth), outputs: outputs, secrets: secrets(),
      opaqueReasons: opaqueReasons, notes: notes, diagnostics: diagnostics,
      readsOtherStacks: readsOtherStacks)
    resolved.givenPlaces = givenPlaces
    resolved.requirements = conditionRequirements()
    var seen: Set<AssumedRole> = []
    resolved.assumedRoles = assumedRoles.filter { seen.insert($0).inserted }
    resolved.stackOutputs = outputs.map { entry(SymbolicString($0.name), of: $0) }
    resolved.exports = outputs.compactMap { output in
      (output.exportName?.text).map { entry($0, of: output) }
    }
    for (declaration, template) in nested { resolved.absorb(template, as: declaration) }
    return resolved
  }

  private func entry(_ name: SymbolicString, of output: Output) -> ExportTable.Entry {
    ExportTable.Entry(
      account: PseudoParameter.account(in: context).display,
      region: PseudoParameter.region(in: context).display, name: name,
      stack: PseudoParameter.stackName(in: context).display, value: output.value,
      guards: output.guards)
  }

  private func nestedTemplates() -> [(Declaration, ResolvedTemplate)] {
    logicalIDs.compactMap { declarations[$0] }.flatMap { declaration -> [Evaluation] in
      if declaration.type == "AWS::CloudFormation::StackSet" {
        return stackSetInstances(declaration)
      }
      return child(declaration).map { [$0] } ?? []
    }.map { child in (child.owner, child.resolved()) }.compactMap { owner, resolved in
      owner.map { ($0, resolved) }
    }
  }
}

extension ResolvedTemplate {
  /// Takes what a nested template creates, under the names and conditions of the resource that
  /// stands for it.
  mutating func absorb(_ nested: ResolvedTemplate, as declaration: Declaration) {
    let name = { (inner: String) in "\(declaration.logicalID).\(inner)" }
    resources += nested.resources.map { resource in
      var resource = resource
      resource.logicalID =
        declaration.isModule ? declaration.logicalID + resource.logicalID : name(resource.logicalID)
      resource.guards = declaration.guards + resource.guards
      resource.properties = resource.properties?.assuming(declaration.guards)
      return resource
    }
    parameters += nested.parameters.filter { $0.state != .given }
    for (condition, truth) in nested.conditions { conditions[name(condition)] = truth }
    requirements.merge(nested.requirements) { own, _ in own }
    secrets += nested.secrets.filter { !secrets.contains($0) }
    opaqueReasons += nested.opaqueReasons
    exports += nested.exports
    stackOutputs += nested.stackOutputs
    notes.merge(nested.notes) { own, other in own + other.filter { !own.contains($0) } }
    givenPlaces.formUnion(nested.givenPlaces)
    diagnostics.append(contentsOf: nested.diagnostics)
    assumedRoles += nested.assumedRoles.filter { !assumedRoles.contains($0) }
    readsOtherStacks = readsOtherStacks || nested.readsOtherStacks
    nestedTemplates.formUnion(nested.nestedTemplates)
    nestedTemplates.insert(nested.template.file)
  }
}
