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
    var cell = Array(report.printable(text, as: usage).utf8)
    if let first = cell.first, "=+-@\t".utf8.contains(first) { cell.insert(0x27, at: 0) }
    guard cell.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return bytes += cell }
    bytes.append(0x22)
    for byte in cell { bytes += byte == 0x22 ? [0x22, 0x22] : [byte] }
    bytes.append(0x22)
  }
}
