/// The regular expressions by which `ContextKnowledge` names keys: text, `.`, classes, groups,
/// alternatives, `?`, `*`, `+` and anchors, matched without backtracking.
struct NamePattern {
  private indirect enum Expression {
    case empty
    case scalar((Unicode.Scalar) -> Bool)
    case start
    case end
    case sequence([Expression])
    case choice([Expression])
    /// At least so often, at most so often (nil for any number of times).
    case repeated(Expression, Int, Int?)
  }

  private enum Step {
    case scalar((Unicode.Scalar) -> Bool)
    case start
    case end
    case split([Int])
    case accept
  }

  private var steps: [Step] = []

  /// Compiles an expression; nil for one that is malformed or not understood.
  init?(_ text: String) {
    guard text.utf8.count <= 1000 else { return nil }
    var parser = Parser(scalars: Array(text.unicodeScalars))
    guard let expression = parser.choice(depth: 0), parser.isAtEnd else { return nil }
    emit(expression)
    steps.append(.accept)
    if steps.count > 10_000 { return nil }
  }

  /// Whether some part of a text matches.
  func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var active: Set<Int> = []
    for position in 0...scalars.count {
      follow(0, position, scalars.count, &active)
      if active.contains(steps.count - 1) { return true }
      guard position < scalars.count else { break }
      var next: Set<Int> = []
      for step in active {
        if case .scalar(let admits) = steps[step], admits(scalars[position]) {
          follow(step + 1, position + 1, scalars.count, &next)
        }
      }
      active = next
    }
    return active.contains(steps.count - 1)
  }

  private func follow(_ step: Int, _ position: Int, _ count: Int, _ active: inout Set<Int>) {
    var open = [step]
    while let step = open.popLast() {
      guard active.insert(step).inserted else { continue }
      switch steps[step] {
      case .scalar, .accept: break
      case .start: if position == 0 { open.append(step + 1) }
      case .end: if position == count { open.append(step + 1) }
      case .split(let targets): open += targets
      }
    }
  }

  private mutating func emit(_ expression: Expression) {
    switch expression {
    case .empty: break
    case .scalar(let admits): steps.append(.scalar(admits))
    case .start: steps.append(.start)
    case .end: steps.append(.end)
    case .sequence(let parts): for part in parts { emit(part) }
    case .choice(let parts): emit(choice: parts)
    case .repeated(let part, let least, let most): emit(part, least, most)
    }
  }

  private mutating func emit(choice parts: [Expression]) {
    let split = steps.count
    steps.append(.split([]))
    var starts: [Int] = []
    var jumps: [Int] = []
    for part in parts {
      starts.append(steps.count)
      emit(part)
      jumps.append(steps.count)
      steps.append(.split([]))
    }
    steps[split] = .split(starts)
    for jump in jumps { steps[jump] = .split([steps.count]) }
  }

  private mutating func emit(_ part: Expression, _ least: Int, _ most: Int?) {
    guard steps.count <= 10_000 else { return }
    for _ in 0..<least { emit(part) }
    guard let most else {
      let split = steps.count
      steps.append(.split([]))
      emit(part)
      steps.append(.split([split]))
      steps[split] = .split([split + 1, steps.count])
      return
    }
    for _ in least..<max(least, most) {
      let split = steps.count
      steps.append(.split([]))
      emit(part)
      steps[split] = .split([split + 1, steps.count])
    }
  }

  private struct Parser {
    let scalars: [Unicode.Scalar]
    var next = 0

    init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var isAtEnd: Bool { next == scalars.count }
    var peek: Unicode.Scalar? { next < scalars.count ? scalars[next] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      guard peek == scalar else { return false }
      next += 1
      return true
    }

    mutating func choice(depth: Int) -> Expression? {
      guard depth < 20, var parts = sequence(depth: depth).map({ [$0] }) else { return nil }
      while take("|") {
        guard let part = sequence(depth: depth) else { return nil }
        parts.append(part)
      }
      return parts.count == 1 ? parts[0] : .choice(parts)
    }

    mutating func sequence(depth: Int) -> Expression? {
      var parts: [Expression] = []
      while let scalar = peek, scalar != "|", scalar != ")" {
        guard var part = atom(depth: depth) else { return nil }
        if take("*") {
          part = .repeated(part, 0, nil)
        } else if take("+") {
          part = .repeated(part, 1, nil)
        } else if take("?") {
          part = .repeated(part, 0, 1)
        } else if peek == "{" {
          return nil
        }
        parts.append(part)
      }
      return .sequence(parts)
    }

    mutating func atom(depth: Int) -> Expression? {
      guard let scalar = peek else { return nil }
      next += 1
      switch scalar {
      case "(":
        if take("?") { guard take(":") else { return nil } }
        guard let inner = choice(depth: depth + 1), take(")") else { return nil }
        return inner
      case "[": return characterClass()
      case ".": return .scalar { _ in true }
      case "^": return .start
      case "$": return .end
      case "\\": return escape()
      case "*", "+", "?", "{", "]", "}": return nil
      default: return .scalar { $0 == scalar }
      }
    }

    mutating func escape() -> Expression? {
      guard let scalar = peek else { return nil }
      next += 1
      switch scalar {
      case "d": return .scalar { ("0"..."9").contains($0) }
      case "w":
        return .scalar {
          $0 == "_" || ($0.isASCII && $0.properties.isAlphabetic) || ("0"..."9").contains($0)
        }
      case "s": return .scalar { $0.properties.isWhitespace }
      default:
        return scalar.properties.isAlphabetic ? nil : .scalar { $0 == scalar }
      }
    }

    mutating func characterClass() -> Expression? {
      let isNegated = take("^")
      var ranges: [ClosedRange<Unicode.Scalar>] = []
      while let scalar = peek, scalar != "]" {
        next += 1
        var lower = scalar
        if scalar == "\\" {
          guard let escaped = peek, !escaped.properties.isAlphabetic else { return nil }
          next += 1
          lower = escaped
        }
        if peek == "-", next + 1 < scalars.count, scalars[next + 1] != "]" {
          let upper = scalars[next + 1]
          guard lower <= upper else { return nil }
          next += 2
          ranges.append(lower...upper)
        } else {
          ranges.append(lower...lower)
        }
      }
      guard take("]") else { return nil }
      return .scalar { scalar in ranges.contains { $0.contains(scalar) } != isNegated }
    }
  }
}
