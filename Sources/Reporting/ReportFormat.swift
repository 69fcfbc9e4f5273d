/// One way of writing a report.
public protocol ReportFormat: Sendable {
  /// What `-o` calls it.
  var name: String { get }
  /// Extension of its file, without the first dot: `gitlab.json`.
  var fileExtension: String { get }
  /// Appends the whole report.
  func write(_ report: Report, to output: inout ReportOutput)
}

extension ReportFormat {
  /// Appends the whole report to bytes in memory.
  public func write(_ report: Report, to bytes: inout [UInt8]) {
    var output = ReportOutput()
    write(report, to: &output)
    bytes += output.bytes
  }
}

/// The report formats there are.
public struct ReportFormats: Sendable {
  /// All formats, in the order in which `-o all` writes them.
  public let all: [any ReportFormat]

  /// Makes the formats; style sheet and script are those of Reports/, which this target cannot see,
  /// colour and width are for text on a terminal.
  public init(
    style: StaticString, script: StaticString, hasColor: Bool = false, width: Int = 100
  ) {
    all = [
      TextFormat(hasColor: hasColor, width: width), JSONFormat(), JUnitFormat(),
      HTMLFormat(style: style, script: script), SARIFFormat(), CSVFormat(), MarkdownFormat(),
      GitLabFormat(), GitHubFormat(),
    ]
  }

  /// The format that `-o NAME` asks for.
  public subscript(name: String) -> (any ReportFormat)? { all.first { $0.name == name } }
}
