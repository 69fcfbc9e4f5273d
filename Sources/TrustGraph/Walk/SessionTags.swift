import IAM
import Logic

/// The tags that a request passes to the session.
enum SessionTags {
  private static let prefix = "aws:requesttag/"
  private static let keys = ContextKey("aws:TagKeys")

  /// The key of the tag that a context key stands for; nil for other context keys.
  static func tag(_ key: String) -> String? {
    key.lowercased().hasPrefix(prefix) ? String(key.dropFirst(prefix.utf8.count)) : nil
  }

  /// The context with a tag for every key of `aws:TagKeys`, and a key for every tag: what a request
  /// that sends the tags carries.
  static func agreeing(
    _ context: [ContextKey: ContextValue]
  ) -> [ContextKey: ContextValue] {
    var result = context
    if case .many(let listed)? = context[keys] {
      for key in listed where result[ContextKey("aws:RequestTag/\(key)")] == nil {
        result[ContextKey("aws:RequestTag/\(key)")] = .one("x")
      }
    }
    let tags = result.keys.compactMap { tag($0.display) }.sorted()
    if !tags.isEmpty { result[keys] = .many(tags) }
    return result
  }
}
