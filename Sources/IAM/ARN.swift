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
  public init?(_ text: String) {
    var text = text
    let arn = text.withUTF8 { Self(bytes: $0) }
    guard let arn else { return nil }
    self = arn
  }

  // By bytes: comparing characters would look for grapheme boundaries in every ARN of a dump.
  private init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.starts(with: "arn:".utf8) else { return nil }
    var start = 4
    func next() -> String? {
      guard let colon = bytes[start...].firstIndex(of: 0x3A) else { return nil }
      defer { start = colon + 1 }
      return String(decoding: bytes[start..<colon], as: UTF8.self)
    }
    guard let partition = next(), let service = next(), let region = next(), let account = next()
    else { return nil }
    self.init(
      partition: partition, service: service, region: region, account: account,
      resource: String(decoding: bytes[start...], as: UTF8.self))
  }

  /// The account of a text that is an ARN with one; nothing else of the text is kept.
  static func account(of text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.starts(with: "arn:".utf8) else { return nil }
      var start = 4
      for _ in 0..<3 {
        guard let colon = bytes[start...].firstIndex(of: 0x3A) else { return nil }
        start = colon + 1
      }
      guard let end = bytes[start...].firstIndex(of: 0x3A), end - start == 12,
        bytes[start..<end].allSatisfy({ $0 &- 0x30 < 10 })
      else { return nil }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
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
  public var resourceType: Substring { Substring(resource.utf8.prefix { $0 != 0x2F }) }

  /// The last `/`-separated part of `resource`: for IAM principals the name without its path.
  public var name: Substring {
    let bytes = resource.utf8
    return bytes.lastIndex(of: 0x2F).map { resource[bytes.index(after: $0)...] } ?? resource[...]
  }
}

extension ARN: CustomStringConvertible {
  /// The ARN as one text.
  public var description: String {
    "arn:\(partition):\(service):\(region):\(account):\(resource)"
  }
}
