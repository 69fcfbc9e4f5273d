import Estate
import Findings
import Text

/// `-o github`: workflow commands that GitHub Actions shows as annotations, worst first.
///
/// Source: GitHub Docs, "Workflow commands for GitHub Actions". A step shows ten of each level.
public struct GitHubFormat: ReportFormat {
  /// `github`.
  public let name = "github"
  /// `github.txt`.
  public let fileExtension = "github.txt"

  private static let limit = 10

  /// Makes the format.
  public init() {}

  /// Appends one line per annotation and one notice with the counts.
  public func write(_ report: Report, to output: inout ReportOutput) {
    var counts: [String: Int] = [:]
    var hidden = 0
    for finding in report.outcome.findings where finding.status == .fail {
      let isFailure = report.outcome.failOn.map { finding.severity >= $0 } ?? false
      let level = isFailure ? "error" : "warning"
      guard counts[level, default: 0] < Self.limit else {
        hidden += 1
        continue
      }
      counts[level, default: 0] += 1
      var properties = ""
      if let place = report.place(of: finding.range) {
        let path = report.printable(CheckoutPath.plain(place.path), as: .identifier)
        properties =
          "file=\(Self.property(path)),line=\(place.start.line),"
          + "endLine=\(place.end.line),col=\(place.start.column),"
      }
      properties += "title=" + Self.property(report.printable("\(finding.rule) \(finding.title)"))
      let message = Self.data(report.printable(finding.message))
      output.bytes += Array("::\(level) \(properties)::\(message)\n".utf8)
    }
    let more = hidden > 0 ? "; \(hidden) more in the other reports" : ""
    output.bytes += Array("::notice title=trustpath::\(report.tally.sentence)\(more)\n".utf8)
  }

  /// Escapes what would end a message; a line feed would start a command of the input's choice.
  private static func data(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func property(_ text: String) -> String {
    var result = ""
    for scalar in data(text).unicodeScalars {
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
