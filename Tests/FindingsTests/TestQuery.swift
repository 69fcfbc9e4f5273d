import Findings
import Text

/// A query as a rule of somebody's pack.
enum TestQuery {
  static func rule(_ query: String, message: String = "{subject}") throws -> Rule {
    var pack = RulePack()
    let lines = query.split(separator: "\n").map { "  \($0)\n" }.joined()
    pack.add(
      path: "own.yaml",
      text: """
        id: OWN-001
        title: Own
        severity: low
        facts: 1
        query: |
        \(lines)message: "\(message)"
        why: why
        fix: fix

        """)
    guard let rule = pack.rules.first else { throw NoRule(problems: pack.diagnostics.items.count) }
    return rule
  }

  struct NoRule: Error {
    let problems: Int
  }
}
