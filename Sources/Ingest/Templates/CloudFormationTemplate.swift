import CloudFormation
import Documents
import Text

extension Diagnostic {
  /// A YAML alias in a template.
  static func alias(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .note, "cfn-alias", "CloudFormation itself refuses YAML aliases", at: range,
      fix: "deploy with `aws cloudformation package` or `sam`, which write them out")
  }
}

/// A CloudFormation template, or the answer of `get-template`.
///
/// Source: CloudFormation User Guide, "Template anatomy".
struct CloudFormationTemplate: Reader {
  let kind = "cloudformation-template"
  let markers: [StaticString] = ["AWSTemplateFormatVersion", "AWS::", "TemplateBody"]

  func recognises(_ root: Node) -> Bool { Template(root) != nil }

  func read(_ root: Node, _ reading: inout Reading) {
    guard let template = Template(root) else { return }
    reading.templates.append(
      PendingTemplate(
        template: template, path: reading.path, isDeployed: root["TemplateBody"] != nil))
  }
}
