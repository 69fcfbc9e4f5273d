import Findings

/// docs/rules: a page for each rule, and the list of all.
enum RulePage {
  static func text(_ rule: Rule) -> String {
    let references = rule.references.map { "- \($0)" }.joined(separator: "\n")
    let controls = rule.compliance.map {
      "| \($0.framework) | \($0.id) | \($0.provenance.rawValue) |"
    }
    return """
      # \(rule.id) \(rule.title)

      Severity: \(rule.severity.rawValue), or as the query decides.

      \(rule.why)

      ## What to do

      \(rule.fix)

      ## What is asked

      ```sql
      \(rule.query)
      ```

      ## References

      \(references)

      ## Compliance

      | framework | control | where the mapping comes from |
      |---|---|---|
      \(controls.joined(separator: "\n"))

      """
  }

  static func index(_ rules: [Rule]) -> String {
    let rows = rules.map {
      "| [\($0.id)](\($0.id.lowercased()).md) | \($0.severity.rawValue) | \($0.title) |"
    }
    return """
      # Rules

      Written from the files in `Rules/`; \(rules.count) rules.

      | rule | severity | title |
      |---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }
}
