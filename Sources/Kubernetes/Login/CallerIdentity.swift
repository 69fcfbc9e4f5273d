import IAM

/// An IAM caller as the cluster's authenticator sees it.
///
/// Source: aws-iam-authenticator, pkg/arn and pkg/token; EKS User Guide, "Grant IAM users and roles
/// access to Kubernetes APIs".
public struct CallerIdentity: Hashable, Sendable {
  /// Partitions that the authenticator knows.
  public static let partitions: Set<String> = [
    "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc",
  ]

  /// What mappings are compared with: the role's ARN without path for sessions, else the ARN itself.
  public let canonicalARN: String
  /// The account, 12 digits.
  public let account: String
  /// The role session's name; empty for users, root and federated users, nil for a role whose
  /// session is not told.
  public let sessionName: String?
  /// Whether it is a role session.
  public let isRole: Bool

  /// Reads an ARN as `sts get-caller-identity` prints it (a role's own ARN is taken as that role
  /// with an unknown session); nil when the authenticator would refuse it.
  public init?(_ text: String) {
    guard let arn = ARN(text), Self.partitions.contains(arn.partition) else { return nil }
    let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
    account = arn.account
    switch (arn.service, parts.first) {
    case ("sts", "assumed-role"):
      guard parts.count >= 3, let session = parts.last else { return nil }
      let role = parts[1..<(parts.count - 1)].joined(separator: "/")
      canonicalARN = "arn:\(arn.partition):iam::\(arn.account):role/\(role)"
      sessionName = String(session)
      isRole = true
    case ("sts", "federated-user"), ("iam", "user"), ("iam", "root"):
      canonicalARN = text
      sessionName = ""
      isRole = false
    case ("iam", "role"):
      canonicalARN = Self.withoutPath(text)
      sessionName = nil
      isRole = true
    default: return nil
    }
  }

  /// A role's ARN without its path; any other text unchanged.
  public static func withoutPath(_ text: String) -> String {
    guard let arn = ARN(text), arn.service == "iam", arn.resourceType == "role" else { return text }
    return "arn:\(arn.partition):iam::\(arn.account):role/\(arn.name)"
  }
}
