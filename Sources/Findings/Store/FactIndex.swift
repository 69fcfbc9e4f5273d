/// Finds the rows of a table by the value of one column, in the order of the rows.
///
/// Texts are found by a hash; SQLite compares what is found once more.
final class FactIndex: @unchecked Sendable {
  // INVARIANT: nothing is written after `init`.
  /// Where a list of rows ends.
  static let end = -1

  /// The first row with a key; empty where row after row has the next number.
  private let first: [Int: Int]
  /// The next row with the same key, by row.
  private let following: UnsafeMutablePointer<Int>?
  /// The numbers of the rows, where each row has the next.
  private let run: Range<Int>

  init(_ cells: FactCells, count: Int) {
    let lowest = count > 0 ? cells.key(ofRow: 0) ?? 0 : 0
    let (end, isBeyond) = lowest.addingReportingOverflow(count)
    if !isBeyond, (0..<count).allSatisfy({ cells.key(ofRow: $0) == lowest + $0 }) {
      run = lowest..<end
      first = [:]
      following = nil
      return
    }
    run = 0..<0
    var first: [Int: Int] = [:]
    let following = UnsafeMutablePointer<Int>.allocate(capacity: count)
    for row in (0..<count).reversed() {
      let key = cells.key(ofRow: row)
      (following + row).initialize(to: key.flatMap { first[$0] } ?? Self.end)
      if let key { first[key] = row }
    }
    self.first = first
    self.following = following
  }

  deinit { following?.deallocate() }

  /// The first row with a key, and which row follows each; `end` when there is none.
  func rows(_ key: Int) -> (first: Int, following: UnsafePointer<Int>?) {
    if run.contains(key) { return (key - run.lowerBound, nil) }
    return (first[key] ?? Self.end, following.map { UnsafePointer($0) })
  }
}
