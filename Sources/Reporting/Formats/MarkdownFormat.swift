import Estate
import Findings
import Text

/// `-o markdown`: a short report for job summaries and merge requests.
public struct MarkdownFormat: ReportFormat {
  /// `markdown`.
  public let name = "markdown"
  /// `md`.
  public let fileExtension = "md"

  /// A job summary holds 1 MiB, and nobody reads more rows than these.
  private static let limit = 60

  /// Makes the format.
  public init() {}

  /// Appends the report.
  public func write(_ report: Report, to output: inout ReportOutput) {
    var text = "# Trust path audit\n\n"
    text += Self.escaped(report.tally.sentence, of: report) + "\n"
    if let change = report.outcome.change { text += Self.change(change, of: report) }
    if report.tally.isIncomplete {
      text += "\n**The result is incomplete:** something that was given could not be read.\n"
    }
    let findings = report.outcome.findings.filter { $0.status != .suppressed }
    if !findings.isEmpty { text += "\n| Severity | Rule | Finding | Place |\n|---|---|---|---|\n" }
    for finding in findings.prefix(Self.limit) {
      let severity = finding.status == .review ? "undecided" : finding.severity.rawValue
      let place = report.place(of: finding.range)?.text ?? finding.subject
      let cells = [
        severity, Self.escaped(finding.rule, as: .identifier, of: report),
        Self.escaped(finding.message, of: report), Self.escaped(place, as: .identifier, of: report),
      ]
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    if findings.count > Self.limit {
      text += "\n\(findings.count - Self.limit) more are in the other reports.\n"
    }
    text += Self.accepted(report.outcome.findings, of: report)
    for diagnostic in report.outcome.diagnostics + report.outcome.inputs.flatMap(\.diagnostics)
    where diagnostic.severity == .error {
      let place = report.place(of: diagnostic.range)?.text ?? diagnostic.path ?? ""
      text += "\n- " + Self.escaped(place, as: .identifier, of: report) + ": "
      text += Self.escaped(diagnostic.message, of: report) + "\n"
    }
    output.bytes += Array(text.utf8)
  }

  /// What was accepted, and why.
  private static func accepted(_ findings: [Finding], of report: Report) -> String {
    let accepted = findings.filter { $0.status == .suppressed }
    guard !accepted.isEmpty else { return "" }
    var text = "\n| Accepted | Subject | Why |\n|---|---|---|\n"
    for finding in accepted.prefix(limit) {
      let cells = [
        escaped(finding.rule, as: .identifier, of: report),
        escaped(finding.subject, as: .identifier, of: report),
        escaped(finding.acceptance ?? "", of: report),
      ]
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    if accepted.count > limit {
      text += "\n\(accepted.count - limit) more are in the other reports.\n"
    }
    return text
  }

  /// What a change does, with the paths that it closes.
  private static func change(_ change: TrustChange, of report: Report) -> String {
    var text = "\n**" + escaped(change.sentence, of: report) + "**\n"
    let closed = change.closed + change.settled
    if !closed.isEmpty { text += "\n" }
    for finding in closed.prefix(limit) {
      let rule =
        finding.rule.isEmpty ? "" : escaped(finding.rule, as: .identifier, of: report) + ": "
      text +=
        "- " + (finding.rule.isEmpty ? "" : "settled ") + rule
        + escaped(finding.message, of: report) + "\n"
    }
    return text
  }

  /// Text in which no character means anything to Markdown, HTML or a mention.
  private static func escaped(
    _ text: String, as usage: Redaction.Usage = .prose, of report: Report
  ) -> String {
    var result: [UInt8] = []
    for byte in report.printable(text, as: usage).utf8 {
      switch byte {
      case 0x0A, 0x09: result.append(0x20)
      case 0x3C: result += "&lt;".utf8
      case 0x26: result += "&amp;".utf8
      case 0x40: result += "&#64;".utf8
      // Two of them on a line are a formula to GitHub and GitLab, names with `${…}` for instance.
      case 0x24: result += "&#36;".utf8
      case _ where isMark(byte): result += [0x5C, byte]
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\"), UInt8(ascii: "#"),
      UInt8(ascii: "!"), UInt8(ascii: "~"), UInt8(ascii: ">"):
      true
    default: false
    }
  }
}
