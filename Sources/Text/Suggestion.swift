/// The known word that somebody probably meant.
public enum Suggestion {
  /// The nearest candidate within two edits; nil when none is near.
  ///
  /// - Complexity: linear in the number of candidates times the product of lengths.
  public static func nearest(
    to word: String, among candidates: some Sequence<String>
  ) -> String? {
    // Two characters are eight bytes at most.
    candidates.filter { abs($0.utf8.count - word.utf8.count) <= 8 }
      .map { (distance(word, $0), $0) }.filter { $0.0 <= 2 }
      .min { ($0.0, $0.1) < ($1.0, $1.1) }?.1
  }

  /// Number of single-character insertions, deletions and replacements.
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = diagonal + (character == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
