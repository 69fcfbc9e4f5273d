import Text

/// Chooses the fewest places so that some step of every way has all of its places among them.
///
/// Exact, by depth-first search: a hitting set.
struct PlaceChoice {
  /// For each way, the places of each of its steps.
  var ways: [[Set<SourceRange>]] = []
  private var left = 0

  /// What the search comes to.
  enum Answer: Equatable {
    /// The fewest places.
    case these(Set<SourceRange>)
    /// No fewer than the number asked about will do.
    case notFewer
    /// There were too many choices to try them all.
    case notTold
  }

  /// Largest number of choices that are tried.
  private static let mostChoices = 100_000

  /// The fewest places, if they are fewer than a number.
  mutating func fewest(below limit: Int) -> Answer {
    left = Self.mostChoices
    for size in 0..<max(limit, 0) {
      if let places = choose([], from: 0, most: size) { return .these(places) }
      if left <= 0 { return .notTold }
    }
    return .notFewer
  }

  private mutating func choose(
    _ places: Set<SourceRange>, from start: Int, most: Int
  ) -> Set<SourceRange>? {
    var index = start
    while index < ways.count, ways[index].contains(where: { $0.isSubset(of: places) }) {
      index += 1
    }
    guard index < ways.count else { return places }
    for step in ways[index] {
      left -= 1
      if left <= 0 { return nil }
      let more = places.union(step)
      if more.count <= most, let all = choose(more, from: index + 1, most: most) { return all }
    }
    return nil
  }
}
