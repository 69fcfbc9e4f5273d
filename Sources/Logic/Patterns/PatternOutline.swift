/// A pattern of characters, `?` and `*` as the pieces between its runs, so that most questions of
/// whether one covers another are answered without a search.
public struct PatternOutline: Sendable {
  /// Characters by their value, and the two wildcards.
  private let codes: [UInt32]
  /// What stands before the first run, or everything if there is none.
  private let head: ArraySlice<UInt32>
  /// What stands behind the last run; empty if there is none.
  private let tail: ArraySlice<UInt32>
  /// The runs with what follows each; nothing follows the last.
  private let gaps: [Gap]

  /// A run, with what follows up to the next one.
  private struct Gap {
    /// How many characters the run has at least, because `?` stands beside its `*`.
    var least: Int
    var piece: ArraySlice<UInt32>
  }

  private static let one = UInt32.max
  private static let run = UInt32.max - 1
  /// No character has these, and three of them fit into one number.
  private static let begin: UInt32 = 0x11_0000
  private static let end: UInt32 = 0x11_0001

  /// The outline of a pattern; nil where a part is not known, or some character is special.
  public init?(_ pattern: Pattern) {
    guard !pattern.isSymbolic else { return nil }
    var codes: [UInt32] = []
    codes.reserveCapacity(pattern.tokens.count)
    for token in pattern.tokens {
      switch token {
      case .scalar(let scalar): codes.append(scalar.value)
      case .one: codes.append(Self.one)
      case .many: codes.append(Self.run)
      default: return nil
      }
    }
    self.codes = codes
    var pieces = codes.split(separator: Self.run, omittingEmptySubsequences: false)
    var least = [Int](repeating: 0, count: max(0, pieces.count - 1))
    for gap in least.indices {
      while pieces[gap].last == Self.one {
        pieces[gap].removeLast()
        least[gap] += 1
      }
      while pieces[gap + 1].first == Self.one {
        pieces[gap + 1].removeFirst()
        least[gap] += 1
      }
    }
    head = pieces.removeFirst()
    tail = pieces.popLast() ?? []
    var gaps: [Gap] = []
    for (position, count) in least.enumerated() {
      let piece = position < pieces.count ? pieces[position] : []
      if let last = gaps.last, last.piece.isEmpty {
        gaps[gaps.count - 1] = Gap(least: last.least + count, piece: piece)
      } else {
        gaps.append(Gap(least: count, piece: piece))
      }
    }
    self.gaps = gaps
  }

  /// Three characters in a row that every text of the pattern has, as numbers, in order; where a text
  /// begins and where it ends count as characters.
  public var trigrams: [UInt64] {
    let codes = [Self.begin] + codes + [Self.end]
    guard codes.count > 2 else { return [] }
    return (2..<codes.count).compactMap { end in
      let three = codes[(end - 2)...end]
      guard three.allSatisfy({ $0 < Self.run }) else { return nil }
      return three.reduce(0) { $0 << 21 | UInt64($1) }
    }
  }

  /// Whether every text of another pattern is one of this: unknown where only a search can tell.
  ///
  /// A run of the other may be empty as well as longer than this pattern, of characters that this
  /// one does not name. If runs stood for such texts only, the pieces between the runs of this one
  /// would have to be found between the runs of the other; if they were all empty, in what is left.
  /// Both are needed, and pieces that are found whatever the runs stand for are enough.
  ///
  /// - Complexity: at most the product of the lengths, mostly their sum.
  public func covers(_ other: PatternOutline) -> Truth {
    if gaps.isEmpty {
      return other.codes.count == head.count && fits(head, other.codes, at: 0) ? .yes : .no
    }
    guard fits(other.codes, isRunLong: true) else { return .no }
    if fits(other.codes, isRunLong: false) { return .yes }
    return fits(other.codes.filter { $0 != Self.run }, isRunLong: false) ? .unknown : .no
  }

  /// Whether the pieces are found in a row, each as early as can be.
  private func fits(_ text: [UInt32], isRunLong: Bool) -> Bool {
    let end = text.count - tail.count
    guard head.count <= end, fits(head, text, at: 0), fits(tail, text, at: end) else {
      return false
    }
    var position = head.count
    for gap in gaps {
      var passed = 0
      let last = end - gap.piece.count
      guard position <= last else { return false }
      while passed < gap.least || !fits(gap.piece, text, at: position) {
        guard position < last else { return false }
        passed += text[position] != Self.run ? 1 : isRunLong ? gap.least : 0
        position += 1
      }
      position += gap.piece.count
    }
    return true
  }

  private func fits(_ piece: ArraySlice<UInt32>, _ text: [UInt32], at start: Int) -> Bool {
    var position = start
    for code in piece {
      let other = text[position]
      guard code == other || code == Self.one, other != Self.run else { return false }
      position += 1
    }
    return true
  }
}
