public import Logic
public import Text

/// A role that the deployment of a template assumes.
public struct AssumedRole: Hashable, Sendable {
  /// ARN of who assumes it.
  public let by: SymbolicString
  /// Its ARN.
  public let arn: SymbolicString
  /// Row of the edge catalogue.
  public let row: String
  /// Where it is named.
  public let range: SourceRange
}

extension Evaluation {
  /// Who deploys the stack: its service role, or whoever in its account starts the deployment.
  var deployer: SymbolicString {
    if let role = context.live?.roleARN { return SymbolicString(role) }
    return SymbolicString("arn:\(context.partition ?? "aws"):iam::")
      + PseudoParameter.account(in: context) + ":root"
  }
}
