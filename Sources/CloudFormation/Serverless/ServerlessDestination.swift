import Logic
import Text

/// Destinations of asynchronous calls, `EventInvokeConfig` of functions.
///
/// Source: AWS SAM Developer Guide, "EventInvokeDestinationConfiguration".
enum ServerlessDestination {
  private static let kinds: [String: (suffix: String, action: String)] = [
    "SQS": ("SQSPolicy", "sqs:SendMessage"), "SNS": ("SNSPolicy", "sns:publish"),
    "Lambda": ("LambdaPolicy", "lambda:InvokeFunction"),
    "EventBridge": ("EventBridgePolicy", "events:PutEvents"),
  ]

  /// Inline policies that let the function write to its destinations.
  static func policies(
    of owner: Declaration, in evaluation: Evaluation
  ) -> [(Evaluation) -> TemplateValue] {
    guard evaluation.isSet("EventInvokeConfig", of: owner) else { return [] }
    return ["OnSuccess", "OnFailure"].map { outcome in
      { evaluation in
        let config = evaluation.serverlessProperty("EventInvokeConfig", of: owner)
        guard let destination = config?["DestinationConfig"]?[outcome],
          let kind = destination["Type"]?.literal.flatMap({ kinds[$0] })
        else { return .absent(at: owner.range) }
        let name = "\(owner.logicalID)EventInvokeConfig\(outcome)\(kind.suffix)"
        let unnamed = TemplateValue.text(
          SymbolicString(Hole("\(owner.logicalID).\(outcome)", origin: .attribute)),
          at: owner.range)
        return .inlinePolicy(
          name, allowing: [kind.action], on: destination["Destination"] ?? unnamed,
          at: owner.range)
      }
    }
  }
}
