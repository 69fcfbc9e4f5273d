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

  /// The patterns as one deterministic automaton whose states are sets of positions.
  private struct State: Hashable {
    /// For each pattern, the positions that the text so far can have reached, ascending.
    let positions: [[Int32]]
  }

  private static let stateLimit = 4096

  /// The shortest text in all of the first patterns and in none of the others.
  ///
  /// A symbolic pattern may match anything that its holes allow, and never excludes anything except
  /// itself.
  ///
  /// - Complexity: bounded by a constant number of states.
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
    return explore(included, excluded)
  }

  private static func explore(_ included: [Pattern], _ excluded: [Pattern]) -> Result {
    let patterns = included + excluded
    let alphabet = alphabet(of: patterns)
    let start = State(positions: patterns.map { closure([0], $0.tokens) })
    var visited: [State: (previous: Int, scalar: Unicode.Scalar)] = [:]
    var order = [start]
    visited[start] = (-1, " ")
    var next = 0
    while next < order.count {
      let state = order[next]
      if accepts(state, patterns, included.count) {
        return .found(text(to: state, order, visited))
      }
      for scalar in alphabet {
        let step = State(
          positions: zip(state.positions, patterns).map { advance($0, scalar, $1.tokens) })
        if step.positions.prefix(included.count).contains(where: \.isEmpty) { continue }
        if visited[step] != nil { continue }
        if order.count == stateLimit { return .unknown }
        visited[step] = (next, scalar)
        order.append(step)
      }
      next += 1
    }
    return .none
  }

  private static func accepts(_ state: State, _ patterns: [Pattern], _ included: Int) -> Bool {
    for (index, pattern) in patterns.enumerated() {
      let isEnd = state.positions[index].last == Int32(pattern.tokens.count)
      if isEnd != (index < included) { return false }
    }
    return true
  }

  private static func text(
    to state: State, _ order: [State], _ visited: [State: (previous: Int, scalar: Unicode.Scalar)]
  ) -> String {
    var scalars: [Unicode.Scalar] = []
    var state = state
    while let step = visited[state], step.previous >= 0 {
      scalars.append(step.scalar)
      state = order[step.previous]
    }
    return String(String.UnicodeScalarView(scalars.reversed()))
  }

  /// Adds the positions that are reached without reading: a run may be empty.
  private static func closure(_ positions: [Int32], _ tokens: [Pattern.Token]) -> [Int32] {
    var result: Set<Int32> = []
    for position in positions {
      var position = position
      while result.insert(position).inserted, Int(position) < tokens.count,
        tokens[Int(position)].isRun
      { position += 1 }
    }
    return result.sorted()
  }

  private static func advance(
    _ positions: [Int32], _ scalar: Unicode.Scalar, _ tokens: [Pattern.Token]
  ) -> [Int32] {
    var reached: [Int32] = []
    for position in positions where Int(position) < tokens.count {
      let token = tokens[Int(position)]
      guard token.admits(scalar) else { continue }
      reached.append(token.isRun ? position : position + 1)
    }
    return closure(reached, tokens)
  }

  /// One representative for every class of characters that the patterns tell apart.
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

extension Pattern.Token {
  /// The only character that the step takes, in its lower-case form if case is ignored.
  fileprivate var fixed: Unicode.Scalar? {
    if case .scalar(let scalar) = self { return scalar }
    return nil
  }
}
