import Estate
import Findings
import Text

/// `-o csv`: one line per finding for spreadsheets (RFC 4180), cells that look like formulas defused.
public struct CSVFormat: ReportFormat {
  /// `csv`.
  public let name = "csv"
  /// `csv`.
  public let fileExtension = "csv"

  private static let columns = [
    "rule", "title", "severity", "confidence", "status", "subject", "account", "message", "file",
    "line", "column", "from", "to", "fix", "fingerprint",
  ]

  /// Makes the format.
  public init() {}

  /// Appends a heading and one record per finding, lines ended by CR LF.
  public func write(_ report: Report, to bytes: inout [UInt8]) {
    bytes += Array(Self.columns.joined(separator: ",").utf8) + [0x0D, 0x0A]
    for finding in report.outcome.findings {
      let place = report.place(of: finding.range)
      let cells: [(String, Redaction.Usage)] = [
        (finding.rule, .identifier), (finding.title, .prose),
        (finding.severity.rawValue, .identifier), (finding.confidence.rawValue, .identifier),
        (finding.status.rawValue, .identifier), (finding.subject, .identifier),
        (finding.account ?? "", .identifier), (finding.message, .prose),
        (place?.path ?? "", .identifier), (place.map { "\($0.start.line)" } ?? "", .identifier),
        (place.map { "\($0.start.column)" } ?? "", .identifier),
        (finding.path.first?.from ?? "", .identifier), (finding.path.last?.to ?? "", .identifier),
        (finding.fix, .prose), (finding.fingerprint, .identifier),
      ]
      for (index, cell) in cells.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        Self.append(cell.0, as: cell.1, of: report, to: &bytes)
      }
      bytes += [0x0D, 0x0A]
    }
  }

  private static func append(
    _ text: String, as usage: Redaction.Usage, of report: Report, to bytes: inout [UInt8]
  ) {
    var text = report.printable(text, as: usage)
    text.withUTF8 { cell in
      let isQuoted = cell.contains(where: Self.asksQuotes)
      if isQuoted { bytes.append(0x22) }
      if let first = cell.first, Self.beginsFormula(first) { bytes.append(0x27) }
      if cell.contains(0x22) {
        for byte in cell { bytes += byte == 0x22 ? [0x22, 0x22] : [byte] }
      } else {
        bytes.append(contentsOf: cell)
      }
      if isQuoted { bytes.append(0x22) }
    }
  }

  /// `=`, `+`, `-`, `@`, tab and carriage return.
  private static func beginsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
    default: false
    }
  }

  /// Comma, quote and line ends.
  private static func asksQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2C, 0x22, 0x0A, 0x0D: true
    default: false
    }
  }
}
