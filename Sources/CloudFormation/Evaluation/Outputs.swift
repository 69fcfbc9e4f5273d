import Documents
import Logic
import Text

extension Evaluation {
  /// The `Outputs` section.
  func resolvedOutputs() -> [Output] {
    guard let section = template.root["Outputs"] else { return [] }
    return entries(of: section, .outermost).compactMap { entry in
      var guards: [Guard] = []
      if let node = entry.node["Condition"], let name = node.string {
        switch outcome(of: entry.scope.substituted(name).display, at: node.range) {
        case .known(false): return nil
        case .known(true), .undecided: break
        case .open(let guarding): guards = [guarding]
        }
      }
      guard let node = entry.node["Value"] else { return nil }
      let finish = { (value: TemplateValue) in
        value.assuming(guards).mapTexts(DynamicReference.replaced)
      }
      return Output(
        name: entry.key.display, value: finish(value(node, entry.scope)),
        exportName: entry.node["Export"]?["Name"].map { finish(value($0, entry.scope)) },
        guards: guards, range: entry.node.range)
    }
  }
}
