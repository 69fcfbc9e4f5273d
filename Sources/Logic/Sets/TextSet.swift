import Text

/// A set of texts: some that are listed, and every text of some cells.
public struct TextSet: Hashable, Sendable {
  /// The listed texts, sorted, each once; none of them lies in a cell for certain.
  public let values: [String]
  /// The rest.
  public let cells: [TextCell]

  /// No text.
  public static let nothing = TextSet(values: [], cells: [])
  /// Every text.
  public static let everything = TextSet(values: [], cells: [TextCell()])

  private init(values: [String], cells: [TextCell]) {
    self.values = values
    self.cells = cells
  }

  init(listed values: [String], cells: [TextCell]) {
    self.init(values: Self.sorted(values), cells: cells)
  }

  /// Exactly the listed texts.
  public init(_ values: [String]) {
    self.init(values: values.count < 2 ? values : Self.sorted(values), cells: [])
  }

  /// The texts of any of some sets.
  ///
  /// - Complexity: that of sorting all texts.
  public init(union sets: [TextSet]) {
    if sets.count == 1 {
      self = sets[0]
    } else if sets.contains(where: \.isEverything) {
      self = .everything
    } else {
      let cells = Self.reduced(sets.flatMap(\.cells))
      self.init(
        values: Self.sorted(sets.flatMap(\.values)).filter { value in
          !cells.contains { $0.contains(value) == .yes }
        }, cells: cells)
    }
  }

  /// The texts of one cell.
  public init(_ cell: TextCell) { self.init(values: [], cells: [cell]) }

  /// The texts that match a pattern.
  public init(_ pattern: Pattern) {
    if pattern.grammar == .exact, let literal = pattern.text.literal {
      self.init([literal])
    } else {
      self.init(TextCell(matching: [pattern]))
    }
  }

  /// Whether there is certainly no such text.
  public var isEmpty: Bool { values.isEmpty && cells.isEmpty }

  /// Whether every text belongs to the set, as far as a glance shows.
  var isEverything: Bool { cells.contains { $0.isEverything } }

  /// Whether some text belongs to the set, whatever the holes of its patterns stand for.
  public var hasMember: Truth {
    values.isEmpty ? cells.reduce(.no) { $0 || $1.hasMember } : .yes
  }

  /// Whether a text belongs to the set; unknown only where a pattern is symbolic.
  public func contains(_ text: String) -> Truth {
    if isListed(text) { return .yes }
    return cells.reduce(.no) { $0 || $1.contains(text) }
  }

  /// What belongs to both.
  public func intersection(_ other: TextSet) -> TextSet {
    if isEverything { return other }
    if other.isEverything || self == other { return self }
    var listed: [String] = []
    var cells: [TextCell] = []
    for (mine, theirs) in [(self, other), (other, self)] {
      for value in mine.values {
        if theirs.isListed(value) {
          listed.append(value)
          continue
        }
        for cell in theirs.cells {
          switch cell.contains(value) {
          case .yes: listed.append(value)
          case .unknown: cells += Self.cell(value).intersection(cell).map { [$0] } ?? []
          case .no: break
          }
        }
      }
    }
    for left in self.cells {
      for right in other.cells {
        if let both = left.intersection(right) { cells.append(both) }
      }
    }
    return TextSet(values: TextSet(listed).values, cells: Self.reduced(cells))
  }

  /// What belongs to either.
  public func union(_ other: TextSet) -> TextSet {
    if isEverything || other.isEmpty { return self }
    if other.isEverything || isEmpty { return other }
    if other.cells.count == 1, values.isEmpty, other.values.isEmpty {
      // Cells that are there already are known to differ from each other.
      return cells.contains(other.cells[0])
        ? self : TextSet(values: [], cells: cells + other.cells)
    }
    return TextSet(union: [self, other])
  }

