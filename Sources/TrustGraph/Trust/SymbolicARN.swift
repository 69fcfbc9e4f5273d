import Logic

/// An ARN whose parts may hold holes.
///
/// A hole never stands for a `:` here: templates fill account, partition and names, and a text that
/// is one hole altogether is no ARN that can be taken apart.
struct SymbolicARN: Hashable, Sendable {
  let partition: SymbolicString
  let service: SymbolicString
  let region: SymbolicString
  let account: SymbolicString
  let resource: SymbolicString

  /// Splits a text at its first five colons; nil when it is not written as an ARN.
  init?(_ text: SymbolicString) {
    if let literal = text.literal {
      let parts = literal.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      guard parts.count == 6, parts[0] == "arn" else { return nil }
      partition = SymbolicString(String(parts[1]))
      service = SymbolicString(String(parts[2]))
      region = SymbolicString(String(parts[3]))
      account = SymbolicString(String(parts[4]))
      resource = SymbolicString(String(parts[5]))
      return
    }
    var parts: [[SymbolicString.Segment]] = [[]]
    for segment in text.segments {
      guard case .literal(let literal) = segment else {
        parts[parts.count - 1].append(segment)
        continue
      }
      let room = 6 - parts.count
      let pieces = literal.split(
        separator: ":", maxSplits: max(0, room), omittingEmptySubsequences: false)
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

  /// The resource without a literal prefix such as `role/`; nil when it does not start with it.
  func resource(after prefix: String) -> SymbolicString? {
    var segments = resource.segments
    guard case .literal(let first)? = segments.first, first.hasPrefix(prefix) else { return nil }
    segments[0] = .literal(String(first.dropFirst(prefix.count)))
    return SymbolicString(segments)
  }
}
