import Logic

/// What is known about the stack that a template is deployed as.
public struct StackContext: Sendable {
  /// 12 digits, if known.
  public var account: String?
  /// A region name, if known.
  public var region: String?
  /// The stack's name, if known.
  public var stackName: String?
  /// The partition, if known; follows from the region otherwise.
  public var partition: String?
  /// Whether parameters without a given value stay unknown although they have a `Default`.
  public var ignoresDefaults: Bool
  /// What exports tell about the stack, if it is deployed.
  public var live: LiveStack?
  /// Logical ids of the nested stacks around this one, outermost first.
  var nesting: [String] = []
  /// Stands for the account where a stack set names none.
  var symbolicAccount: SymbolicString?
  /// The name of a nested stack, of which the end is not known.
  var symbolicName: SymbolicString?

  /// Makes a context; what is left out is unknown.
  public init(
    account: String? = nil, region: String? = nil, stackName: String? = nil,
    partition: String? = nil, ignoresDefaults: Bool = false
  ) {
    self.account = account
    self.region = region
    self.stackName = stackName
    self.partition = partition ?? region.map(Self.partition)
    self.ignoresDefaults = ignoresDefaults
  }

  /// The context of a stack that is deployed: its own account, region and name.
  public func joined(with stack: LiveStack) -> StackContext {
    var context = StackContext(
      account: stack.account ?? account, region: stack.region ?? region, stackName: stack.name,
      partition: stack.region == nil ? partition : nil, ignoresDefaults: ignoresDefaults)
    context.live = stack
    return context
  }

  /// The partition that a region belongs to; `aws` for regions of no other partition.
  static func partition(of region: String) -> String {
    let prefixes = [
      ("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("us-isob-", "aws-iso-b"),
      ("us-isof-", "aws-iso-f"), ("eu-isoe-", "aws-iso-e"), ("us-iso-", "aws-iso"),
      ("eusc-", "aws-eusc"),
    ]
    return prefixes.first { region.hasPrefix($0.0) }?.1 ?? "aws"
  }

  /// The end of host names in a partition.
  static func urlSuffix(of partition: String) -> String? {
    switch partition {
    case "aws", "aws-us-gov": "amazonaws.com"
    case "aws-cn": "amazonaws.com.cn"
    case "aws-iso": "c2s.ic.gov"
    case "aws-iso-b": "sc2s.sgov.gov"
    case "aws-iso-e": "cloud.adc-e.uk"
    case "aws-iso-f": "csp.hci.ic.gov"
    case "aws-eusc": "amazonaws.eu"
    default: nil
    }
  }
}
