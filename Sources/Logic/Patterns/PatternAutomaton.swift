/// Some patterns side by side, read in step: the positions of each that a text can have reached.
///
/// All positions are bits of one row of words, so that a step costs a few operations a word.
struct PatternAutomaton {
  /// Bits of the positions that are reached.
  typealias State = [UInt64]

  /// One representative for every class of characters that the patterns tell apart.
  let alphabet: [Unicode.Scalar]
  /// Number of words in a state.
  let wordCount: Int
  /// First and last position of each pattern; the last is behind its last step.
  private let spans: [ClosedRange<Int>]
  private let runs: State
  /// By letter: the steps that can take it.
  private let admits: [State]

  init(_ patterns: [Pattern]) {
    var spans: [ClosedRange<Int>] = []
    var next = 0
    for pattern in patterns {
      spans.append(next...(next + pattern.tokens.count))
      next += pattern.tokens.count + 1
    }
    let wordCount = (next + 63) / 64
    let alphabet = Self.alphabet(of: patterns)
    var runs = State(repeating: 0, count: wordCount)
    var admits = [State](repeating: runs, count: alphabet.count)
    for (pattern, span) in zip(patterns, spans) {
      for (offset, token) in pattern.tokens.enumerated() {
        let (word, bit) = Self.place(span.lowerBound + offset)
        if token.isRun { runs[word] |= bit }
        for (letter, scalar) in alphabet.enumerated() where token.admits(scalar) {
          admits[letter][word] |= bit
        }
      }
    }
    self.spans = spans
    self.wordCount = wordCount
    self.alphabet = alphabet
    self.runs = runs
    self.admits = admits
  }

  /// Before any character.
  var start: State {
    var state = State(repeating: 0, count: wordCount)
    for span in spans {
      let (word, bit) = Self.place(span.lowerBound)
      state[word] |= bit
    }
    skipRuns(&state)
    return state
  }

  /// After one more character.
  func step(_ state: State, by letter: Int) -> State {
    var next = state
    var carry: UInt64 = 0
    for word in 0..<wordCount {
      let taking = state[word] & admits[letter][word]
      let leaving = taking & ~runs[word]
      next[word] = taking & runs[word] | leaving << 1 | carry
      carry = leaving >> 63
    }
    skipRuns(&next)
    return next
  }

  /// Whether a pattern can still match.
  func isAlive(_ pattern: Int, in state: State) -> Bool {
    let span = spans[pattern]
    for word in (span.lowerBound >> 6)...(span.upperBound >> 6) {
      var bits = state[word]
      if word == span.lowerBound >> 6 { bits &= ~0 << UInt64(span.lowerBound & 63) }
      if word == span.upperBound >> 6 { bits &= ~0 >> UInt64(63 - span.upperBound & 63) }
      if bits != 0 { return true }
    }
    return false
  }

  /// Whether a pattern matches what was read.
  func isMatch(_ pattern: Int, in state: State) -> Bool {
    let (word, bit) = Self.place(spans[pattern].upperBound)
    return state[word] & bit != 0
  }

  /// A run may be empty.
  private func skipRuns(_ state: inout State) {
    var isChanged = true
    while isChanged {
      isChanged = false
      var carry: UInt64 = 0
      for word in 0..<wordCount {
        let skipping = state[word] & runs[word]
        let added = (skipping << 1 | carry) & ~state[word]
        carry = skipping >> 63
        if added != 0 {
          state[word] |= added
          isChanged = true
        }
      }
    }
  }

  private static func place(_ position: Int) -> (word: Int, bit: UInt64) {
    (position >> 6, 1 << UInt64(position & 63))
  }

  private static func alphabet(of patterns: [Pattern]) -> [Unicode.Scalar] {
    var named: Set<Unicode.Scalar> = []
    var needsSeparators = false
    for token in patterns.lazy.flatMap(\.tokens) {
      switch token {
      case .scalar(let scalar): named.insert(scalar)
      case .folded(let scalar):
        named.insert(scalar)
        let upper = scalar.properties.uppercaseMapping.unicodeScalars
        if upper.count == 1, let only = upper.first { named.insert(only) }
      case .one, .many: break
      case .oneExceptColon, .manyExceptColon, .digit, .manyWord: needsSeparators = true
      }
    }
    if needsSeparators { named.formUnion([":", "/", " "]) }
    let letter = "xyzabcdefghijklmnopqrstuvwXYZABCDEFGHIJKLMNOPQRSTUVW~".unicodeScalars.first {
      !named.contains($0)
    }
    let digit = "1234567890".unicodeScalars.first { !named.contains($0) }
    return [letter ?? "\u{10FFFD}", digit].compactMap(\.self) + named.sorted()
  }
}
