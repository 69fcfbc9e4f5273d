import Documents
import Logic
import Text

extension Evaluation {
  /// The `Outputs` section.
  func resolvedOutputs() -> [Output] {
    sections("Outputs").flatMap { entries(of: $0, .outermost) }.compactMap { entry -> Output? in
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
      let shown = finish(value(node, entry.scope))
      reportSecrets(in: shown, of: entry)
      return Output(
        name: entry.key.display, value: shown,
        exportName: entry.node["Export"]?["Name"].map { finish(value($0, entry.scope)) },
        guards: guards, range: entry.node.range)
    }
  }
}

extension Evaluation {
  /// Tells which secrets an output shows to everybody who may describe the stack.
  private func reportSecrets(in value: TemplateValue, of entry: Entry) {
    for hole in value.secrets {
      report(
        .warning, hole.origin == .parameter ? "cfn-output-parameter" : "cfn-output-secret",
        "the output `\(entry.key.display)` shows `\(hole.display)`, which is secret, to everybody "
          + "who may describe the stack", at: value.range ?? entry.keyRange,
        fix: "remove the output, or keep the value in Secrets Manager")
    }
  }

  /// What the outputs of the deployed stack tell about single attributes, by `Name.Attribute`.
  func readLiveAttributes() -> [String: String] {
    guard let live = context.live?.outputs, !live.isEmpty else { return [:] }
    var attributes: [String: String] = [:]
    for entry in sections("Outputs").flatMap({ entries(of: $0, .outermost) }) {
      guard let value = live[entry.key.display],
        let call = entry.node["Value"].flatMap({ IntrinsicCall($0, entry.scope) })
      else { continue }
      if let path = Self.path(of: call) { attributes[path] = value }
    }
    return attributes
  }

  /// The attribute that a call gives and nothing else; nil for other calls.
  private static func path(of call: IntrinsicCall) -> String? {
    switch call.name {
    case Ref.name: return call.pattern?.text
    case GetAtt.name:
      let parts = call.arguments.compactMap(\.string)
      return parts.isEmpty ? call.pattern?.text : parts.joined(separator: ".")
    case Sub.name:
      guard let text = call.pattern?.text, text.hasPrefix("${"), text.hasSuffix("}") else {
        return nil
      }
      let name = text.dropFirst(2).dropLast()
      return name.contains { "${}!".contains($0) } ? nil : String(name)
    default: return nil
    }
  }
}
