import Findings

/// The open and undecided findings of one rule.
struct RuleGroup {
  /// The first, which is the worst.
  let first: Finding
  /// Findings that are shown in full.
  private(set) var cards: [Finding] = []
  /// Findings that are shown in brief.
  private(set) var rows: [Finding] = []
  /// How many are violations.
  private(set) var open = 0
  /// How many are undecided.
  var undecided: Int { cards.count + rows.count - open }

  /// All groups, in the order of their worst findings; the first `limit` findings are cards.
  static func all(of findings: [Finding], limit: Int) -> [RuleGroup] {
    var groups: [RuleGroup] = []
    var indexes: [String: Int] = [:]
    var number = 0
    for finding in findings where finding.status != .suppressed {
      let index = indexes[finding.rule] ?? groups.count
      if index == groups.count {
        indexes[finding.rule] = index
        groups.append(RuleGroup(first: finding))
      }
      groups[index].add(finding, inFull: number < limit)
      number += 1
    }
    return groups
  }

  private init(first: Finding) { self.first = first }

  private mutating func add(_ finding: Finding, inFull: Bool) {
    if inFull { cards.append(finding) } else { rows.append(finding) }
    open += finding.status == .fail ? 1 : 0
  }
}
