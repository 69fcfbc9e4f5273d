import Estate
import Findings
import Text

extension HTMLPage {
  private static let topPaths = 5

  /// Writes counts, the worst paths, and what is undecided for want of evidence.
  func summary() {
    section("summary", "Summary") {
      html.element("div") {
        html.attribute("class", constant: "sheet pair")
        html.element("div") {
          bar()
          counts()
          undecided()
        }
        html.element("div") {
          html.element("h3") { html.raw("Worst paths") }
          worst()
        }
      }
    }
  }

  private func counts() {
    let findings = report.tally.findings
    table("Findings by severity", ["Severity", "#Open", "#Undecided", "#Suppressed"]) {
      for severity in FindingSeverity.allCases.reversed() {
        html.element("tr") {
          html.element("td") { badge(severity) }
          for status in [FindingStatus.fail, .review, .suppressed] {
            cell(findings[status, default: [:]][severity, default: 0])
          }
        }
      }
    }
  }

  /// A bar of the open findings by severity, drawn with attributes so that it needs no style.
  private func bar() {
    let total = report.tally.failed.values.reduce(0, +)
    html.element("svg") {
      html.attribute("class", constant: "bar")
      html.attribute("viewBox", constant: "0 0 1000 12")
      html.attribute("preserveAspectRatio", constant: "none")
      html.attribute("role", constant: "img")
      html.attribute("aria-label", "\(total) open findings by severity")
      guard total > 0 else { return rectangle("none", fill: "#1d6b45", from: 0, width: 1000) }
      var start = 0
      var done = 0
      for (severity, fill) in Self.fills {
        done += report.tally.failed[severity, default: 0]
        let end = done * 1000 / total
        if end > start {
          rectangle(severity.rawValue, fill: fill, from: start, width: end - start)
        }
        start = end
      }
    }
  }

  private static let fills: [(FindingSeverity, StaticString)] = [
    (.critical, "#8c1831"), (.high, "#b03a12"), (.medium, "#855600"), (.low, "#2f5d8a"),
    (.info, "#556172"),
  ]

  private func rectangle(_ name: String, fill: StaticString, from start: Int, width: Int) {
    html.void("rect") {
      html.attribute("class", name, as: .identifier)
      html.attribute("fill", constant: fill)
      html.attribute("x", "\(start)")
      html.attribute("y", constant: "0")
      html.attribute("width", "\(width)")
      html.attribute("height", constant: "12")
    }
  }

  private func worst() {
    var seen: Set<[String]> = []
    for finding in report.outcome.findings where finding.status == .fail && !finding.path.isEmpty {
      guard seen.count < Self.topPaths else { break }
      guard seen.insert(finding.path.flatMap { [$0.from, $0.to] }).inserted else { continue }
      html.element("div") {
        html.element("p") {
          badge(finding.severity)
          html.raw(" ")
          link(to: finding) { sentence(finding.message) }
        }
        path(finding.path, withEvidence: false)
      }
    }
    if seen.isEmpty { html.element("p") { html.raw("No open finding has a path.") } }
  }

  private func undecided() {
    let rules = Dictionary(
      grouping: report.outcome.findings.filter { $0.status == .review }, by: \.rule)
    let gaps = EvidenceGap.missing(in: report.outcome.coverage)
    guard !rules.isEmpty || !gaps.isEmpty else { return }
    html.element("h3") { html.raw("Not decided") }
    if !rules.isEmpty {
      html.element("ul") {
        for (rule, findings) in rules.sorted(by: {
          ($1.value.count, $0.key) < ($0.value.count, $1.key)
        })
        .prefix(Self.topPaths) {
          html.element("li") {
            html.text("\(findings.count) × ")
            html.element("a") {
              html.attribute("href", "#r-" + rule, as: .identifier)
              html.text(rule, as: .identifier)
            }
            html.text(" " + (findings.first?.title ?? ""))
          }
        }
      }
    }
    if !gaps.isEmpty {
      html.element("p") {
        html.attribute("class", constant: "soft")
        html.raw("Not among the inputs: ")
        html.text(gaps.map(\.name).joined(separator: ", "))
        html.raw(". ")
        html.element("a") {
          html.attribute("href", constant: "#gaps")
          html.raw("What that hides")
        }
      }
    }
  }
}
