import Estate
import Findings
import Text
import TrustGraph

/// `-o text`: findings worst first, each with its path, its places and what to change.
public struct TextFormat: ReportFormat {
  /// `text`.
  public let name = "text"
  /// `txt`.
  public let fileExtension = "txt"
  private let hasColor: Bool
  private let width: Int

  /// Makes the format; colour only for terminals, never for files.
  public init(hasColor: Bool = false, width: Int = 100) {
    self.hasColor = hasColor
    self.width = width
  }

  /// Appends the report, its summary last, where a terminal shows it.
  public func write(_ report: Report, to output: inout ReportOutput) {
    var text = TerminalWriter(redaction: report.redaction, hasColor: hasColor, width: width)
    for finding in report.outcome.findings where finding.status != .suppressed {
      text.finding(finding, of: report)
      text.move(to: &output)
    }
    text.change(report.outcome.change, of: report)
    text.accepted(report.outcome.findings)
    text.intended(report.outcome.intendedPaths, of: report)
    text.diagnostics(of: report)
    text.summary(of: report)
    text.move(to: &output)
  }
}

extension TerminalWriter {
  fileprivate mutating func finding(_ finding: Finding, of report: Report) {
    let isUndecided = finding.status == .review
    let mark = isUndecided ? "UNDECIDED" : finding.severity.rawValue.uppercased()
    write(mark.padded(to: 10), isUndecided ? .blue : style(of: finding.severity))
    write(finding.rule + " ", .bold, as: .identifier)
    line(finding.title, .bold)
    let severity = isUndecided ? "\(finding.severity.rawValue) if it holds" : ""
    paragraph("", finding.message)
    identifier("subject", finding.subject)
    if let place = report.place(of: finding.range) { identifier("at", place.text) }
    path(finding.path, of: report)
    let why =
      [severity, finding.confidence == .certain ? "" : finding.confidence.rawValue]
      .filter { !$0.isEmpty } + finding.reasons
    if !why.isEmpty { paragraph("because", why.joined(separator: "; ")) }
    for note in finding.notes { paragraph("value", note.words(in: report)) }
    for command in finding.witness?.commands ?? [] { verbatim("try", command) }
    if !finding.fix.isEmpty { paragraph("fix", finding.fix, .green) }
    identifier("id", finding.mark, .faint)
    newline()
  }

  private func style(of severity: FindingSeverity) -> Style {
    switch severity {
    case .critical: .boldRed
    case .high: .red
    case .medium: .yellow
    case .low, .info: .faint
    }
  }

  private mutating func identifier(_ label: String, _ text: String, _ style: Style = .plain) {
    write("  " + label.padded(to: Self.labelWidth), .faint)
    write(text, style, as: .identifier)
    newline()
  }

  private mutating func path(_ path: [Finding.Hop], of report: Report) {
    guard let first = path.first else { return }
    identifier("path", first.from)
    for hop in path {
      let step = hop.kind.rawValue + ", " + hop.verdict
      paragraph("", "  └─ " + step, hop.status == .proved ? .plain : .yellow)
      for evidence in hop.evidence {
        guard let place = report.place(of: evidence.range) else { continue }
        identifier("", "     \(evidence.role.rawValue.padded(to: 7)) \(place.text)", .faint)
      }
      identifier("", hop.to)
    }
  }

  fileprivate mutating func change(_ change: TrustChange?, of report: Report) {
    guard let change else { return }
    if !change.closed.isEmpty {
      line("Closed or narrowed by the change", .bold)
      for finding in change.closed { paragraph("", finding.message, .green) }
    }
    if !change.settled.isEmpty {
      line("Settled by the change", .bold)
      for finding in change.settled { paragraph("", "\(finding.rule) \(finding.message)", .green) }
    }
    if !change.closed.isEmpty || !change.settled.isEmpty { newline() }
  }

  fileprivate mutating func accepted(_ findings: [Finding]) {
    let accepted = findings.lazy.filter { $0.status == .suppressed }
    guard !accepted.isEmpty else { return }
    line("Accepted", .bold)
    for finding in accepted {
      write("  " + finding.rule + " ", .faint, as: .identifier)
      write(finding.subject, as: .identifier)
      newline()
      if let words = finding.acceptance { paragraph("", words) }
    }
    newline()
  }

  fileprivate mutating func intended(_ paths: [Finding], of report: Report) {
    guard !paths.isEmpty else { return }
    line("Intended paths: open, and guarded as they should be", .bold)
    for finding in paths {
      paragraph("", finding.message)
      path(finding.path, of: report)
    }
    newline()
  }

  fileprivate mutating func diagnostics(of report: Report) {
    let remarks = report.outcome.inputs.flatMap(\.diagnostics) + report.outcome.diagnostics
    let loud = remarks.filter { $0.severity > .note }
    for diagnostic in loud { self.diagnostic(diagnostic, of: report) }
    if !loud.isEmpty { newline() }
  }

  fileprivate mutating func summary(of report: Report) {
    let tally = report.tally
    if tally.isIncomplete {
      line("Incomplete: no finding does not mean no risk in what could not be read.", .boldRed)
    }
    let gaps = EvidenceGap.missing(in: report.outcome.coverage).map(\.name)
    if !gaps.isEmpty { paragraph("unseen", gaps.joined(separator: ", "), .faint) }
    if let change = report.outcome.change { line(change.sentence, .bold) }
    let rules = report.outcome.checks.count
    let checks = report.outcome.checks.reduce(0) { $0 + $1.subjects }
    let effort = "\(rules) \(rules == 1 ? "rule" : "rules"), \(checks) checks; "
    line(effort + tally.sentence, .bold)
  }
}

extension Diagnostic.Note {
  /// `default of parameter X (template.yaml:4:14)`.
  func words(in report: Report) -> String {
    report.place(of: range).map { "\(message) (\($0.text))" } ?? message
  }
}

extension Finding.Hop {
  /// The verdict in words: allowed, only if …, possibly.
  var verdict: String {
    switch status {
    case .proved: "allowed"
    case .conditional: residual.map { "only if \($0)" } ?? "on a condition"
    case .possible: "possible" + (residual.map { ", if \($0)" } ?? "")
    case .guarded: "stopped by a guardrail" + (residual.map { ", unless \($0)" } ?? "")
    }
  }
}
