import Logic
import Text

/// `Fn::Select`: one element of a list by its index.
enum Select: IntrinsicFunction {
  static let name = "Fn::Select"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    guard let index = call.value(at: 0, in: evaluation),
      let list = call.value(at: 1, in: evaluation)
    else { return evaluation.malformed(call, "needs an index and a list") }
    return TemplateValue.lifting(
      [index, list],
      overflow: { .text(SymbolicString(Hole(name, origin: .condition)), at: call.range) }
    ) { arguments in
      select(arguments[0], of: arguments[1], call, evaluation)
    }
  }

  private static func select(
    _ index: TemplateValue, of list: TemplateValue, _ call: IntrinsicCall,
    _ evaluation: Evaluation
  ) -> TemplateValue {
    guard let text = index.text else { return evaluation.malformed(call, "needs a number") }
    if case .unknown(let hole) = list.form {
      return derived("Select(\(text.display), \(hole.name))", from: [hole], at: call)
    }
    guard case .sequence(let elements) = list.form else {
      return evaluation.malformed(call, "needs a list")
    }
    guard let literal = text.literal else {
      return derived("Select(\(text.display))", from: text.holes, at: call)
    }
    guard let number = Int(literal) else { return evaluation.malformed(call, "needs a number") }
    guard elements.indices.contains(number) else {
      evaluation.report(
        .error, "cfn-bad-function",
        "`\(name)` takes element \(number) of a list of \(elements.count)", at: call.range)
      return evaluation.unsupported("Select(\(number))", at: call.range)
    }
    return elements[number]
  }

  private static func derived(_ name: String, from holes: [Hole], at call: IntrinsicCall)
    -> TemplateValue
  {
    let marks = holes.reduce(into: Hole.Marks()) { $0.formUnion($1.marks) }
    let origin = holes.first?.origin ?? .unsupported
    return .text(SymbolicString(Hole(name, origin: origin, marks: marks)), at: call.range)
  }
}
