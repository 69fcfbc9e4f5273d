/// A set of non-empty sets of texts: what a context key with several values can be.
public struct TextFamily: Hashable, Sendable {
  /// The sets whose members all lie in one text set and that meet each of some others.
  public struct Cell: Hashable, Sendable {
    /// Where every member lies.
    public let within: TextSet
    /// Sets each of which holds some member.
    public let meeting: [TextSet]

    func contains(_ members: [String]) -> Truth {
      var result = Truth.yes
      for member in members { result = result && within.contains(member) }
      for set in meeting {
        result = result && members.reduce(.no) { $0 || set.contains($1) }
      }
      return result
    }

    func intersection(_ other: Cell) -> Cell? {
      let within = within.intersection(other.within)
      if within.isEmpty { return nil }
      let meeting = meeting + other.meeting.filter { !self.meeting.contains($0) }
      if meeting.contains(where: { $0.intersection(within).isEmpty }) { return nil }
      return Cell(within: within, meeting: meeting.filter { !within.isSubset(of: $0) })
    }

    var complement: [Cell]? {
      var result: [Cell] = []
      guard let outside = within.complement else { return nil }
      if !outside.isEmpty { result.append(Cell(within: .everything, meeting: [outside])) }
      for set in meeting {
        guard let rest = set.complement else { return nil }
        if !rest.isEmpty { result.append(Cell(within: rest, meeting: [])) }
      }
      return result
    }
  }

  /// The alternatives.
  public let cells: [Cell]

  /// No set.
  public static let nothing = TextFamily(cells: [])
  /// Every non-empty set.
  public static let everything = TextFamily(cells: [Cell(within: .everything, meeting: [])])

  init(cells: [Cell]) { self.cells = cells }

  /// The sets whose members all lie in a text set.
  public init(within set: TextSet) {
    self.init(cells: set.isEmpty ? [] : [Cell(within: set, meeting: [])])
  }

  /// The sets that hold some member of a text set.
  public init(meeting set: TextSet) {
    self.init(cells: set.isEmpty ? [] : [Cell(within: .everything, meeting: [set])])
  }

  /// Exactly one set.
  public init(members: [String]) {
    let set = TextSet(members)
    self.init(
      cells: members.isEmpty ? [] : [Cell(within: set, meeting: members.map { TextSet([$0]) })])
  }

  /// Whether there is certainly no such set.
  public var isEmpty: Bool { cells.isEmpty }

  var isEverything: Bool {
    cells.contains { $0.within.isEverything && $0.meeting.isEmpty }
  }

  /// Whether a non-empty set belongs to the family.
  public func contains(_ members: [String]) -> Truth {
    cells.reduce(.no) { $0 || $1.contains(members) }
  }

  /// What belongs to both.
  public func intersection(_ other: TextFamily) -> TextFamily {
    if isEverything { return other }
    if other.isEverything { return self }
    return TextFamily(
      cells: Self.reduced(
        cells.flatMap { left in other.cells.compactMap { left.intersection($0) } }))
  }

  /// What belongs to either.
  public func union(_ other: TextFamily) -> TextFamily {
    if isEverything || other.isEmpty { return self }
    if other.isEverything || isEmpty { return other }
    return TextFamily(cells: Self.reduced(cells + other.cells))
  }

  /// What does not belong to it; nil where telling takes more than reasonable effort.
  public var complement: TextFamily? {
    var result = TextFamily.everything
    var bounds = ComplementBounds(weight: weight)
    for cell in cells {
      guard let outside = cell.complement, bounds.allow(result.cells.count, outside.count) else {
        return nil
      }
      result = result.intersection(TextFamily(cells: outside))
    }
    return result
  }

  /// Whether every set of this family certainly belongs to the other.
  public func isSubset(of other: TextFamily) -> Bool {
    if isEmpty || other.isEverything || self == other { return true }
    guard weight * other.weight <= ValueSet.limit else { return false }
    return Effort.ensureLimit(TextSet.effort) {
      other.complement.map { intersection($0).isEmpty } == true
    }
  }

  private static func reduced(_ cells: [Cell]) -> [Cell] {
    var seen: Set<Cell> = []
    return cells.filter { seen.insert($0).inserted }
  }
}
