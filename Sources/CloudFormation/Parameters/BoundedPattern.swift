/// A regular expression of a template that is only run where it ends soon.
///
/// The engine backtracks, and cannot be stopped once it runs: the number of steps is estimated from
/// the repetitions of the pattern and the length of the text before it starts.
///
/// - Complexity: matching takes at most about `stepLimit` steps.
struct BoundedPattern {
  /// Most steps that a match may take.
  static let stepLimit = 2_000_000.0
  private static let lengthLimit = 1_024

  private let pattern: String

  /// Wraps a pattern.
  init(_ pattern: String) { self.pattern = pattern }

  /// Whether the whole text matches; nil for patterns that are not understood or take too long.
  func matches(_ text: String) -> Bool? {
    guard pattern.utf8.count <= Self.lengthLimit, text.utf8.count <= Self.lengthLimit,
      steps(for: text) <= Self.stepLimit
    else { return nil }
    do {
      return try Regex(pattern).wholeMatch(in: text) != nil
    } catch {
      return nil
    }
  }

  /// About how many steps a backtracking matcher takes at worst: each repetition multiplies by the
  /// length, a repetition of a group that itself repeats or chooses doubles with each character.
  private func steps(for text: String) -> Double {
    let length = Double(max(text.unicodeScalars.count, 2))
    let shape = shape
    let polynomial = Self.power(length, shape.repetitions + 1)
    return polynomial * Self.power(2, min(shape.choices, 40))
      * (shape.isNested ? Self.power(2, Int(length)) : 1)
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<max(exponent, 0)).reduce(1) { result, _ in result * base }
  }

  /// Unbounded repetitions, optional parts, and whether a group that repeats holds a choice or a
  /// repetition.
  private var shape: (repetitions: Int, choices: Int, isNested: Bool) {
    var repetitions = 0
    var choices = 0
    var isNested = false
    /// For every open group: whether it repeats or chooses inside.
    var groups: [Bool] = [false]
    var closed = false
    var isInClass = false
    var characters = Array(pattern.unicodeScalars)[...]
    while let character = characters.popFirst() {
      let wasClosed = closed
      closed = false
      if character == "\\" {
        characters = characters.dropFirst()
      } else if isInClass {
        isInClass = character != "]"
      } else {
        switch character {
        case "[": isInClass = true
        case "(": groups.append(false)
        case ")":
          closed = groups.count > 1 ? groups.removeLast() : false
          if closed { groups[groups.count - 1] = true }
        case "|":
          choices += 1
          groups[groups.count - 1] = true
        case "*", "+":
          repetitions += 1
          isNested = isNested || wasClosed
          groups[groups.count - 1] = true
        case "{":
          let body = characters.prefix { $0 != "}" }
          let most = Int(String(String.UnicodeScalarView(body.split(separator: ",").last ?? [])))
          let isLong = body.last == "," || (most ?? .max) > 4
          repetitions += body.contains(",") && isLong ? 1 : 0
          choices += wasClosed ? most ?? 0 : body.contains(",") ? 1 : 0
          isNested = isNested || (wasClosed && isLong)
          if body.contains(",") { groups[groups.count - 1] = true }
        case "?":
          choices += 1
          groups[groups.count - 1] = true
        default: break
        }
      }
    }
    return (repetitions, choices, isNested)
  }
}
