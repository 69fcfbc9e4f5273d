import Logic
import Text

/// `Fn::Join`: the elements of a list with a delimiter between them.
enum Join: IntrinsicFunction {
  static let name = "Fn::Join"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    guard let delimiter = call.value(at: 0, in: evaluation),
      let list = call.value(at: 1, in: evaluation)
    else { return evaluation.malformed(call, "needs a delimiter and a list") }
    return TemplateValue.lifting(
      [delimiter, list],
      overflow: { .text(SymbolicString(Hole(name, origin: .condition)), at: call.range) }
    ) { arguments in
      guard let delimiter = arguments[0].literal else {
        return evaluation.unsupported(name, at: call.range)
      }
      switch arguments[1].form {
      case .unknown(let hole):
        let joined = Hole(
          "Join(\(delimiter), \(hole.name))", origin: hole.origin, marks: hole.marks)
        return .text(SymbolicString(joined), at: call.range)
      case .text(let text, _):
        return .text(text, at: call.range)
      case .sequence(let elements):
        let texts = elements.flatMap { Self.texts(of: $0) }
        guard texts.count >= elements.count else {
          return evaluation.malformed(call, "needs texts in its list")
        }
        return evaluation.bounded(.joined(texts, by: delimiter), call)
      default:
        return evaluation.malformed(call, "needs a list")
      }
    }
  }

  private static func texts(of value: TemplateValue) -> [SymbolicString] {
    if case .sequence(let elements) = value.form { return elements.compactMap(\.text) }
    return value.text.map { [$0] } ?? []
  }
}
