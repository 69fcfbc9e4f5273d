import Logic
import Text

/// `Fn::GetStackOutput`: an output of another stack, also in another account or region.
///
/// Source: CloudFormation template reference, "Fn::GetStackOutput".
enum GetStackOutput: IntrinsicFunction {
  static let name = "Fn::GetStackOutput"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    evaluation.readsOtherStacks = true
    let value = call.value(in: evaluation)
    return TemplateValue.lifting(
      [value], overflow: { evaluation.unsupported(name, at: call.range) }
    ) { arguments in
      output(arguments[0], call, evaluation)
    }
  }

  private static func output(
    _ value: TemplateValue, _ call: IntrinsicCall, _ evaluation: Evaluation
  ) -> TemplateValue {
    guard let stack = value["StackName"]?.text, let output = value["OutputName"]?.text else {
      return evaluation.malformed(call, "needs `StackName` and `OutputName`")
    }
    var account = PseudoParameter.account(in: evaluation.context)
    if let role = value["RoleArn"], let arn = role.text {
      evaluation.assumedRoles.append(
        AssumedRole(
          by: evaluation.deployer, arn: arn, row: "T-STACK-OUTPUT",
          range: role.range ?? call.range))
      account = arn.accountOfARN ?? SymbolicString(Hole("\(arn.inner).Account", origin: .attribute))
    }
    let region = value["Region"]?.text ?? PseudoParameter.region(in: evaluation.context)
    let entry = evaluation.library.exports.output(
      output, stack: stack, account: account, region: region)
    if let entry {
      return evaluation.imported(entry, "output `\(output.display)`", at: call.range)
    }
    let name = "GetStackOutput(\(stack.inner), \(output.inner))"
    return .unknown(Hole(name, origin: .importedValue), at: call.range)
  }
}

extension SymbolicString {
  /// The account part of an ARN; nil when the text is none, or the part is not whole.
  var accountOfARN: SymbolicString? {
    var colons = 0
    var part: [Segment] = []
    for segment in segments {
      guard case .literal(let text) = segment else {
        if colons == 4 { part.append(segment) }
        continue
      }
      for (index, piece) in text.pieces(cutAt: ":").enumerated() {
        if index > 0 { colons += 1 }
        if colons == 4 { part.append(.literal(piece)) }
      }
    }
    let account = SymbolicString(part)
    return colons >= 5 && account.literal != "" ? account : nil
  }
}
