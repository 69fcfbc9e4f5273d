import Estate
import Findings
import Text

/// `trustpath inputs`: what was recognised, and what evidence is missing.
public enum InputsReport {
  /// Appends the report for people.
  public static func writeText(
    _ report: Report, hasColor: Bool = false, width: Int = 100, to bytes: inout [UInt8]
  ) {
    var text = TerminalWriter(redaction: report.redaction, hasColor: hasColor, width: width)
    for input in report.outcome.inputs { text.input(input, of: report) }
    for diagnostic in report.outcome.diagnostics { text.diagnostic(diagnostic, of: report) }
    text.gaps(EvidenceGap.missing(in: report.outcome.coverage))
    text.line(report.tally.inputsSentence, .bold)
    bytes += text.bytes
  }

  /// Appends one JSON document, `trustpath/inputs/1`, with a line feed at its end.
  ///
  /// Schema: Reports/inputs.schema.json.
  public static func writeJSON(_ report: Report, to bytes: inout [UInt8]) {
    var json = JSONWriter(redaction: report.redaction)
    json.object { json in
      json.header("trustpath/inputs/1", of: report)
      json.newline()
      json.key("inputs")
      json.inputs(of: report, withCounts: true)
      json.newline()
      json.key("coverage")
      json.coverage(report.outcome.coverage)
      if !report.outcome.diagnostics.isEmpty {
        json.newline()
        json.key("diagnostics")
        json.lines(report.outcome.diagnostics) { $0.diagnostic($1, of: report) }
      }
      json.newline()
      json.key("missing")
      json.lines(EvidenceGap.missing(in: report.outcome.coverage)) { json, gap in
        json.object { json in
          json.key("evidence")
          json.string(gap.name)
          json.key("hides")
          json.string(gap.hides)
          json.key("commands")
          json.strings(gap.commands)
        }
      }
    }
    bytes += json.bytes
    bytes.append(0x0A)
  }
}

extension TerminalWriter {
  fileprivate mutating func input(_ input: InputRecord, of report: Report) {
    write(report.path(of: input.file), .bold, as: .identifier)
    newline()
    let isComplete = input.status == .read || (input.status == .unrecognised && !input.isNamed)
    paragraph("status", input.summary, isComplete ? .plain : .boldRed)
    if let account = input.account { paragraph("account", account) }
    if !input.counts.isEmpty { paragraph("holds", input.countsSentence) }
    if let file = report.outcome.files.all[safe: Int(input.file.rawValue)] {
      paragraph("bytes", "\(file.fileSize)")
      paragraph("sha256", file.sha256, .faint)
    }
    for diagnostic in input.diagnostics { self.diagnostic(diagnostic, of: report) }
    newline()
  }

  fileprivate mutating func gaps(_ gaps: [EvidenceGap]) {
    guard !gaps.isEmpty else { return }
    line("Evidence that is not among the inputs", .bold)
    for gap in gaps {
      line("  " + gap.name.capitalizedFirst)
      paragraph("hides", gap.hides)
      for command in gap.commands { verbatim("export", command, .green) }
    }
    newline()
  }
}

extension InputRecord {
  /// `authorization-details, read`; `not recognised`.
  var summary: String {
    kinds.isEmpty ? status.words : kinds.joined(separator: ", ") + ", " + status.words
  }

  /// `12 roles, 3 users`.
  var countsSentence: String {
    counts.sorted { $0.key < $1.key }.map { name, count in
      "\(count) \(count == 1 ? Self.singular(name) : name)"
    }.joined(separator: ", ")
  }

  private static func singular(_ plural: String) -> String {
    if plural.hasSuffix("ies") { return plural.dropLast(3) + "y" }
    if plural == "children" { return "child" }
    return plural.hasSuffix("s") ? String(plural.dropLast()) : plural
  }
}