  /// What does not belong to it; nil where telling takes more than reasonable effort.
  ///
  /// Each way to fail one cell meets each way to fail the next, so that the cells of a complement can
  /// be as many as there are choices of one test of each cell.
  public var complement: TextSet? {
    var missing = values.map { Pattern(SymbolicString($0), .exact) }
    missing += cells.compactMap(\.onlyPattern)
    var result = missing.isEmpty ? TextSet.everything : TextSet(TextCell(missing: missing))
    if result.cells.first?.isCertainlyEmpty == true { return .nothing }
    var bounds = ComplementBounds(weight: weight)
    for cell in cells where cell.onlyPattern == nil {
      let outside = cell.complement
      guard bounds.allow(result.cells.count, outside.count) else { return nil }
      result = result.intersection(TextSet(values: [], cells: outside).listing)
      if result.isEmpty { break }
    }
    return result
  }

  /// The patterns of each way to belong to the set, all of which a text of it matches; nil if some
  /// text need not match any.
  var alternatives: [[Pattern]]? {
    var result = values.map { [Pattern(SymbolicString($0), .exact)] }
    for cell in cells {
      guard !cell.matching.isEmpty else { return nil }
      result.append(cell.matching)
    }
    return result
  }

  /// Whether every text of this set certainly belongs to the other.
  public func isSubset(of other: TextSet) -> Bool {
    if isEmpty || other.isEverything || self == other { return true }
    if cells.isEmpty { return values.allSatisfy { other.contains($0) == .yes } }
    if other.cells.isEmpty, !cells.isEmpty, other.values.isEmpty { return false }
    let cost = cost(with: other)
    guard cost <= ValueSet.limit, Effort.spend(cost * 16) else { return false }
    if other.cells.allSatisfy({ $0.onlyPattern != nil }) {
      return other.complement.map(isDisjoint) == true
    }
    return Effort.ensureLimit(Self.effort) { other.complement.map(isDisjoint) == true }
  }

  /// Steps that a comparison may take where nothing else limits them.
  static let effort = 1 << 22

  /// Whether the intersection is certainly empty, without all of what it would hold.
  private func isDisjoint(from other: TextSet) -> Bool {
    if isEverything { return other.isEmpty }
    if other.isEverything { return isEmpty }
    for (mine, theirs) in [(self, other), (other, self)] {
      for value in mine.values {
        if theirs.isListed(value) { return false }
        for cell in theirs.cells {
          switch cell.contains(value) {
          case .yes: return false
          case .unknown: if Self.cell(value).intersection(cell) != nil { return false }
          case .no: break
          }
        }
      }
    }
    return cells.allSatisfy { left in
      other.cells.allSatisfy { left.intersection($0) == nil }
    }
  }

  /// The same set with cells of a single exact text turned into listed texts.
  private var listing: TextSet {
    var values = values
    var cells: [TextCell] = []
    for cell in self.cells {
      if let only = cell.onlyText { values.append(only) } else { cells.append(cell) }
    }
    return TextSet(values: TextSet(values).values, cells: cells)
  }

  /// Texts differ when their bytes do, whatever Unicode makes of them.
  private func isListed(_ text: String) -> Bool {
    let index = values.partitioningIndex { !$0.precedes(text) }
    return index < values.count && values[index].utf8.elementsEqual(text.utf8)
  }

  private static func sorted(_ values: [String]) -> [String] {
    Effort.count(values.count)
    var result: [String] = []
    result.reserveCapacity(values.count)
    for value in values.sorted(by: { $0.precedes($1) })
    where result.last.map({ $0.utf8.elementsEqual(value.utf8) }) != true {
      result.append(value)
    }
    return result
  }

  private static func cell(_ value: String) -> TextCell {
    TextCell(matching: [Pattern(SymbolicString(value), .exact)])
  }

  private static func reduced(_ cells: [TextCell]) -> [TextCell] {
    if cells.count < 2 { return cells }
    var seen: Set<TextCell> = []
    return cells.filter { seen.insert($0).inserted }
  }
}

extension String {
  /// Whether the bytes come before those of another text.
  fileprivate func precedes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension TextCell {
  /// The pattern, if the cell is one that is known and nothing else.
  fileprivate var onlyPattern: Pattern? {
    guard matching.count == 1, missing.isEmpty, number == nil, date == nil, address == nil else {
      return nil
    }
    return matching[0]
  }

  /// The text, if the cell is one exact pattern and nothing else.
  fileprivate var onlyText: String? {
    guard matching.count == 1, missing.isEmpty, number == nil, date == nil, address == nil,
      matching[0].grammar == .exact
    else { return nil }
    return matching[0].text.literal
  }
}
