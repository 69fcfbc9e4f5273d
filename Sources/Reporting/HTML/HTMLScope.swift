import Estate
import Findings
import Text

extension HTMLPage {
  /// Writes every input with its digest, the remarks about inputs, and the evidence that is missing.
  func scope() {
    section("scope", "Scope and evidence") {
      html.element("div") {
        html.attribute("class", constant: "sheet")
        inputs()
        remarks()
        gaps()
      }
    }
  }

  private func inputs() {
    table(
      "Every file that was given or found, as it was read",
      ["File and SHA-256", "Kind", "Account", "#Bytes", "Holds", "Status"]
    ) {
      for input in report.outcome.inputs {
        let file = report.outcome.files.all[safe: Int(input.file.rawValue)]
        html.element("tr") {
          html.element("td") {
            html.text(report.path(of: input.file), as: .identifier)
            html.element("code") {
              html.attribute("class", constant: "digest")
              html.text(file?.sha256 ?? "", as: .identifier)
            }
          }
          cell(input.kinds.joined(separator: ", "))
          html.element("td") {
            html.attribute("class", constant: "id")
            html.text(input.account ?? "", as: .identifier)
          }
          cell(file?.fileSize ?? 0)
          cell(input.countsSentence)
          html.element("td") {
            let isBad = input.status != .read && (input.status != .unrecognised || input.isNamed)
            if isBad { html.attribute("class", constant: "bad") }
            html.text(input.status.words)
          }
        }
        html.newline()
      }
    }
  }

  private func remarks() {
    let remarks = report.outcome.diagnostics + report.outcome.inputs.flatMap(\.diagnostics)
    guard !remarks.isEmpty else { return }
    html.element("h3") { html.raw("Remarks about the inputs") }
    for diagnostic in remarks {
      html.element("div") {
        html.element("p") {
          if let place = report.place(of: diagnostic.range)?.text ?? diagnostic.path {
            html.element("code") { html.text(place, as: .identifier) }
            html.raw(" ")
          }
          html.element("span") {
            if diagnostic.severity == .error { html.attribute("class", constant: "bad") }
            html.text(diagnostic.severity.rawValue + ": ")
          }
          sentence(diagnostic.message)
          html.raw(" ")
          html.element("code") { html.text(diagnostic.code, as: .identifier) }
          if let fix = diagnostic.fix {
            html.raw(" ")
            sentence("Way out: " + fix)
          }
        }
        if let range = diagnostic.range, diagnostic.severity > .note {
          source(
            Excerpt(
              of: range, in: report, extent: .line, hidesValues: diagnostic.isAboutUnreadText,
              from: reader), of: report.place(of: range))
        }
      }
    }
  }

  private func gaps() {
    let gaps = EvidenceGap.all
    html.element("h3") {
      html.attribute("id", constant: "gaps")
      html.raw("Evidence that limits the result")
    }
    table(
      "What is missing, what that hides, and who could export it how",
      ["Evidence", "Given", "What its absence hides", "Read-only command that exports it"]
    ) {
      for gap in gaps {
        let isPresent = gap.isPresent(report.outcome.coverage)
        html.element("tr") {
          cell(gap.name.capitalizedFirst)
          html.element("td") {
            html.attribute("class", isPresent ? "good" : "bad")
            html.text(isPresent ? "yes" : "no")
          }
          cell(isPresent ? "" : gap.hides)
          html.element("td") {
            html.attribute("class", constant: "gaps")
            for command in isPresent ? [] : gap.commands {
              html.element("code") {
                html.attribute("class", constant: "cmd")
                html.text(command)
              }
            }
          }
        }
        html.newline()
      }
    }
  }
}

extension InputRecord.Status {
  /// The status as people say it.
  var words: String {
    switch self {
    case .read: "read"
    case .partial: "read in part"
    case .failed: "could not be read"
    case .unrecognised: "not of a kind that trustpath reads"
    }
  }
}
