import Estate
import Findings
import Text

extension HTMLPage {
  /// Writes title, verdict and what the verdict rests on.
  func cover() {
    html.element("header") {
      html.attribute("class", constant: "cover")
      html.element("p") {
        html.attribute("class", constant: "brand")
        html.raw("trustpath")
      }
      html.element("h1") { html.raw("Who can become whom: trust path audit") }
      html.element("p") {
        let fails = report.tally.failing > 0
        html.attribute(
          "class", "verdict" + (fails ? " fails" : report.tally.isIncomplete ? " partial" : ""))
        html.text(verdict)
      }
      html.element("dl") {
        html.attribute("class", constant: "facts")
        fact("As of", report.outcome.asOf)
        fact("Inputs", report.tally.inputsSentence)
        fact("Accounts", "\(Set(report.outcome.inputs.compactMap(\.account)).count)")
        fact("Rules", "\(report.outcome.checks.count)")
        fact("Checks", "\(report.outcome.checks.reduce(0) { $0 + $1.subjects })")
        fact("Fails at", report.outcome.failOn.map { "\($0.rawValue) and above" } ?? "nothing")
        fact("Program", "trustpath \(report.outcome.toolVersion)")
      }
    }
    html.newline()
  }

  private var verdict: String {
    let tally = report.tally
    let threshold = report.outcome.failOn?.rawValue ?? ""
    var parts: [String] = []
    if tally.failing > 0 {
      let findings = tally.failing == 1 ? "1 finding" : "\(tally.failing) findings"
      parts.append("Does not pass: \(findings) of severity \(threshold) or worse.")
    } else if report.outcome.failOn != nil, !tally.isIncomplete {
      parts.append("Passes: no finding of severity \(threshold) or worse.")
    }
    if tally.isIncomplete {
      let what =
        tally.read == 0
        ? "nothing could be read"
        : tally.incomplete == 1
          ? "1 input could not be read whole" : "\(tally.incomplete) inputs could not be read whole"
      parts.append("The result is incomplete: \(what).")
    }
    if tally.undecided > 0 {
      parts.append("\(tally.undecided) undecided.")
    }
    return parts.isEmpty ? "No threshold was set." : parts.joined(separator: " ")
  }

  private func fact(_ name: StaticString, _ value: String) {
    html.element("div") {
      html.element("dt") { html.raw(name) }
      html.element("dd") { html.text(value, as: .identifier) }
    }
  }
}
