import Documents
import Logic
import Text

/// The `Policies` property of serverless resources, taken apart.
///
/// Source: AWS SAM Developer Guide, "AWS::Serverless::Function", `Policies`.
struct ServerlessPolicies {
  /// ARNs of managed policies.
  private(set) var arns: [TemplateValue] = []
  /// Inline policies, each with name and document.
  private(set) var documents: [TemplateValue] = []

  init(of value: TemplateValue, roleID: String, in evaluation: Evaluation) {
    let entries: [TemplateValue]
    if case .sequence(let elements) = value.form { entries = elements } else { entries = [value] }
    for (index, entry) in entries.enumerated() {
      for variant in entry.elements() {
        add(variant, name: "\(roleID)Policy\(index)", evaluation)
      }
    }
  }

  private mutating func add(
    _ variant: TemplateValue.Variant, name: String, _ evaluation: Evaluation
  ) {
    let value = variant.value
    switch value.form {
    case .text(let text, _):
      arns.append(arn(text, at: value.range, evaluation).guarded(by: variant.guards))
    case .mapping(let members):
      let document: TemplateValue
      if value["Statement"] != nil {
        document = value
      } else if members.count == 1, let template = members[0].key.literal,
        let definition = ServerlessTable.policyTemplates?["Templates"]?[template]
      {
        document = Self.document(definition, members[0].value, at: value.range, evaluation)
      } else {
        let hole = Hole("Policies", origin: .unsupported)
        document = .unknown(hole, at: value.range)
      }
      let policy = TemplateValue.mapping(
        ["PolicyName": .text(SymbolicString(name), at: value.range), "PolicyDocument": document],
        at: value.range)
      documents.append(policy.guarded(by: variant.guards))
    case .unknown(let hole):
      arns.append(.text(SymbolicString(hole), at: value.range).guarded(by: variant.guards))
    case .sequence, .choice, .absent:
      break
    }
  }

  private func arn(
    _ text: SymbolicString, at range: SourceRange?, _ evaluation: Evaluation
  ) -> TemplateValue {
    guard let name = text.literal, let path = ServerlessTable.path(ofManagedPolicy: name) else {
      return .text(text, at: range)
    }
    return evaluation.managedPolicyARN(path + name, at: range)
  }

  /// A policy template with its parameters filled in.
  private static func document(
    _ template: Node, _ arguments: TemplateValue, at range: SourceRange?, _ evaluation: Evaluation
  ) -> TemplateValue {
    var scope = Scope.outermost
    for parameter in template["Parameters"]?.elements.compactMap(\.string) ?? [] {
      let hole = Hole(parameter, origin: .unsupported)
      scope.loop[parameter] = arguments[parameter]?.text ?? SymbolicString(hole)
    }
    guard let definition = template["Definition"] else {
      return .unknown(Hole("Policies", origin: .unsupported), at: range)
    }
    return evaluation.value(definition, scope).relocated(to: range)
  }
}
