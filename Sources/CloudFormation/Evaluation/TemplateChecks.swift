import Documents
import Text

extension Evaluation {
  /// Transforms whose effect on IAM is evaluated or nil.
  private static let knownTransforms: Set<String> = [
    "AWS::Serverless-2016-10-31", "AWS::LanguageExtensions", "AWS::CodeDeployBlueGreen",
    "AWS::ServiceCatalog",
  ]

  /// Tells which macros may change anything in the template.
  func reportOpaqueTransforms() {
    let includes = template.transforms.count { $0 == Self.includeName }
    for name in template.transforms where !Self.knownTransforms.contains(name) {
      if name == Self.includeName, includes == includedRoots.count { continue }
      opaqueReasons.append(name)
      report(
        .warning, "cfn-opaque-macro", "the macro `\(name)` may change anything in this template",
        at: template.root["Transform"]?.range,
        fix: "scan the answer of `aws cloudformation get-template --template-stage Processed` too")
    }
  }

  /// Tells which sections have not the form that they must have, and which are larger than the
  /// service takes.
  func reportSections() {
    for (name, limit) in Self.sectionLimits {
      guard let section = template.root[name], section.kind != .null else { continue }
      guard section.kind == .mapping else {
        report(.error, "cfn-bad-section", "the section `\(name)` is no map", at: section.range)
        continue
      }
      if section.count > limit {
        report(
          .warning, "cfn-service-limit",
          "CloudFormation takes \(limit) entries in `\(name)`, here are \(section.count)",
          at: section.range)
      }
    }
    if (template.root["Resources"].map { $0.kind == .null || $0.count == 0 }) ?? true,
      template.transforms.isEmpty
    {
      report(
        .error, "cfn-bad-section", "the template has no resources; CloudFormation refuses it",
        at: template.root["Resources"]?.range ?? template.root.range)
    }
    guard let transform = template.root["Transform"], transform.kind != .null else { return }
    let entries = transform.kind == .sequence ? Array(transform.elements) : [transform]
    for entry in entries where (entry.string ?? entry["Name"]?.string) == nil {
      report(.error, "cfn-bad-section", "a transform is a name, or a map with one", at: entry.range)
      opaqueReasons.append("Transform")
    }
  }

  /// CloudFormation User Guide, "Understand CloudFormation quotas".
  private static let sectionLimits: KeyValuePairs = [
    "Parameters": 200, "Mappings": 200, "Conditions": Int.max, "Rules": Int.max,
    "Resources": 500, "Outputs": 200,
  ]

  /// Tells which keys stand twice; CloudFormation takes the last without a word.
  func reportDuplicateKeys() {
    if template.root.mayRepeatKeys { reportDuplicateKeys(in: template.root) }
  }

  private func reportDuplicateKeys(in node: Node) {
    for element in node.elements { reportDuplicateKeys(in: element) }
    var first: [String: SourceRange] = [:]
    for (key, value) in node.members {
      reportDuplicateKeys(in: value)
      guard let name = key.rawText else { continue }
      guard let earlier = first.updateValue(key.range, forKey: name) else { continue }
      report(
        .warning, "cfn-duplicate-key",
        "`\(name)` stands twice; readers see the first, CloudFormation deploys the last",
        at: key.range, notes: [Diagnostic.Note("the first is here", at: earlier)])
    }
  }
}
