import Estate
import Findings

extension HTMLPage {
  /// Findings beyond these are rows of a table: a browser shows ten thousand rows, not cards.
  private static let cards = 2_000

  /// Reports with up to this many findings show them without a click.
  private static let openAtFirst = 40

  /// Writes the open and undecided findings by rule, worst rule first.
  func findings() {
    section("findings", "Findings") {
      let groups = RuleGroup.all(of: report.outcome.findings, limit: Self.cards)
      guard !groups.isEmpty else {
        return html.element("p") { html.raw("No rule is violated, and none is undecided.") }
      }
      tools()
      let count = groups.reduce(0) { $0 + $1.cards.count }
      for group in groups { self.group(group, isOpen: count <= Self.openAtFirst) }
    }
  }

  private func tools() {
    html.element("div") {
      html.attribute("id", constant: "tools")
      html.attribute("role", constant: "search")
      html.attribute("hidden", constant: "hidden")
      html.void("input") {
        html.attribute("id", constant: "filter")
        html.attribute("type", constant: "search")
        html.attribute("placeholder", constant: "Filter by account, role, rule, file …  ( / )")
        html.attribute("aria-label", constant: "Filter the findings")
      }
      for severity in FindingSeverity.allCases.reversed() {
        html.element("label") {
          html.void("input") {
            html.attribute("type", constant: "checkbox")
            html.attribute("checked", constant: "checked")
            html.attribute("value", severity.rawValue, as: .identifier)
          }
          html.text(severity.title)
        }
      }
      button("open", "Open all")
      button("close", "Close all")
      html.element("output") {
        html.attribute("id", constant: "shown")
        html.attribute("class", constant: "soft")
      }
    }
    html.newline()
  }

  private func button(_ id: StaticString, _ title: StaticString) {
    html.element("button") {
      html.attribute("id", constant: id)
      html.attribute("type", constant: "button")
      html.raw(title)
    }
  }

  private func group(_ group: RuleGroup, isOpen: Bool) {
    let shared = SharedAdvice(of: group.cards)
    html.element("details") {
      html.attribute("class", constant: "rule")
      html.attribute("id", "r-" + group.first.rule, as: .identifier)
      if isOpen { html.attribute("open", constant: "open") }
      html.element("summary") {
        html.element("h3") {
          html.element("code") { html.text(group.first.rule, as: .identifier) }
          html.text(group.first.title)
        }
        badge(group.first.severity, isUndecided: group.open == 0)
        html.element("span") {
          html.attribute("class", constant: "soft")
          html.text(counts(of: group))
        }
      }
      html.newline()
      html.element("dl") {
        html.attribute("class", constant: "advice")
        advice(shared.fix, references: shared.references, compliance: shared.compliance)
      }
      for finding in group.cards { card(finding, without: shared) }
      rows(group.rows)
    }
    html.newline()
  }

  private func counts(of group: RuleGroup) -> String {
    let checked = report.outcome.checks.first { $0.rule == group.first.rule }?.subjects
    var parts: [String] = []
    if group.open > 0 { parts.append("\(group.open) open") }
    if group.undecided > 0 { parts.append("\(group.undecided) undecided") }
    return parts.joined(separator: ", ") + (checked.map { " of \($0) checked" } ?? "")
  }

  private func rows(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    table(
      "More findings of this rule, in brief", ["Severity", "Subject", "Message", "Place", "Mark"]
    ) {
      for finding in findings { row(finding) }
    }
  }

  private func row(_ finding: Finding) {
    html.element("tr") {
      html.attribute("class", "row " + finding.severity.rawValue, as: .identifier)
      html.attribute("id", finding.anchor, as: .identifier)
      html.element("td") { badge(finding.severity, isUndecided: finding.status == .review) }
      cell(finding.subject, as: .identifier)
      html.element("td") { sentence(finding.message) }
      cell(report.place(of: finding.range)?.text ?? "", as: .identifier)
      cell(finding.mark, as: .identifier)
      if let words = finding.acceptance { html.element("td") { sentence(words) } }
    }
    html.newline()
  }

  /// Writes findings that a suppression or the baseline accepts.
  func suppressed() {
    section("suppressed", "Suppressed") {
      let all = report.outcome.findings
      let findings = all.indices.filter { all[$0].status == .suppressed }.map { all[$0] }
      html.element("div") {
        html.attribute("class", constant: "sheet")
        guard !findings.isEmpty else {
          return html.element("p") { html.raw("No finding is suppressed.") }
        }
        table(
          "Violations that a suppression accepts",
          ["Severity", "Subject", "Message", "Place", "Mark", "Why"]
        ) {
          for finding in findings { row(finding) }
        }
      }
    }
  }

  /// Writes paths that are open and guarded as they should be.
  func intended() {
    section("intended", "Intended paths") {
      html.element("div") {
        html.attribute("class", constant: "sheet")
        guard !report.outcome.intendedPaths.isEmpty else {
          return html.element("p") { html.raw("No path is guarded by exact conditions.") }
        }
        html.element("p") {
          html.raw(
            "Open, and guarded by exact conditions: listed so that an owner can confirm them.")
        }
        for finding in report.outcome.intendedPaths.prefix(Self.cards) {
          html.element("div") {
            html.element("p") { sentence(finding.message) }
            path(finding.path, withEvidence: true)
          }
          html.newline()
        }
        let rest = report.outcome.intendedPaths.count - Self.cards
        if rest > 0 { html.element("p") { html.text("\(rest) more are in the JSON report.") } }
      }
    }
  }
}

extension Finding {
  /// The start of the fingerprint: enough to name a finding in a talk.
  var mark: String { fingerprint.start(12) }

  /// The id of the finding's element; a link to it keeps working in the next report.
  var anchor: String { "f-" + mark }
}
