import Logic

/// Service accounts that a condition on an OIDC token's `sub` describes.
///
/// The `sub` of an EKS token is `system:serviceaccount:NAMESPACE:NAME`; `*` and `?` cross colons.
public struct SubjectPattern: Hashable, Sendable {
  /// As written in the condition.
  public let text: String
  /// Whether `*` and `?` are wildcards (StringLike) or plain characters (StringEquals).
  public let isGlob: Bool

  /// Makes a pattern.
  public init(_ text: String, isGlob: Bool) {
    self.text = text
    self.isGlob = isGlob && text.contains { $0 == "*" || $0 == "?" }
  }

  /// The one subject, when there are no wildcards and it is that of a service account.
  public var account: (namespace: String, name: String)? {
    guard !isGlob else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "system", parts[1] == "serviceaccount" else { return nil }
    guard Self.isName(parts[2], dots: false), Self.isName(parts[3], dots: true) else { return nil }
    return (String(parts[2]), String(parts[3]))
  }

  /// Whether the account's subject matches.
  public func matches(namespace: String, name: String) -> Bool {
    let subject = "system:serviceaccount:\(namespace):\(name)"
    return isGlob ? Glob.matches(text, subject) : text == subject
  }

  /// Whether some account of the namespace, existing or not, could match.
  public func couldMatch(namespace: String) -> Bool {
    if !isGlob { return account?.namespace == namespace }
    return Self.overlaps(Array(text.utf8), Array("system:serviceaccount:\(namespace):*".utf8))
  }

  /// Whether some account of some namespace could match.
  public var couldMatchAny: Bool {
    isGlob
      ? Self.overlaps(Array(text.utf8), Array("system:serviceaccount:*:*".utf8)) : account != nil
  }

  /// The one namespace whose accounts could match; nil where wildcards leave it open.
  public var fixedNamespace: String? {
    let prefix = "system:serviceaccount:"
    let fixed = isGlob ? text.prefix { $0 != "*" && $0 != "?" } : text[...]
    guard fixed.hasPrefix(prefix) else { return nil }
    let rest = fixed.dropFirst(prefix.count)
    return rest.firstIndex(of: ":").map { String(rest[..<$0]) }
  }

  /// Whether accounts of more than one namespace could match.
  public var crossesNamespaces: Bool {
    guard isGlob else { return false }
    let prefix = "system:serviceaccount:"
    let fixed = text.prefix { $0 != "*" && $0 != "?" }
    guard fixed.hasPrefix(prefix) else { return couldMatchAny }
    return !fixed.dropFirst(prefix.count).contains(":")
  }

  private static func isName(_ text: Substring, dots: Bool) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || (dots && $0 == 46)
      }
  }

  /// Whether some text matches both patterns: reachability in the product of the two.
  private static func overlaps(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let star = UInt8(ascii: "*")
    let one = UInt8(ascii: "?")
    var row = [Bool](repeating: false, count: right.count + 1)
    row[0] = true
    for l in 0...left.count {
      var next = [Bool](repeating: false, count: right.count + 1)
      for r in 0...right.count where row[r] {
        if r < right.count, right[r] == star { row[r + 1] = true }
        guard l < left.count else { continue }
        if left[l] == star { next[r] = true }
        guard r < right.count else { continue }
        let isStep = left[l] != star && right[r] != star
        if isStep, left[l] == right[r] || left[l] == one || right[r] == one { next[r + 1] = true }
        if left[l] == star, right[r] != star { row[r + 1] = true }
        if right[r] == star, left[l] != star { next[r] = true }
      }
      if l == left.count { return row[right.count] }
      row = next
    }
    return false
  }
}
