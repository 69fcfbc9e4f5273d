import Estate
import Findings
import Text

/// The page's parts in the order in which an auditor reads them.
struct HTMLPage {
  let html: MarkupWriter
  let report: Report
  /// Findings of one rule mostly stand in one file after the other.
  let reader = SourceReader()

  /// Writes everything that is visible.
  func body() {
    html.element("a") {
      html.attribute("class", constant: "skip")
      html.attribute("href", constant: "#findings")
      html.raw("Skip to the findings")
    }
    cover()
    contents()
    html.element("main") {
      summary()
      change()
      scope()
      method()
      findings()
      intended()
      suppressed()
      rules()
      appendix()
    }
    html.element("footer") {
      html.element("p") {
        html.text(
          "Written by trustpath \(report.outcome.toolVersion) from the files listed above, ")
        html.raw("offline. The same inputs and date give the same bytes.")
      }
    }
    html.newline()
  }

  private static let parts: [(id: StaticString, title: StaticString)] = [
    ("#summary", "Summary"), ("#scope", "Scope and evidence"), ("#method", "Method and limits"),
    ("#findings", "Findings"), ("#intended", "Intended paths"), ("#suppressed", "Suppressed"),
    ("#rules", "Rules"), ("#appendix", "Appendix"),
  ]

  private func contents() {
    html.element("nav") {
      html.attribute("class", constant: "parts")
      html.attribute("aria-label", constant: "Parts of the report")
      html.element("ul") {
        for part in Self.parts {
          html.element("li") {
            html.element("a") {
              html.attribute("href", constant: part.id)
              html.raw(part.title)
            }
          }
        }
      }
    }
    html.newline()
  }

  /// Writes a part with its heading.
  func section(_ id: StaticString, _ title: StaticString, _ body: () -> Void) {
    html.element("section") {
      html.attribute("id", constant: id)
      html.attribute("aria-labelledby", id.description + "-title")
      html.element("h2") {
        html.attribute("id", id.description + "-title")
        html.raw(title)
      }
      body()
    }
    html.newline()
  }

  /// Writes a table with its caption and column headings; headings that start with `#` are numbers.
  func table(_ caption: StaticString, _ headings: [String], _ rows: () -> Void) {
    html.element("div") {
      html.attribute("class", constant: "scroll")
      html.element("table") {
        html.element("caption") { html.raw(caption) }
        html.element("thead") {
          html.element("tr") {
            for heading in headings {
              html.element("th") {
                html.attribute("scope", constant: "col")
                if heading.hasPrefix("#") { html.attribute("class", constant: "n") }
                html.text(heading.hasPrefix("#") ? String(heading.dropFirst()) : heading)
              }
            }
          }
        }
        html.element("tbody", rows)
      }
    }
    html.newline()
  }

  /// Writes a cell.
  func cell(_ text: String, as usage: Redaction.Usage = .prose) {
    html.element("td") { html.text(text, as: usage) }
  }

  /// Writes a cell with a number.
  func cell(_ number: Int) {
    html.element("td") {
      html.attribute("class", constant: "n")
      html.text("\(number)", as: .identifier)
    }
  }

  /// Writes a severity as word, shape and colour.
  func badge(_ severity: FindingSeverity, isUndecided: Bool = false) {
    html.element("span") {
      html.attribute(
        "class", "sev " + (isUndecided ? "review" : severity.rawValue), as: .identifier)
      html.text(isUndecided ? "Undecided" : severity.title)
    }
  }

  /// Writes a sentence in which back-ticks mark code.
  func sentence(_ text: String) {
    guard text.hasByte(0x60) else { return html.text(text) }
    for (index, part) in text.parts(at: 0x60).enumerated() {
      if index % 2 == 0 {
        html.text(String(part))
      } else {
        html.element("code") { html.text(String(part)) }
      }
    }
  }
}

extension FindingSeverity {
  /// The severity as it starts a line.
  var title: String {
    switch self {
    case .critical: "Critical"
    case .high: "High"
    case .medium: "Medium"
    case .low: "Low"
    case .info: "Info"
    }
  }
}
