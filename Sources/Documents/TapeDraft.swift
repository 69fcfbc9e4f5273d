internal import Logic
internal import Text

/// A tape with details under construction, for YAML and built documents.
struct TapeDraft {
  private(set) var tokens: [Token] = []
  private(set) var details: [Detail] = []
  private(set) var text: [UInt8] = []
  private(set) var symbols: [SymbolicString] = []
  private(set) var guards: [[Precondition]] = [[]]
  private(set) var tags: [String] = [""]
  private var tagIndex: [String: UInt32] = [:]

  var count: Int { tokens.count }

  mutating func appendScalar(_ tag: UInt32, text bytes: some Collection<UInt8>, _ detail: Detail) {
    tokens.append(
      Token(offset: UInt32(text.count), tag: tag, length: UInt32(bytes.count)))
    details.append(detail)
    text.append(contentsOf: bytes)
  }

  /// Starts a collection; returns what `close` needs.
  mutating func open(_ tag: UInt32, _ detail: Detail) -> Int {
    tokens.append(Token(offset: 0, tag: tag, length: 0))
    details.append(detail)
    return tokens.count - 1
  }

  mutating func close(_ open: Int, children: Int, upper: UInt32? = nil) {
    tokens.append(Token(offset: 0, tag: Token.Tag.other, length: UInt32(children)))
    details.append(details[open])
    tokens[open] = Token(
      offset: 0, tag: tokens[open].tag, length: UInt32(tokens.count - open))
    if let upper {
      let range = details[open].range
      details[open].range = SourceRange(
        file: range.file, lower: range.lower, upper: max(range.lower, upper))
    }
  }

  mutating func index(ofTag tag: String) -> UInt32 {
    if tag.isEmpty { return 0 }
    if let index = tagIndex[tag] { return index }
    tags.append(tag)
    tagIndex[tag] = UInt32(tags.count - 1)
    return UInt32(tags.count - 1)
  }

  mutating func index(ofSymbol symbol: SymbolicString) -> UInt32 {
    symbols.append(symbol)
    return UInt32(symbols.count)
  }

  mutating func index(ofGuards preconditions: [Precondition]) -> UInt32 {
    if preconditions.isEmpty { return 0 }
    if guards.last == preconditions { return UInt32(guards.count - 1) }
    guards.append(preconditions)
    return UInt32(guards.count - 1)
  }

  /// Appends tokens that were taken from this draft.
  mutating func append(_ tokens: [Token], _ details: [Detail]) {
    self.tokens += tokens
    self.details += details
  }

  /// Appends a copy of finished tokens of this draft.
  ///
  /// - Complexity: linear in the range, whatever else is there: a slice of an array that grows would
  ///   make it leave its memory each time.
  mutating func repeatTokens(_ range: Range<Int>) {
    for index in range {
      tokens.append(tokens[index])
      details.append(details[index])
    }
  }

  /// Puts tokens in the place of everything from `start`.
  mutating func replace(from start: Int, with range: [Range<Int>]) {
    var newTokens: [Token] = []
    var newDetails: [Detail] = []
    for part in range {
      newTokens.append(contentsOf: tokens[part])
      newDetails.append(contentsOf: details[part])
    }
    tokens.replaceSubrange(start..., with: newTokens)
    details.replaceSubrange(start..., with: newDetails)
  }
}

/// Walking what is already there.
extension TapeDraft {
  /// The token ranges of the nodes that follow each other in a range.
  func nodes(in range: Range<Int>) -> [Range<Int>] {
    var nodes: [Range<Int>] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let end = index + Int(tokens[index].span)
      nodes.append(index..<end)
      index = end
    }
    return nodes
  }

  /// The token ranges of the members, key and value together, that lie in a range.
  func members(in range: Range<Int>) -> [Range<Int>] {
    var members: [Range<Int>] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let value = index + Int(tokens[index].span)
      let end = value + Int(tokens[value].span)
      members.append(index..<end)
      index = end
    }
    return members
  }

  /// The text of a scalar; nil for collections.
  func scalar(_ index: Int) -> ArraySlice<UInt8>? {
    let token = tokens[index]
    guard token.tag < Token.Tag.sequence else { return nil }
    return text[Int(token.offset)..<Int(token.offset + token.length)]
  }

  /// The keys that a closed mapping has more than once.
  func duplicateKeys(of mapping: Int) -> [RawDuplicate] {
    let inside = mapping + 1..<mapping + Int(tokens[mapping].length) - 1
    if areClearlyDistinct(inside) { return [] }
    var occurrences: [ArraySlice<UInt8>: RawDuplicate] = [:]
    for member in members(in: inside) {
      guard let key = scalar(member.lowerBound) else { continue }
      let index = UInt32(member.lowerBound)
      occurrences[key] = RawDuplicate(first: occurrences[key]?.first ?? index, last: index)
    }
    return occurrences.values.filter { $0.first != $0.last }.sorted { $0.last < $1.last }
  }

  /// Whether the keys in a range are few and differ in length, first or last byte: the usual case.
  private func areClearlyDistinct(_ range: Range<Int>) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 16) { signatures in
      var count = 0
      var index = range.lowerBound
      while index < range.upperBound {
        let key = tokens[index]
        if !key.isCollection {
          let signature = signature(of: key)
          for other in 0..<count where signatures[other] == signature { return false }
          guard count < 16 else { return false }
          signatures.initializeElement(at: count, to: signature)
          count += 1
        }
        index += Int(key.span)
        index += Int(tokens[index].span)
      }
      return true
    }
  }

  private func signature(of key: Token) -> UInt64 {
    guard key.length > 0 else { return 0 }
    let start = Int(key.offset)
    return UInt64(key.length) << 16 | UInt64(text[start]) << 8
      | UInt64(text[start + Int(key.length) - 1])
  }
}
