import Logic
import Text

/// The parameters that CloudFormation defines itself.
///
/// Source: CloudFormation User Guide, "Pseudo parameters reference".
enum PseudoParameter {
  /// The value in a stack; nil for names that are no pseudo parameter.
  static func value(
    of name: String, in context: StackContext, at range: SourceRange
  ) -> TemplateValue? {
    switch name {
    case "AWS::AccountId": .text(account(in: context), at: range)
    case "AWS::Partition": .text(partition(in: context), at: range)
    case "AWS::Region": .text(region(in: context), at: range)
    case "AWS::URLSuffix": .text(urlSuffix(in: context), at: range)
    case "AWS::StackName": .text(stackName(in: context), at: range)
    case "AWS::StackId": .text(stackID(in: context), at: range)
    case "AWS::NotificationARNs": .unknown(hole(name), at: range)
    case "AWS::NoValue": .absent(at: range)
    default: nil
    }
  }

  /// The account that the stack is in.
  static func account(in context: StackContext) -> SymbolicString {
    context.symbolicAccount ?? known(context.account, or: hole("AWS::AccountId", .accountID))
  }

  /// The partition that the stack is in.
  static func partition(in context: StackContext) -> SymbolicString {
    known(context.partition, or: hole("AWS::Partition", .partition))
  }

  /// The region that the stack is in.
  static func region(in context: StackContext) -> SymbolicString {
    known(context.region, or: hole("AWS::Region", .region))
  }

  /// The end of the host names of the partition.
  static func urlSuffix(in context: StackContext) -> SymbolicString {
    known(context.partition.flatMap(StackContext.urlSuffix), or: hole("AWS::URLSuffix", .word))
  }

  /// The name of the stack.
  static func stackName(in context: StackContext) -> SymbolicString {
    context.symbolicName ?? known(context.stackName, or: hole("AWS::StackName", .word))
  }

  private static func stackID(in context: StackContext) -> SymbolicString {
    let id = context.live?.id
    return known(id?.hasPrefix("arn:") == true ? id : nil, or: hole("AWS::StackId"))
  }

  private static func hole(_ name: String, _ shape: Hole.Shape = .any) -> Hole {
    Hole(name, origin: .pseudoParameter, shape: shape)
  }

  private static func known(_ text: String?, or hole: Hole) -> SymbolicString {
    text.map { SymbolicString($0) } ?? SymbolicString(hole)
  }
}
