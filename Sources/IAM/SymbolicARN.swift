import Logic

/// An ARN any part of which a template may leave open.
struct SymbolicARN: Hashable, Sendable {
  let partition: SymbolicString
  let service: SymbolicString
  let region: SymbolicString
  let account: SymbolicString
  let resource: SymbolicString

  /// Splits a text at its first five literal colons; nil when it does not start with `arn:` or has
  /// fewer.
  ///
  /// A hole is taken to hold no colon: an ARN that is one hole has no parts.
  init?(_ text: SymbolicString) {
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
    guard parts.count == 6, SymbolicString(parts[0]).literal == "arn" else { return nil }
    partition = SymbolicString(parts[1])
    service = SymbolicString(parts[2])
    region = SymbolicString(parts[3])
    account = SymbolicString(parts[4])
    resource = SymbolicString(parts[5])
  }
}

extension SymbolicString {
  /// The text after a literal prefix; nil if it does not begin with it.
  func dropping(prefix: String) -> SymbolicString? {
    var segments = segments
    guard case .literal(let head)? = segments.first, head.hasPrefix(prefix) else { return nil }
    segments[0] = .literal(String(head.dropFirst(prefix.count)))
    return SymbolicString(segments)
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
