/// One way of writing a report.
public protocol ReportFormat: Sendable {
  /// What `-o` calls it.
  var name: String { get }
  /// Extension of its file, without the first dot: `gitlab.json`.
  var fileExtension: String { get }
  /// Appends the whole report.
  func write(_ report: Report, to bytes: inout [UInt8])
}

/// Every report format there is.
public enum ReportFormats {
  /// All formats, in the order in which `-o all` writes them.
  public static let all: [any ReportFormat] = [
    TextFormat(), JSONFormat(),
  ]

  /// The format that `-o NAME` asks for.
  public static func named(_ name: String) -> (any ReportFormat)? { all.first { $0.name == name } }
}
