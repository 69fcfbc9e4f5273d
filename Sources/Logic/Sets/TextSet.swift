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

  /// Exactly the listed texts.
  public init(_ values: [String]) {
    self.init(values: values.count < 2 ? values : Set(values).sorted(), cells: [])
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

  /// Whether a text belongs to the set; unknown only where a pattern is symbolic.
  public func contains(_ text: String) -> Truth {
    if values.contains(text) { return .yes }
    return cells.reduce(.no) { $0 || $1.contains(text) }
  }

  /// What belongs to both.
  public func intersection(_ other: TextSet) -> TextSet {
    if isEverything { return other }
    if other.isEverything { return self }
    var listed: [String] = []
    var cells: [TextCell] = []
    for (mine, theirs) in [(self, other), (other, self)] {
      for value in mine.values {
        if theirs.values.contains(value) {
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
    let cells = Self.reduced(cells + other.cells)
    let listed = TextSet(values + other.values).values
    if cells.contains(where: \.isEverything) { return .everything }
    return TextSet(
      values: listed.filter { value in !cells.contains { $0.contains(value) == .yes } },
      cells: cells)
  }

  /// What does not belong to it.
  public var complement: TextSet {
    var result = TextSet.everything
    if !values.isEmpty {
      result = TextSet(TextCell(missing: values.map { Pattern(SymbolicString($0), .exact) }))
    }
    for cell in cells {
      result = result.intersection(TextSet(values: [], cells: cell.complement).listing)
      if result.isEmpty { break }
    }
    return result
  }

  /// Whether every text of this set certainly belongs to the other.
  public func isSubset(of other: TextSet) -> Bool {
    if isEmpty || other.isEverything || self == other { return true }
    if cells.isEmpty { return values.allSatisfy { other.contains($0) == .yes } }
    if other.cells.isEmpty, !cells.isEmpty, other.values.isEmpty { return false }
    return intersection(other.complement).isEmpty
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

  private static func cell(_ value: String) -> TextCell {
    TextCell(matching: [Pattern(SymbolicString(value), .exact)])
  }

  private static func reduced(_ cells: [TextCell]) -> [TextCell] {
    if cells.count < 2 { return cells }
    var seen: Set<TextCell> = []
    return cells.filter { seen.insert($0).inserted }
  }
}

extension TextCell {
  /// The text, if the cell is one exact pattern and nothing else.
  fileprivate var onlyText: String? {
    guard matching.count == 1, missing.isEmpty, number == nil, date == nil, address == nil,
      matching[0].grammar == .exact
    else { return nil }
    return matching[0].text.literal
  }
}
