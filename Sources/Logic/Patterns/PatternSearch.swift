/// Search for a text that some patterns match and others do not.
enum PatternSearch {
  /// What a search found.
  enum Result: Equatable {
    /// The shortest such text.
    case found(String)
    /// There is none.
    case none
    /// The search was given up; there may be one.
    case unknown
  }

  /// Largest number of operations on words that one search makes.
  static let limit = 1 << 18

  /// The shortest text in all of the first patterns and in none of the others.
  ///
  /// A symbolic pattern may match anything that its holes allow, and never excludes anything except
  /// itself.
  ///
  /// - Complexity: bounded by `limit`, and by the effort that is left.
  static func word(in included: [Pattern], outside excluded: [Pattern]) -> Result {
    if included.contains(where: { excluded.contains($0) }) { return .none }
    let excluded = excluded.filter { !$0.isSymbolic }
    if included.allSatisfy({ !$0.isSymbolic }),
      let fixed = included.first(where: { !$0.hasWildcards })
    {
      let text = String(String.UnicodeScalarView(fixed.tokens.compactMap(\.fixed)))
      let isIn =
        included.allSatisfy { $0.matches(text) == .yes }
        && excluded.allSatisfy { $0.matches(text) == .no }
      return isIn ? .found(text) : .none
    }
    if let first = included.first, included.dropFirst().contains(where: { clash(first, $0) }) {
      return .none
    }
    return begin(included, excluded) ?? explore(included, excluded)
  }

  /// Whether there is certainly no text in all of the first patterns and in none of the others.
  ///
  /// One text that the others do not match settles it; where some match it, each of them may by itself
  /// leave nothing, which takes a much smaller search than all together.
  static func isEmpty(in included: [Pattern], outside excluded: [Pattern]) -> Bool {
    guard included.count == 1, let text = included[0].example else {
      return word(in: included, outside: excluded) == .none
    }
    let hits = excluded.filter { $0.isSymbolic ? $0 == included[0] : $0.matches(text) }
    if hits.isEmpty { return false }
    if excluded.count > 1,
      hits.prefix(8).contains(where: { word(in: included, outside: [$0]) == .none })
    {
      return true
    }
    return word(in: included, outside: excluded) == .none
  }

  /// Whether what two patterns begin or end with already keeps every text from matching both.
  ///
  /// - Complexity: linear in the shorter pattern.
  private static func clash(_ first: Pattern, _ second: Pattern) -> Bool {
    clash(first.tokens, second.tokens) || clash(first.tokens.reversed(), second.tokens.reversed())
  }

  /// Whether no text begins, up to the first run, as both patterns do.
  private static func clash(
    _ first: some Collection<Pattern.Token>, _ second: some Collection<Pattern.Token>
  ) -> Bool {
    var (left, right) = (first.makeIterator(), second.makeIterator())
    while true {
      switch (left.next(), right.next()) {
      case (nil, nil): return false
      case (nil, let token?), (let token?, nil): return !token.isRun
      case (let one?, let other?):
        if one.isRun || other.isRun { return false }
        if one.clashes(with: other) { return true }
      }
    }
  }

  /// What most searches are about: fixed beginnings that any end may follow.
  ///
  /// Nil for other patterns, and where the answer is longer than every beginning.
  ///
  /// - Complexity: linear in the patterns.
  private static func begin(_ included: [Pattern], _ excluded: [Pattern]) -> Result? {
    var beginnings: [Beginning] = []
    for pattern in included {
      guard let beginning = Beginning(pattern) else { return nil }
      beginnings.append(beginning)
    }
    // Where there is a text in all of the first patterns, it begins with the longest beginning.
    let text = beginnings.map(\.fixed).max { $0.count < $1.count } ?? []
    guard beginnings.allSatisfy({ $0.matches(text) }) else { return Result.none }
    let isOpen = beginnings.allSatisfy(\.isOpen)
    for pattern in excluded {
      guard let beginning = Beginning(pattern) else { return nil }
      if !beginning.matches(text) { continue }
      if beginning.isOpen || !isOpen { return Result.none }
      return nil
    }
    return .found(String(String.UnicodeScalarView(text.compactMap(\.fixed))))
  }

