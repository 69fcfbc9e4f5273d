import CloudFormation
import Documents
import Logic

/// Resources, conditions and exports of a template beside the expected ones.
struct ExpectedProperties {
  /// Everything that differs.
  private(set) var differences: [String] = []
  private let template: ResolvedTemplate
  private let expectation: Expectation

  init(_ item: ExpectedCase) throws {
    template = try item.resolved()
    expectation = Expectation(secrets: template.secrets.map(\.value))
    for (name, properties) in item.expected["resources"]?.members.map({ $0 }) ?? [] {
      compare(name.string ?? "", with: properties)
    }
    for name in item.texts("condition_absent") where resource(name) != nil {
      differences.append("\(name): not expected")
    }
    for (name, holds) in item.expected["conditions"]?.members.map({ $0 }) ?? []
    where template.conditions[name.string ?? ""] != Truth(holds.boolean == true) {
      differences.append("condition \(name.string ?? "")")
    }
    compareExports(item.expected["exports"])
  }

  private func resource(_ name: String) -> Resource? {
    template.resources.first { $0.logicalID == name }
  }

  /// Properties are left out of the expectation where a transform or `RoleDetailList` covers them.
  private mutating func compare(_ name: String, with properties: Node) {
    guard let resource = resource(name) else { return differences.append("\(name): missing") }
    guard properties.count > 0 else { return }
    guard let found = resource.properties.flatMap(template.document) else {
      return differences.append("\(name): no properties")
    }
    if let difference = expectation.difference(properties, found.root, at: name) {
      differences.append(difference)
    }
  }

  private mutating func compareExports(_ expected: Node?) {
    let exports = template.outputs.compactMap { output in
      output.exportName?.text.map { ($0, output.value.text) }
    }
    for (name, value) in expected?.members.map({ $0 }) ?? [] {
      let found = exports.first { expectation.matches(name.string ?? "", $0.0) }
      guard let text = found?.1, let expected = value.string else { continue }
      if !expectation.matches(expected, text) {
        differences.append("export \(name.string ?? ""): \(text.display) instead of \(expected)")
      }
    }
  }
}
