import Estate
import Findings
import Text

extension TerminalWriter {
  /// Writes `path:line:column: error: message [code]`, the source line with a caret, and the notes.
  mutating func diagnostic(_ diagnostic: Diagnostic, of report: Report) {
    headline(diagnostic, of: report)
    newline()
    source(of: diagnostic.range, in: report, diagnostic)
    for note in diagnostic.notes {
      heading(report.place(of: note.range)?.text, "note", note.message, style: .blue)
      newline()
      source(of: note.range, in: report, diagnostic)
    }
    if let fix = diagnostic.fix { line("  fix: " + fix, .green) }
  }

  /// Writes `path:line:column: error: message [code]`.
  mutating func headline(_ diagnostic: Diagnostic, of report: Report) {
    heading(
      report.place(of: diagnostic.range)?.text ?? diagnostic.path, diagnostic.severity.rawValue,
      diagnostic.message, style: diagnostic.severity == .error ? .boldRed : .yellow)
    write(" [\(diagnostic.code)]", .faint, as: .identifier)
  }

  private mutating func heading(
    _ place: String?, _ severity: String, _ message: String, style: Style
  ) {
    if let place { write(place + ": ", .bold, as: .identifier) }
    write(severity + ": ", style)
    write(message)
  }

  private mutating func source(
    of range: SourceRange?, in report: Report, _ diagnostic: Diagnostic
  ) {
    guard let range,
      let excerpt = Excerpt(
        of: range, in: report, extent: .line, hidesValues: diagnostic.isAboutUnreadText),
      let line = excerpt.lines.first
    else { return }
    let number = "\(excerpt.firstLine)".leftPadded(to: 6)
    write(number + " | ", .faint)
    for piece in line { write(piece.text) }
    newline()
    let before = line.prefix { !$0.isMarked }.reduce(0) { $0 + $1.text.unicodeScalars.count }
    let marked = line.filter(\.isMarked).reduce(0) { $0 + $1.text.unicodeScalars.count }
    write(String(repeating: " ", count: 6) + " | ", .faint)
    write(String(repeating: " ", count: before))
    self.line(String(repeating: "^", count: max(1, marked)), .red)
  }
}

extension Report {
  /// What could not be read, one line each, for a log beside the reports.
  public var errorLines: [String] {
    let all = outcome.inputs.flatMap(\.diagnostics) + outcome.diagnostics
    return all.filter { $0.severity == .error }.map { diagnostic in
      var writer = TerminalWriter(redaction: redaction, hasColor: false, width: 100)
      writer.headline(diagnostic, of: self)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }
}

extension String {
  /// The text with spaces in front of it up to a number of characters.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - unicodeScalars.count)) + self
  }
}
