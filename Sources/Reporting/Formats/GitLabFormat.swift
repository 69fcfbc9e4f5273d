import Estate
import Findings
import Text

/// `-o gitlab`: a GitLab code quality report of the open findings.
///
/// Source: GitLab Docs, "Code Quality", report format.
public struct GitLabFormat: ReportFormat {
  /// `gitlab`.
  public let name = "gitlab"
  /// `gitlab.json`.
  public let fileExtension = "gitlab.json"

  /// Makes the format.
  public init() {}

  /// Appends one JSON array with a line feed at its end.
  public func write(_ report: Report, to output: inout ReportOutput) {
    var json = JSONWriter(redaction: report.redaction, output: output.take())
    let findings = report.outcome.findings
    json.lines(findings.indices.filter { findings[$0].status == .fail }) { json, index in
      let finding = findings[index]
      let place = report.place(of: finding.range) ?? report.fallbackPlace
      json.object { json in
        json.key("description")
        json.string(finding.rule + ": " + finding.message)
        json.key("check_name")
        json.string(finding.rule, as: .identifier)
        json.key("fingerprint")
        json.string(finding.fingerprint, as: .identifier)
        json.key("severity")
        json.string(Self.severity(finding.severity), as: .identifier)
        json.key("location")
        json.object { json in
          json.key("path")
          json.string(CheckoutPath.plain(place?.path ?? finding.subject), as: .identifier)
          json.key("lines")
          json.object { json in
            json.key("begin")
            json.number(place?.start.line ?? 1)
          }
        }
      }
    }
    output = json.finish()
  }

  private static func severity(_ severity: FindingSeverity) -> String {
    switch severity {
    case .critical: "blocker"
    case .high: "critical"
    case .medium: "major"
    case .low: "minor"
    case .info: "info"
    }
  }
}
