import Logic

/// `Fn::GetAtt`: an attribute of a resource, as `[Name, Attribute]` or `Name.Attribute`.
enum GetAtt: IntrinsicFunction {
  static let name = "Fn::GetAtt"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    let parts = call.arguments.map { call.value(of: $0, in: evaluation) }
    let target = parts.isEmpty ? [call.value(in: evaluation)] : parts
    return TemplateValue.lifting(
      target, overflow: { evaluation.unsupported(name, at: call.range) }
    ) { arguments in
      let texts = arguments.compactMap(\.text)
      guard !texts.isEmpty, texts.count == arguments.count else {
        return evaluation.malformed(call, "needs a resource and an attribute")
      }
      let path = texts.map(\.display).joined(separator: ".")
      guard texts.allSatisfy({ $0.literal != nil }) else {
        return evaluation.unsupported("GetAtt(\(path))", at: call.range)
      }
      return evaluation.attribute(path, at: call.range, call.scope)
    }
  }
}
