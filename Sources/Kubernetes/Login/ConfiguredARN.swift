import IAM

extension DeadReason {
  /// Why an ARN written in aws-auth can never equal a caller's; nil when it can.
  ///
  /// The cluster folds case and compares whole texts, so there is no other way to match.
  public init?(configuredARN text: String) {
    let trimmed = text.drop { $0.isWhitespace }
    if trimmed.count != text.count || text.last?.isWhitespace == true {
      self = .whitespace
      return
    }
    // None of these can stand in an IAM name.
    if text.contains(where: { "<>{}$".contains($0) }) {
      self = .placeholder
      return
    }
    guard let arn = ARN(text.lowercased()), arn.region.isEmpty else {
      self = .malformed
      return
    }
    if text.contains(where: { $0 == "*" || $0 == "?" }) {
      self = .wildcard
    } else if !Self.isAccountID(arn.account) {
      self = arn.account.contains(where: \.isLetter) ? .placeholder : .malformed
    } else if !CallerIdentity.partitions.contains(arn.partition) {
      self = .partition
    } else if let reason = Self.reason(service: arn.service, resource: arn.resource) {
      self = reason
    } else {
      return nil
    }
  }

  private static func reason(service: String, resource: String) -> DeadReason? {
    let parts = resource.split(separator: "/", omittingEmptySubsequences: false)
    switch (service, parts.first) {
    case ("iam", "role"):
      guard parts.count > 1, parts.last?.isEmpty == false else { return .malformed }
      if parts.count == 2 { return nil }
      return parts[1] == "aws-reserved" ? .ssoPath : .path
    case ("iam", "user"), ("sts", "federated-user"):
      return parts.count > 1 && parts.last?.isEmpty == false ? nil : .malformed
    case ("iam", "root"): return parts.count == 1 ? nil : .malformed
    case ("sts", "assumed-role"): return .stsARN
    case ("iam", _): return .notAPrincipal
    default: return .malformed
    }
  }

  private static func isAccountID(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
