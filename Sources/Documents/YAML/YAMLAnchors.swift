import Text

/// The anchors of a document with the tokens that an alias stands for.
struct YAMLAnchors {
  private enum Anchor {
    /// Its collection has not ended yet.
    case open
    case tokens(Range<Int>, height: Int)
    /// Copied, because merging took its mapping apart.
    case saved([Token], [Detail], height: Int)
  }

  private var anchors: [String: Anchor] = [:]
  /// Names in the order in which their nodes ended.
  private var defined: [String] = []
  /// Tokens made by expansion and merging so far.
  private var expanded = 0

  mutating func begin(_ name: String) { anchors[name] = .open }

  mutating func define(_ name: String, _ tokens: Range<Int>, height: Int) {
    anchors[name] = .tokens(tokens, height: height)
    defined.append(name)
  }

  /// Number of definitions so far.
  var count: Int { defined.count }

  /// Appends what an alias stands for; returns the levels of collections in it.
  mutating func expand(
    _ name: String, into draft: inout TapeDraft, at offset: Int
  ) throws(YAMLError) -> Int {
    switch anchors[name] {
    case nil: throw YAMLError(kind: .undefinedAlias(name), offset: offset)
    case .open?: throw YAMLError(kind: .aliasCycle(name), offset: offset)
    case .tokens(let range, let height)?:
      try spend(range.count, at: offset)
      draft.repeatTokens(range)
      return height
    case .saved(let tokens, let details, let height)?:
      try spend(tokens.count, at: offset)
      draft.append(tokens, details)
      return height
    }
  }

  /// Follows the tokens of a mapping that is put together anew from `parts` of it, from `start`.
  ///
  /// Only anchors that were defined since the mapping began can lie in it.
  mutating func move(
    _ parts: [Range<Int>], from start: Int, definedSince count: Int, in draft: TapeDraft,
    at offset: Int
  ) throws(YAMLError) {
    try spend(parts.reduce(0) { $0 + $1.count }, at: offset)
    var place = start
    let places = parts.map { part in
      defer { place += part.count }
      return (part: part, place: place)
    }.sorted { $0.part.lowerBound < $1.part.lowerBound }
    for name in Set(defined[count...]) {
      guard case .tokens(let range, let height)? = anchors[name], range.lowerBound >= start else {
        continue
      }
      let next = places.partitioningIndex { $0.part.lowerBound > range.lowerBound }
      if next > 0, places[next - 1].part.upperBound >= range.upperBound {
        let lower = places[next - 1].place + range.lowerBound - places[next - 1].part.lowerBound
        anchors[name] = .tokens(lower..<lower + range.count, height: height)
      } else {
        try spend(range.count, at: offset)
        anchors[name] = .saved(
          Array(draft.tokens[range]), Array(draft.details[range]), height: height)
      }
    }
  }

  private mutating func spend(_ count: Int, at offset: Int) throws(YAMLError) {
    expanded += count
    if expanded > Limits.expandedNodes { throw YAMLError(kind: .aliasLimit, offset: offset) }
  }
}
