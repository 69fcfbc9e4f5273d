import Logic
import Text

/// `Fn::Contains`: whether a list has a value; stands in the `Rules` section.
enum Contains: IntrinsicFunction {
  static let name = "Fn::Contains"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    guard let list = call.value(at: 0, in: evaluation),
      let value = call.value(at: 1, in: evaluation)
    else { return evaluation.malformed(call, "needs a list and a value") }
    guard case .sequence(let elements) = list.form else {
      return evaluation.unsupported(name, at: call.range)
    }
    let found = elements.reduce(Truth.no) { $0 || $1.equals(value) }
    guard let holds = found.definite else { return evaluation.unsupported(name, at: call.range) }
    return .text(holds ? "true" : "false", .boolean, at: call.range)
  }
}
