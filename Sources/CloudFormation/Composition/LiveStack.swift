/// What exports tell about a deployed stack.
///
/// Source: CloudFormation API Reference, `DescribeStacks` and `DescribeStackResources`.
public struct LiveStack: Sendable {
  /// Its ARN, or its name where no export gives the ARN.
  public var id: String
  /// Its name.
  public var name: String
  /// 12 digits, if known.
  public var account: String?
  /// A region name, if known.
  public var region: String?
  /// Parameters as they were given at the last deployment.
  public var parameters = ParameterValues()
  /// Parameters whose value the export hides (`****`): the default is not what was deployed.
  public var maskedParameters: Set<String> = []
  /// Values of outputs by name.
  public var outputs: [String: String] = [:]
  /// Physical ids of the resources that exist, by logical id.
  public var physicalIDs: [String: String] = [:]
  /// Types of the same resources.
  public var resourceTypes: [String: String] = [:]
  /// Whether the resources were listed, so that one that is not there does not exist.
  public var hasResources = false
  /// The role that CloudFormation assumes for the stack, if it has one.
  public var roleARN: String?

  /// Makes a stack of which nothing else is known.
  ///
  /// - Parameter id: An ARN, which tells account, region and name, or a name.
  public init(id: String) {
    self.id = id
    let parts = id.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[5].hasPrefix("stack/") else {
      name = id
      return
    }
    region = parts[3].isEmpty ? nil : String(parts[3])
    account = parts[4].isEmpty ? nil : String(parts[4])
    let path = parts[5].split(separator: "/", omittingEmptySubsequences: false)
    name = path.count > 1 ? String(path[1]) : id
  }

  /// Takes what another export tells about the same stack.
  public mutating func merge(_ other: LiveStack) {
    if other.id.hasPrefix("arn:") { id = other.id }
    account = account ?? other.account
    region = region ?? other.region
    parameters.merge(other.parameters)
    maskedParameters.formUnion(other.maskedParameters)
    outputs.merge(other.outputs) { _, new in new }
    physicalIDs.merge(other.physicalIDs) { _, new in new }
    resourceTypes.merge(other.resourceTypes) { _, new in new }
    hasResources = hasResources || other.hasResources
    roleARN = roleARN ?? other.roleARN
  }
}
