import Documents
import Logic
import Text

/// `Fn::Transform`: the output of a macro, which only a deployment knows, or an included file.
enum Transform: IntrinsicFunction {
  static let name = "Fn::Transform"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    if let content = evaluation.included(call.argument, call.scope) {
      return evaluation.value(content, call.scope)
    }
    let macro = call.argument["Name"]?.string ?? "?"
    evaluation.report(
      .warning, "cfn-opaque-macro", "what the macro `\(macro)` makes of this is not known",
      at: call.range,
      fix: "scan the answer of `aws cloudformation get-template --template-stage Processed` too")
    evaluation.opaqueReasons.append("Fn::Transform(\(macro))")
    return evaluation.unsupported("Transform(\(macro))", at: call.range)
  }
}
