extension Pattern {
  /// Whether a text matches; unknown only if the pattern is symbolic.
  ///
  /// - Complexity: pattern length times text length.
  public func matches(_ text: String) -> Truth {
    let isMatch = matches(Array(text.unicodeScalars))
    return isMatch ? (isSymbolic ? .unknown : .yes) : .no
  }

  /// Whether a text matches if holes stand for what serves best.
  func matches(_ scalars: [Unicode.Scalar]) -> Bool {
    Effort.count((tokens.count + 1) * (scalars.count + 1))
    return isSymbolic ? Self.simulate(tokens, scalars) : Self.match(tokens, scalars)
  }

  /// Whether a text with holes matches, whatever the holes stand for.
  public func matches(_ text: SymbolicString) -> Truth {
    if let literal = text.literal { return matches(literal) }
    if text == self.text, !hasLiveWildcards { return .yes }
    return Pattern(text, .exact).relation(to: self)
  }

  /// Whether this pattern's texts lie in another: yes if all, no if none, else unknown.
  public func relation(to other: Pattern) -> Truth {
    if PatternSearch.word(in: [self, other], outside: []) == .none { return .no }
    return isCovered(by: other) ? .yes : .unknown
  }

  /// Whether some text may match both.
  public func overlaps(_ other: Pattern) -> Bool {
    PatternSearch.word(in: [self, other], outside: []) != .none
  }

  /// Whether every text that matches this pattern certainly matches the other.
  public func isCovered(by other: Pattern) -> Bool { covering(by: other) == .yes }

  /// Whether every text that matches this pattern matches the other: unknown where a part is not
  /// known, or the search was given up.
  public func covering(by other: Pattern) -> Truth {
    if self == other, !isSymbolic || !hasLiveWildcards { return .yes }
    if other.isSymbolic { return .unknown }
    switch PatternSearch.word(in: [self], outside: [other]) {
    case .none: return .yes
    case .found: return isSymbolic ? .unknown : .no
    case .unknown: return .unknown
    }
  }

  private var hasLiveWildcards: Bool {
    text.segments.contains {
      if case .literal(let text) = $0 { text.contains("*") || text.contains("?") } else { false }
    }
  }

  /// Matching step by step with every position that the text so far can have reached: runs of a hole
  /// stop where others go on, so that no single one of them is the one to grow.
  private static func simulate(_ tokens: [Token], _ text: [Unicode.Scalar]) -> Bool {
    var active = [Bool](repeating: false, count: tokens.count + 1)
    active[0] = true
    skipRuns(&active, tokens)
    for scalar in text {
      var next = [Bool](repeating: false, count: tokens.count + 1)
      for (index, token) in tokens.enumerated() where active[index] && token.admits(scalar) {
        next[token.isRun ? index : index + 1] = true
      }
      active = next
      skipRuns(&active, tokens)
    }
    return active[tokens.count]
  }

  private static func skipRuns(_ active: inout [Bool], _ tokens: [Token]) {
    for (index, token) in tokens.enumerated() where active[index] && token.isRun {
      active[index + 1] = true
    }
  }

  /// Greedy matching: after a mismatch only the last run has to grow, because an earlier one could
  /// gain nothing by it.
  private static func match(_ tokens: [Token], _ text: [Unicode.Scalar]) -> Bool {
    var position = 0
    var token = 0
    var retry: (token: Int, position: Int)?
    while true {
      if token < tokens.count, tokens[token].isRun {
        retry = (token, position)
        token += 1
      } else if position < text.count, token < tokens.count, tokens[token].admits(text[position]) {
        token += 1
        position += 1
      } else if position == text.count, token == tokens.count {
        return true
      } else if let last = retry, last.position < text.count,
        tokens[last.token].admits(text[last.position])
      {
        retry = (last.token, last.position + 1)
        token = last.token + 1
        position = last.position + 1
      } else {
        return false
      }
    }
  }
}

extension Pattern.Token {
  /// Whether the step repeats.
  var isRun: Bool {
    switch self {
    case .many, .manyExceptColon, .manyWord: true
    default: false
    }
  }

  /// Whether the step can take a character.
  func admits(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .scalar(let own): own == scalar
    case .folded(let own): scalar == own || Self.lowerCase(scalar) == own
    case .one, .many: true
    case .oneExceptColon, .manyExceptColon: scalar != ":"
    case .digit: ("0"..."9").contains(scalar)
    case .manyWord: !":/*?".unicodeScalars.contains(scalar) && !scalar.properties.isWhitespace
    }
  }

  private static func lowerCase(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.isASCII {
      return ("A"..."Z").contains(scalar) ? Unicode.Scalar(scalar.value | 0x20) : scalar
    }
    let mapping = scalar.properties.lowercaseMapping.unicodeScalars
    return mapping.count == 1 ? mapping.first : nil
  }
}
