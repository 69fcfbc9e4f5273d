import Estate
import Findings
import Text

extension HTMLPage {
  private static let rows = 200

  /// Writes what a change closes and settles; nothing in the report of a plain scan.
  func change() {
    guard let change = report.outcome.change else { return }
    section("change", "The change") {
      html.element("div") {
        html.attribute("class", constant: "sheet")
        html.element("p") { sentence(change.sentence) }
        list("Closed or narrowed", change.closed)
        list("Settled", change.settled)
      }
    }
  }

  private func list(_ title: String, _ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    html.element("h3") { html.text(title) }
    for finding in findings.prefix(Self.rows) {
      html.element("div") {
        html.element("p") {
          if !finding.rule.isEmpty { html.text(finding.rule + " ", as: .identifier) }
          sentence(finding.message)
        }
        path(finding.path, withEvidence: false)
      }
      html.newline()
    }
    let rest = findings.count - Self.rows
    if rest > 0 { html.element("p") { html.text("\(rest) more are in the JSON report.") } }
  }
}
