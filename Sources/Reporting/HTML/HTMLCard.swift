import Estate
import Findings
import Text
import TrustGraph

/// What all findings of a rule say alike, and is therefore said once.
struct SharedAdvice {
  private(set) var fix: String?
  private(set) var references: [String]?
  private(set) var compliance: [String: [String]]?

  init(of findings: [Finding]) {
    guard let first = findings.first else { return }
    let all = findings.indices
    if all.allSatisfy({ findings[$0].fix == first.fix }) { fix = first.fix }
    if all.allSatisfy({ findings[$0].references == first.references }) {
      references = first.references
    }
    if all.allSatisfy({ findings[$0].compliance == first.compliance }) {
      compliance = first.compliance
    }
  }
}

extension HTMLPage {
  /// Writes one finding with all that makes it checkable.
  func card(_ finding: Finding, without shared: SharedAdvice) {
    let isUndecided = finding.status == .review
    html.element("article") {
      html.attribute(
        "class", "card " + finding.severity.rawValue + (isUndecided ? " review" : ""),
        as: .identifier)
      html.attribute("id", finding.anchor, as: .identifier)
      html.element("span") {
        html.attribute("class", constant: "sev")
        html.text(isUndecided ? "Undecided" : finding.severity.title)
      }
      html.element("h4") { sentence(finding.message) }
      meta(finding)
      path(finding.path, withEvidence: true)
      if let range = finding.range {
        source(
          Excerpt(of: range, whole: finding.statement, in: report, from: reader),
          of: report.place(of: range))
      }
      details(finding, without: shared)
    }
    html.newline()
  }

  private func meta(_ finding: Finding) {
    html.element("p") {
      html.attribute("class", constant: "meta")
      html.element("code") { html.text(finding.subject, as: .identifier) }
      if finding.status == .review { html.text(" · \(finding.severity.rawValue) if it holds") }
      if finding.confidence != .certain { html.text(" · \(finding.confidence.rawValue)") }
      html.raw(" ")
      html.element("a") {
        html.attribute("href", "#" + finding.anchor, as: .identifier)
        html.text("#" + finding.mark, as: .identifier)
      }
    }
  }

  private func details(_ finding: Finding, without shared: SharedAdvice) {
    let fix = shared.fix == nil ? finding.fix : nil
    let references = shared.references == nil ? finding.references : nil
    let compliance = shared.compliance == nil ? finding.compliance : nil
    let commands = finding.witness?.commands ?? []
    let context = report.visible(finding.witness?.context ?? [:])
    html.element("dl") {
      if !finding.reasons.isEmpty {
        term("Because") { sentence(finding.reasons.joined(separator: "; ")) }
      }
      if !finding.notes.isEmpty {
        term("Values") {
          sentence(finding.notes.map { $0.words(in: report) }.joined(separator: "; "))
        }
      }
      if !context.isEmpty {
        term("Request") {
          for (key, values) in context.sorted(by: { $0.key < $1.key }) {
            html.element("code") { html.text("\(key) = \(values.joined(separator: ", "))") }
            html.raw(" ")
          }
        }
      }
      if !commands.isEmpty {
        term("To try it") {
          for command in commands {
            html.element("code") {
              html.attribute("class", constant: "cmd")
              html.text(command)
            }
          }
        }
      }
      advice(fix, references: references, compliance: compliance)
    }
  }

  /// Writes what to change and where to read about it.
  func advice(_ fix: String?, references: [String]?, compliance: [String: [String]]?) {
    if let fix, !fix.isEmpty { term("Fix") { sentence(fix) } }
    if let references, !references.isEmpty {
      term("References") {
        for reference in references {
          self.reference(reference)
          html.raw(" ")
        }
      }
    }
    if let compliance, !compliance.isEmpty {
      let controls = compliance.sorted { $0.key < $1.key }
        .map { $0.key + " " + $0.value.joined(separator: ", ") }
      term("Controls") { html.text(controls.joined(separator: "; ")) }
    }
  }

  private func term(_ name: StaticString, _ body: () -> Void) {
    html.element("dt") { html.raw(name) }
    html.element("dd", body)
  }

  /// Only web addresses become links: a pack of rules could name any scheme.
  private func reference(_ text: String) {
    guard text.hasPrefix("https://") else { return html.text(text) }
    html.element("a") {
      html.attribute("href", text)
      html.attribute("rel", constant: "noreferrer noopener")
      html.text(String(text.dropFirst("https://".count)))
    }
  }

  /// Writes a link to a finding's card.
  func link(to finding: Finding, _ body: () -> Void) {
    html.element("a") {
      html.attribute("href", "#" + finding.anchor, as: .identifier)
      body()
    }
  }

  /// Writes lines of an input with their numbers, the decisive part marked.
  func source(_ excerpt: Excerpt?, of place: Place?) {
    guard let excerpt, let place else { return }
    html.element("figure") {
      html.attribute("class", constant: "source")
      html.element("figcaption") {
        html.text(place.text, as: .identifier)
      }
      html.element("div") {
        html.element("pre") {
          html.text(excerpt.lines.indices.map { "\(excerpt.firstLine + $0)\n" }.joined())
        }
        html.element("pre") {
          // A browser drops the first line feed of a pre element.
          html.newline()
          lines(excerpt.lines)
        }
      }
    }
  }

  /// What looks the same is one text, across lines.
  private func lines(_ lines: [[Excerpt.Piece]]) {
    var plain = ""
    for line in lines {
      for piece in line {
        if piece.isMarked {
          html.text(plain)
          plain = ""
          html.element("mark") { html.text(piece.text) }
        } else {
          plain += piece.text
        }
      }
      plain += "\n"
    }
    html.text(plain)
  }
}

extension Finding {
  /// The statement that holds the decisive place, if one proves a hop.
  fileprivate var statement: SourceRange? {
    guard let range else { return nil }
    let statements = path.flatMap(\.evidence).map(\.range).filter { $0.contains(range) }
    return statements.min { $0.upper - $0.lower < $1.upper - $1.lower }
  }
}
