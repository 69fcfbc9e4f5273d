import Logic

extension Request {
  /// Whether service control policies leave the caller alone.
  ///
  /// Source: AWS Organizations User Guide, "Service control policies", tasks and entities not
  /// restricted by SCPs.
  public var isExemptFromServiceControl: Bool {
    !caller.isPrincipalOfAccount || caller.isServiceLinked
      || isManagementAccount(caller.account)
  }

  /// Whether resource control policies leave the resource, the caller or the action alone.
  ///
  /// Source: AWS Organizations User Guide, "Resource control policies", resources and entities not
  /// restricted by RCPs.
  public var isExemptFromResourceControl: Bool {
    caller.isServiceLinked || isManagementAccount(resourceAccount)
      || resource.literal.map(Self.isServiceLinkedRole) == true
      || resource.literal?.containsBytes(":alias/aws/") == true
      || action.equalsIgnoringCase("kms:RetireGrant")
  }

  /// What is left of resource control policies for this request.
  func applying(_ levels: [SetOutcome]?) -> [SetOutcome]? {
    if levels?.isEmpty == true { return levels }
    if isExemptFromResourceControl { return [] }
    switch hasResourceControl {
    case .yes: return levels
    case .no: return []
    case .unknown:
      let doubt = Residual(
        Proposition("resource control policies apply to \(service), which is not documented"),
        kind: .undocumented)
      return levels?.map { level in
        SetOutcome(grants: level.grants, deny: level.deny.and(doubt), matches: level.matches)
      }
    }
  }

  /// Whether resource control policies apply to actions of the service; not known for one that the
  /// list does not hold, as the list grows.
  private var hasResourceControl: Truth {
    if Self.servicesWithResourceControl.contains(service) { return .yes }
    return isStrict ? .no : .unknown
  }

  /// The service of the action, in lower case.
  var service: String { action.prefix { $0 != ":" }.lowercased() }

  static func isServiceLinkedRole(_ arn: String) -> Bool {
    arn.containsBytes(":role/aws-service-role/")
  }

  private func isManagementAccount(_ account: SymbolicString?) -> Bool {
    guard let managementAccount, let account else { return false }
    return managementAccount == account
  }

  /// Source: AWS Organizations User Guide, "List of AWS services that support RCPs", as of
  /// 2026-09-26.
  private static let servicesWithResourceControl: Set<String> = [
    "aoss", "appconfig", "appstream", "autoscaling", "autoscaling-plans", "budgets",
    "clouddirectory", "cloudfront", "cloudsearch", "cloudtrail-data", "codeartifact", "codebuild",
    "codecommit", "codepipeline", "cognito-identity", "cognito-idp", "comprehend",
    "comprehendmedical", "compute-optimizer", "cost-optimization-hub", "dax", "dsql", "dynamodb",
    "ecr", "ecr-public", "events", "firehose", "fis", "fms", "gamelift", "health",
    "inspector-scan", "kendra", "kinesisvideo", "kms", "logs", "memorydb", "networkmonitor",
    "notifications", "opensearch", "pca-connector-ad", "personalize", "polly", "pricing",
    "resource-groups", "rolesanywhere", "s3", "secretsmanager", "servicediscovery", "signin",
    "sqs", "sts", "support", "swf", "textract", "timestream-influxdb", "transcribe", "transfer",
    "translate", "wafv2", "workspaces", "xray",
  ]
}

extension Caller {
  /// Whether the caller is a session of a service-linked role, told by its path.
  var isServiceLinked: Bool {
    kind == .roleSession && name?.literal.map(Request.isServiceLinkedRole) == true
  }
}