  /// A pattern of fixed characters, and any end if it is open.
  private struct Beginning {
    let fixed: ArraySlice<Pattern.Token>
    let isOpen: Bool

    init?(_ pattern: Pattern) {
      isOpen = pattern.tokens.last == .many
      fixed = isOpen ? pattern.tokens.dropLast() : pattern.tokens[...]
      let isFixed = fixed.allSatisfy { if case .scalar = $0 { true } else { false } }
      guard !pattern.isSymbolic, isFixed else { return nil }
    }

    func matches(_ text: ArraySlice<Pattern.Token>) -> Bool {
      isOpen ? text.starts(with: fixed) : text == fixed
    }
  }

  private static func explore(_ included: [Pattern], _ excluded: [Pattern]) -> Result {
    let patterns = included + excluded
    let size = patterns.reduce(0) { $0 + $1.tokens.count + 1 }
    // Every class of characters is held against every step once.
    guard size < limit / 64, Effort.spend(size * 8) else { return .unknown }
    let automaton = PatternAutomaton(patterns)
    var left = limit - size * automaton.alphabet.count
    var order = [automaton.start]
    var visited = [automaton.start: 0]
    var steps: [(previous: Int, letter: Int)] = [(-1, 0)]
    var next = 0
    while next < order.count {
      let state = order[next]
      if accepts(state, automaton, patterns.count, included.count) {
        return .found(text(to: next, steps, automaton))
      }
      let cost = automaton.alphabet.count * (automaton.wordCount + 1) * 4
      left -= cost
      guard left > 0, Effort.spend(cost) else { return .unknown }
      for letter in automaton.alphabet.indices {
        let step = automaton.step(state, by: letter)
        guard included.indices.allSatisfy({ automaton.isAlive($0, in: step) }),
          visited[step] == nil
        else { continue }
        visited[step] = order.count
        order.append(step)
        steps.append((next, letter))
      }
      next += 1
    }
    return .none
  }

  private static func accepts(
    _ state: PatternAutomaton.State, _ automaton: PatternAutomaton, _ count: Int, _ included: Int
  ) -> Bool {
    (0..<count).allSatisfy { automaton.isMatch($0, in: state) == ($0 < included) }
  }

  private static func text(
    to last: Int, _ steps: [(previous: Int, letter: Int)], _ automaton: PatternAutomaton
  ) -> String {
    var scalars: [Unicode.Scalar] = []
    var index = last
    while steps[index].previous >= 0 {
      scalars.append(automaton.alphabet[steps[index].letter])
      index = steps[index].previous
    }
    return String(String.UnicodeScalarView(scalars.reversed()))
  }
}

extension Pattern {
  /// A text of the pattern with a character in its runs that others rather do not name.
  ///
  /// Nil where a part is not known, or the pattern has other steps than characters and wildcards.
  fileprivate var example: [Unicode.Scalar]? {
    guard !isSymbolic else { return nil }
    var text: [Unicode.Scalar] = []
    text.reserveCapacity(tokens.count)
    for token in tokens {
      switch token {
      case .scalar(let scalar): text.append(scalar)
      case .one, .many: text.append("\u{10FFFD}")
      default: return nil
      }
    }
    return text
  }
}

extension Pattern.Token {
  /// Whether no character suits both steps.
  ///
  /// False where that is not seen at once.
  fileprivate func clashes(with other: Self) -> Bool {
    switch (self, other) {
    case (.scalar(let scalar), _): !other.admits(scalar)
    case (_, .scalar(let scalar)): !admits(scalar)
    case (.folded(let one), .folded(let another)): one != another
    default: false
    }
  }

  /// The only character that the step takes, in its lower-case form if case is ignored.
  fileprivate var fixed: Unicode.Scalar? {
    if case .scalar(let scalar) = self { return scalar }
    return nil
  }
}
