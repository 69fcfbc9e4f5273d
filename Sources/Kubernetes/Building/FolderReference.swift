extension ClusterReference {
  /// The cluster of a folder `…/ACCOUNT/REGION/CLUSTER` or one below it; nil for other folders.
  ///
  /// Outputs that name no cluster are kept in such folders by scripts that collect many of them.
  init?(folder: String) {
    let parts = folder.split(separator: "/")
    guard parts.count >= 3 else { return nil }
    for index in 0...(parts.count - 3)
    where Self.isAccount(parts[index]) && Self.isRegion(parts[index + 1]) {
      let region = parts[index + 1]
      let partition =
        region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
      let name = String(parts[index + 2])
      self.init(
        name: name, arn: "arn:\(partition):eks:\(region):\(parts[index]):cluster/\(name)")
      return
    }
    return nil
  }

  private static func isAccount(_ text: Substring) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// `eu-west-1`, `us-gov-east-1`, …: letters, then a direction, then a number.
  private static func isRegion(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-")
    guard (3...4).contains(parts.count), parts[0].utf8.count == 2,
      let number = parts.last, number.utf8.allSatisfy({ (48...57).contains($0) })
    else { return false }
    return parts.dropLast().allSatisfy { $0.utf8.allSatisfy { (97...122).contains($0) } }
  }
}
