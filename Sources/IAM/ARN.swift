/// An Amazon Resource Name: `arn:partition:service:region:account:resource`.
///
/// Source: IAM User Guide, "Amazon Resource Names (ARNs)".
public struct ARN: Hashable, Sendable {
  /// `aws`, `aws-cn`, `aws-us-gov`, ….
  public let partition: String
  /// Service namespace, such as `iam` or `sts`.
  public let service: String
  /// Region name; empty for IAM.
  public let region: String
  /// 12 digits, `aws`, or empty.
  public let account: String
  /// Everything after the fifth colon.
  public let resource: String

  /// Splits a text at its first five colons; nil when it does not start with `arn:` or has fewer.
  public init?(_ text: some StringProtocol) {
    // By bytes: comparing characters would look for grapheme boundaries in every ARN of a dump.
    let bytes = text.utf8
    guard bytes.starts(with: "arn:".utf8) else { return nil }
    var parts: [String] = []
    parts.reserveCapacity(4)
    var start = bytes.index(bytes.startIndex, offsetBy: 4)
    while parts.count < 4 {
      guard let colon = bytes[start...].firstIndex(of: 0x3A) else { return nil }
      parts.append(String(text[start..<colon]))
      start = bytes.index(after: colon)
    }
    self.init(
      partition: parts[0], service: parts[1], region: parts[2], account: parts[3],
      resource: String(text[start...]))
  }

  /// Makes an ARN from its parts.
  public init(
    partition: String, service: String, region: String, account: String, resource: String
  ) {
    self.partition = partition
    self.service = service
    self.region = region
    self.account = account
    self.resource = resource
  }

  /// The part of `resource` before its first `/`: `role`, `user`, `assumed-role`, `root`, ….
  public var resourceType: Substring { resource.prefix { $0 != "/" } }

  /// The last `/`-separated part of `resource`: for IAM principals the name without its path.
  public var name: Substring {
    resource.lastIndex(of: "/").map { resource[resource.index(after: $0)...] } ?? resource[...]
  }
}

extension ARN: CustomStringConvertible {
  /// The ARN as one text.
  public var description: String {
    "arn:\(partition):\(service):\(region):\(account):\(resource)"
  }
}
