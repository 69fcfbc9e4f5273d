import Estate
import Logic
import Text

/// Principals in the order of their ARNs, to find those whose ARN begins with a text.
struct ARNOrder {
  /// Principals whose ARN is known, with its bytes.
  private let sorted: [(arn: String, principal: Int)]
  /// Position in that order, by principal; nil where the ARN is open or no plain ARN.
  private let ranks: [Int?]

  /// - Complexity: one sort of the principals.
  init(_ principals: [Principal]) {
    sorted = principals.indices.compactMap { index in
      principals[index].arn.literal.flatMap { Self.isPlain($0) ? ($0, index) : nil }
    }.sorted { Self.isBefore($0.arn, $1.arn) }
    var ranks = [Int?](repeating: nil, count: principals.count)
    for (rank, entry) in sorted.enumerated() { ranks[entry.principal] = rank }
    self.ranks = ranks
  }

  /// Whether a principal may be one of those between two positions; true where its ARN is open.
  func mayLie(_ principal: Int, in ranges: [Range<Int>]) -> Bool {
    guard let rank = ranks[principal] else { return true }
    return ranges.contains { $0.contains(rank) }
  }

  /// The positions of the ARNs that begin with a text.
  func range(of prefix: String) -> Range<Int> {
    let start = sorted.partitioningIndex { !Self.isBefore($0.arn, prefix) }
    let end = sorted.partitioningIndex {
      !Self.isBefore($0.arn, prefix) && !$0.arn.utf8.starts(with: prefix.utf8)
    }
    return start..<end
  }

  /// Five colons: a wildcard that may stand for several fields then stands for one.
  private static func isPlain(_ arn: String) -> Bool {
    arn.utf8.count { $0 == UInt8(ascii: ":") } == 5
  }

  private static func isBefore(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
