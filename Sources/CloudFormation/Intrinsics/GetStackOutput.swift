import Logic

/// `Fn::GetStackOutput`: an output of another stack, also in another account or region.
enum GetStackOutput: IntrinsicFunction {
  static let name = "Fn::GetStackOutput"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    let value = call.value(in: evaluation)
    guard let stack = value["StackName"]?.text, let output = value["OutputName"]?.text else {
      return evaluation.malformed(call, "needs `StackName` and `OutputName`")
    }
    let name = "GetStackOutput(\(stack.inner), \(output.inner))"
    return .unknown(Hole(name, origin: .importedValue), at: call.range)
  }
}
