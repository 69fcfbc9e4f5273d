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
    "line", "column", "from", "to", "fix", "fingerprint", "accepted",
  ]

  /// Makes the format.
  public init() {}

  /// Appends a heading and one record per finding, lines ended by CR LF.
  public func write(_ report: Report, to output: inout ReportOutput) {
    output.bytes += Array(Self.columns.joined(separator: ",").utf8) + [0x0D, 0x0A]
    var record = CSVRecord(redaction: report.redaction)
    for finding in report.outcome.findings {
      let place = report.place(of: finding.range)
      record.cell(finding.rule, as: .identifier)
      record.cell(finding.title)
      record.cell(finding.severity.rawValue, as: .identifier)
      record.cell(finding.confidence.rawValue, as: .identifier)
      record.cell(finding.status.rawValue, as: .identifier)
      record.cell(finding.subject, as: .identifier)
      record.cell(finding.account ?? "", as: .identifier)
      record.cell(finding.message)
      record.cell(place?.path ?? "", as: .identifier)
      record.cell(place.map { "\($0.start.line)" } ?? "", as: .identifier)
      record.cell(place.map { "\($0.start.column)" } ?? "", as: .identifier)
      record.cell(finding.path.first?.from ?? "", as: .identifier)
      record.cell(finding.path.last?.to ?? "", as: .identifier)
      record.cell(finding.fix)
      record.cell(finding.fingerprint, as: .identifier)
      record.cell(finding.acceptance ?? "")
      record.end(to: &output)
    }
  }
}

/// One line of a table: cells that spreadsheets read as text.
private struct CSVRecord {
  private var bytes: [UInt8] = []
  private var scratch: [UInt8] = []
  private let redaction: Redaction

  /// Line ends are no printable ASCII anyway.
  private static let unquoted = PlainBytes(escaping: 0x2C, 0x22, 0, 0)
  private static let quoted = PlainBytes(escaping: 0x22, 0, 0, 0)

  init(redaction: Redaction) { self.redaction = redaction }

  /// Adds a cell.
  mutating func cell(_ text: String, as usage: Redaction.Usage = .prose) {
    redaction.withRedacted(text, as: usage) { cell in
      let end = Self.unquoted.end(in: cell, from: 0)
      let isPlain = end == cell.count
      if isPlain || Self.quoted.end(in: cell, from: end) == cell.count {
        if !isPlain { bytes.append(0x22) }
        defuse(cell.first)
        bytes.append(contentsOf: cell)
        if !isPlain { bytes.append(0x22) }
      } else {
        scratch.removeAll(keepingCapacity: true)
        VisibleText.append(cell, to: &scratch)
        escape()
      }
    }
    bytes.append(0x2C)
  }

  /// Moves the record to the output.
  mutating func end(to output: inout ReportOutput) {
    bytes.removeLast()
    output.bytes += bytes
    output.bytes += [0x0D, 0x0A]
    output.passOn()
    bytes.removeAll(keepingCapacity: true)
  }

  /// Quotes the text in `scratch` where it has commas, quotes or line ends.
  private mutating func escape() {
    let isQuoted = scratch.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    if isQuoted { bytes.append(0x22) }
    defuse(scratch.first)
    for byte in scratch {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    if isQuoted { bytes.append(0x22) }
  }

  /// Puts an apostrophe before what begins like a formula: `=`, `+`, `-`, `@`, tab, carriage return.
  private mutating func defuse(_ first: UInt8?) {
    switch first {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: bytes.append(0x27)
    default: break
    }
  }
}
