import Documents
import Logic

/// `Fn::If`: one of two values by a condition; both, guarded, when it is not decided.
enum If: IntrinsicFunction {
  static let name = "Fn::If"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    let arguments = call.arguments
    guard arguments.count == 3 else {
      return evaluation.malformed(call, "needs a condition and two values")
    }
    let name = arguments[0].string.map { call.scope.substituted($0).display } ?? "a condition"
    let outcome =
      arguments[0].string == nil
      ? evaluation.outcome(of: arguments[0], call.scope)
      : evaluation.outcome(of: name, at: arguments[0].range)
    switch outcome {
    case .known(let holds):
      evaluation.noteCondition(name, holds, at: arguments[holds ? 1 : 2].range)
      return call.value(of: arguments[holds ? 1 : 2], in: evaluation)
    case .open(let guarding):
      let then = call.value(of: arguments[1], in: evaluation).assuming(guarding)
      let otherwise = call.value(of: arguments[2], in: evaluation).assuming(guarding.negated)
      return guarding.holds
        ? .choice(guarding.condition, then, otherwise, at: call.range)
        : .choice(guarding.condition, otherwise, then, at: call.range)
    case .undecided:
      return evaluation.unsupported(name, at: call.range)
    }
  }
}
