/// Which services tell a role's trust policy for whose resource they act.
///
/// As of 2026-07. Services that are passed roles of their own account only and send nothing (EC2,
/// Lambda, API Gateway, Glue, …) are not among them, nor those whose guides do not say so: a condition
/// on a key that CloudTrail, for one, does not send would shut it out.
///
/// Source: the pages "Cross-service confused deputy prevention" of the services' guides.
enum SourceContext {
  /// The service of a principal such as `states.eu-west-1.amazonaws.com`: `states`.
  static func service(of principal: String) -> String? {
    let suffix = [".amazonaws.com", ".amazonaws.com.cn"].first(where: principal.hasSuffix)
    guard let suffix else { return nil }
    let labels = principal.dropLast(suffix.count).split(separator: ".")
    return labels.filter { !isRegion($0) }.joined(separator: ".").lowercased()
  }

  /// Whether a service sends its source, so that a trust can and should ask for it.
  static func isSent(by service: String) -> Bool { senders.contains(service) }

  /// Whether a service is known to have acted for another account than it should once.
  static func wasConfused(_ service: String) -> Bool { confused.contains(service) }

  private static let confused: Set<String> = ["amplify", "appsync", "config"]

  private static func isRegion(_ label: Substring) -> Bool {
    let parts = label.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count > 2 && parts.last.map { $0.count == 1 && $0.first?.isNumber == true } == true
  }

  private static let senders: Set<String> = [
    "aidevops", "amplify", "appstream", "appsync", "athena", "bedrock", "codebuild", "codepipeline",
    "comprehend", "config", "credentials.deadline", "datasync", "deadline", "dms", "ecs-tasks",
    "elasticfilesystem", "elasticmapreduce", "emr-serverless", "events", "fis", "forecast",
    "frauddetector", "gamelift", "grafana", "greengrass", "hooks.cloudformation", "iot",
    "iotanalytics", "iotevents", "kendra", "lexv2", "logs", "mediaconvert", "osis-pipelines",
    "personalize", "pipes", "qbusiness", "rekognition", "resources.cloudformation", "s3",
    "scheduler", "securitylake", "ssm", "ssm-incidents", "states", "textract", "transcribe",
    "transfer", "translate", "vpc-flow-logs",
  ]
}
