import Logic

/// What is odd about an entry of `Resource` or `NotResource`.
enum ResourcePattern {
  /// In words, nil for a sound entry; however odd, it is evaluated as any text.
  ///
  /// Source: IAM User Guide, "IAM JSON policy elements: Resource" and "Amazon Resource Names (ARNs)",
  /// incorrect wildcard usage.
  static func oddity(of text: String) -> String? {
    if text == "*" { return nil }
    let parts = text.utf8.split(separator: colon, maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6 else { return "has fewer than the six parts of an ARN" }
    if parts[2].contains(where: isWildcard) { return "has a wildcard in place of the service" }
    guard parts[2].elementsEqual("iam".utf8), !parts[5].elementsEqual([star]) else { return nil }
    let type = parts[5].prefix { $0 != UInt8(ascii: "/") }
    return type.count < parts[5].count && type.contains(where: isWildcard)
      ? "has a wildcard in the resource type" : nil
  }

  private static let colon = UInt8(ascii: ":")
  private static let star = UInt8(ascii: "*")

  private static func isWildcard(_ byte: UInt8) -> Bool {
    byte == star || byte == UInt8(ascii: "?")
  }
}

extension String {
  /// Whether `*` or `?` occurs.
  var hasWildcard: Bool {
    var own = self
    return own.withUTF8 { bytes in
      for byte in bytes where byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") { return true }
      return false
    }
  }
}
