public import Logic

/// An ARN any part of which a template may leave open.
///
/// A hole is taken to hold no colon: templates fill accounts, partitions and names, and a text that
/// is one hole altogether has no parts.
public struct SymbolicARN: Hashable, Sendable {
  /// `aws`, `aws-cn`, ….
  public let partition: SymbolicString
  /// Service namespace, such as `iam` or `sts`.
  public let service: SymbolicString
  /// Region name; empty for IAM.
  public let region: SymbolicString
  /// 12 digits, `aws`, or empty.
  public let account: SymbolicString
  /// Everything after the fifth colon.
  public let resource: SymbolicString

  /// Splits a text at its first five literal colons; nil when it does not start with `arn:` or has
  /// fewer.
  public init?(_ text: SymbolicString) {
    if let literal = text.literal {
      guard let arn = ARN(literal) else { return nil }
      partition = SymbolicString(arn.partition)
      service = SymbolicString(arn.service)
      region = SymbolicString(arn.region)
      account = SymbolicString(arn.account)
      resource = SymbolicString(arn.resource)
      return
    }
    let parts = Self.parts(of: text)
    guard parts.count == 6, parts[0].literal == "arn" else { return nil }
    partition = parts[1]
    service = parts[2]
    region = parts[3]
    account = parts[4]
    resource = parts[5]
  }

  /// The resource without a literal prefix such as `role/`; nil when it does not start with it.
  public func resource(after prefix: String) -> SymbolicString? {
    if let literal = resource.literal {
      return literal.utf8.starts(with: prefix.utf8)
        ? SymbolicString(String(literal.utf8.dropFirst(prefix.utf8.count)) ?? "") : nil
    }
    var segments = resource.segments
    guard case .literal(let head)? = segments.first, head.hasPrefix(prefix) else { return nil }
    segments[0] = .literal(String(head.dropFirst(prefix.count)))
    return SymbolicString(segments)
  }

  private static func parts(of text: SymbolicString) -> [SymbolicString] {
    var parts: [[SymbolicString.Segment]] = [[]]
    for segment in text.segments {
      guard case .literal(let literal) = segment else {
        parts[parts.count - 1].append(segment)
        continue
      }
      let pieces = literal.split(
        separator: ":", maxSplits: 6 - parts.count, omittingEmptySubsequences: false)
      for (index, piece) in pieces.enumerated() {
        if index > 0 { parts.append([]) }
        parts[parts.count - 1].append(.literal(String(piece)))
      }
    }
    return parts.map(SymbolicString.init)
  }
}

extension SymbolicString {
  /// How many colons its literal parts hold.
  var colons: Int {
    segments.reduce(0) { count, segment in
      guard case .literal(let text) = segment else { return count }
      return count + text.utf8.count { $0 == UInt8(ascii: ":") }
    }
  }

  /// The text up to and the text after the first literal `/`; nil without one.
  func splitAtSlash() -> (SymbolicString, SymbolicString)? {
    for (index, segment) in segments.enumerated() {
      guard case .literal(let text) = segment, let slash = text.firstIndex(of: "/") else {
        continue
      }
      let head = Array(segments[..<index]) + [.literal(String(text[..<slash]))]
      let tail = [.literal(String(text[text.index(after: slash)...]))] + segments[(index + 1)...]
      return (SymbolicString(head), SymbolicString(tail))
    }
    return nil
  }
}
