import Estate
import Findings
import Text
import TrustGraph

/// `-o sarif`: SARIF 2.1.0 as GitHub code scanning reads it; suppressed findings are left out.
///
/// Source: OASIS SARIF 2.1.0; GitHub Docs, "SARIF support for code scanning".
public struct SARIFFormat: ReportFormat {
  /// `sarif`.
  public let name = "sarif"
  /// `sarif`.
  public let fileExtension = "sarif"

  /// Results that a code scanning upload may hold.
  private static let limit = 25_000

  /// Makes the format.
  public init() {}

  /// Appends one JSON document with a line feed at its end.
  public func write(_ report: Report, to output: inout ReportOutput) {
    let findings = report.outcome.findings
    let open = findings.indices.filter { findings[$0].status != .suppressed }.prefix(Self.limit)
    var rules: [Finding] = []
    var indexes: [String: Int] = [:]
    for index in open where indexes[findings[index].rule] == nil {
      indexes[findings[index].rule] = rules.count
      rules.append(findings[index])
    }
    var json = JSONWriter(redaction: report.redaction, output: output.take())
    json.object { json in
      json.key("$schema")
      json.string("https://json.schemastore.org/sarif-2.1.0.json", as: .identifier)
      json.key("version")
      json.string("2.1.0", as: .identifier)
      json.key("runs")
      json.array([report]) { json, report in
        json.object { json in
          json.driver(rules, of: report)
          json.newline()
          json.invocation(of: report)
          json.newline()
          json.artifacts(of: report)
          json.newline()
          json.key("columnKind")
          json.string("unicodeCodePoints", as: .identifier)
          json.newline()
          json.key("results")
          json.lines(open) { json, index in
            let finding = findings[index]
            json.result(finding, index: indexes[finding.rule] ?? 0, of: report)
          }
        }
      }
    }
    output = json.finish()
  }
}

extension JSONWriter {
  fileprivate mutating func driver(_ rules: [Finding], of report: Report) {
    key("tool")
    object { json in
      json.key("driver")
      json.object { json in
        json.key("name")
        json.string("trustpath", as: .identifier)
        json.key("version")
        json.string(report.outcome.toolVersion, as: .identifier)
        json.key("rules")
        json.lines(rules) { $0.rule($1) }
      }
    }
  }

  private mutating func rule(_ finding: Finding) {
    object { json in
      json.key("id")
      json.string(finding.rule, as: .identifier)
      json.key("shortDescription")
      json.message(finding.title)
      json.key("fullDescription")
      json.message(finding.title)
      json.key("help")
      json.message(([finding.fix] + finding.references).joined(separator: "\n"))
      json.key("defaultConfiguration")
      json.object { json in
        json.key("level")
        json.string(finding.level, as: .identifier)
      }
      json.key("properties")
      json.object { json in
        json.key("security-severity")
        json.string(finding.severity.score, as: .identifier)
        json.key("precision")
        json.string(finding.confidence == .certain ? "very-high" : "medium", as: .identifier)
        json.key("tags")
        json.strings(["security"])
      }
    }
  }

  fileprivate mutating func invocation(of report: Report) {
    let remarks = report.outcome.diagnostics + report.outcome.inputs.flatMap(\.diagnostics)
    key("invocations")
    array([remarks.filter { $0.severity > .note }]) { json, remarks in
      json.object { json in
        json.key("executionSuccessful")
        json.boolean(!report.tally.isIncomplete)
        json.key("toolExecutionNotifications")
        json.lines(remarks) { json, diagnostic in
          json.object { json in
            json.key("level")
            json.string(diagnostic.severity.rawValue, as: .identifier)
            json.key("descriptor")
            json.object { json in
              json.key("id")
              json.string(diagnostic.code, as: .identifier)
            }
            json.key("message")
            json.message(diagnostic.message)
            guard let place = report.place(of: diagnostic.range) else { return }
            json.key("locations")
            json.array([place]) { $0.location($1) }
          }
        }
      }
    }
  }

  fileprivate mutating func artifacts(of report: Report) {
    key("artifacts")
    lines(report.outcome.inputs) { json, input in
      json.object { json in
        json.key("location")
        json.artifact(report.path(of: input.file))
        guard let file = report.outcome.files.all[safe: Int(input.file.rawValue)] else { return }
        json.key("length")
        json.number(file.fileSize)
        json.key("hashes")
        json.object { json in
          json.key("sha-256")
          json.string(file.sha256, as: .identifier)
        }
      }
    }
  }

  fileprivate mutating func result(_ finding: Finding, index: Int, of report: Report) {
    object { json in
      json.key("ruleId")
      json.string(finding.rule, as: .identifier)
      json.key("ruleIndex")
      json.number(index)
      json.key("level")
      json.string(finding.level, as: .identifier)
      json.key("message")
      json.message(finding.message)
      json.key("locations")
      let place = report.place(of: finding.range) ?? report.fallbackPlace
      json.array([place].compactMap { $0 }) { json, place in
        json.location(place, name: finding.subject)
      }
      let notes = finding.notes.compactMap { note in
        report.place(of: note.range).map { (place: $0, message: note.message) }
      }
      if !notes.isEmpty {
        json.key("relatedLocations")
        json.array(notes) { json, note in json.location(note.place, message: note.message) }
      }
      if report.outcome.change != nil {
        json.key("baselineState")
        json.string("new", as: .identifier)
      }
      json.key("partialFingerprints")
      json.object { json in
        json.key("primaryLocationLineHash")
        json.string(finding.fingerprint.start(32) + ":1", as: .identifier)
        json.key("trustpath/v1")
        json.string(finding.fingerprint, as: .identifier)
      }
      if !finding.path.isEmpty { json.codeFlow(finding.path, of: report) }
    }
  }

  /// One flow per path, one step per piece of evidence, in the order in which the path is walked.
  private mutating func codeFlow(_ path: [Finding.Hop], of report: Report) {
    let steps = path.flatMap { hop in
      hop.evidence.compactMap { evidence in
        report.place(of: evidence.range).map {
          ($0, "\(hop.from) → \(hop.to): \(hop.kind.rawValue), \(hop.verdict)")
        }
      }
    }
    guard !steps.isEmpty else { return }
    key("codeFlows")
    array([steps]) { json, steps in
      json.object { json in
        json.key("threadFlows")
        json.array([steps]) { json, steps in
          json.object { json in
            json.key("locations")
            json.array(steps) { json, step in
              json.object { json in
                json.key("location")
                json.location(step.0, message: step.1)
              }
            }
          }
        }
      }
    }
  }

  private mutating func message(_ text: String) {
    object { json in
      json.key("text")
      json.string(text.isEmpty ? "-" : text)
    }
  }

  private mutating func artifact(_ path: String) {
    object { json in
      json.key("uri")
      json.string(URIPath.encoded(CheckoutPath.plain(path)), as: .identifier)
    }
  }

  private mutating func location(_ place: Place, name: String? = nil, message: String? = nil) {
    object { json in
      json.key("physicalLocation")
      json.object { json in
        json.key("artifactLocation")
        json.artifact(place.path)
        json.key("region")
        json.object { json in
          json.key("startLine")
          json.number(place.start.line)
          json.key("startColumn")
          json.number(place.start.column)
          json.key("endLine")
          json.number(place.end.line)
          json.key("endColumn")
          json.number(place.end.column)
        }
      }
      if let name {
        json.key("logicalLocations")
        json.array([name]) { json, name in
          json.object { json in
            json.key("fullyQualifiedName")
            json.string(name, as: .identifier)
          }
        }
      }
      if let message {
        json.key("message")
        json.message(message)
      }
    }
  }
}

/// A file path as a relative URI.
enum URIPath {
  /// Percent-encodes everything but unreserved characters and slashes.
  static func encoded(_ path: String) -> String {
    var path = path
    guard path.withUTF8({ $0.contains { !isUnreserved($0) } }) else { return path }
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      if isUnreserved(byte) {
        bytes.append(byte)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        bytes += Array("%\(byte < 16 ? "0" : "")\(digits)".utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Letters, digits and `-._~/`.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x7E: true
    default: false
    }
  }
}

extension Finding {
  /// SARIF's level; undecided findings are notes.
  fileprivate var level: String {
    if status == .review { return "note" }
    return severity >= .high ? "error" : severity == .medium ? "warning" : "note"
  }
}

extension FindingSeverity {
  /// A score in the range that code scanning shows as this severity.
  fileprivate var score: String {
    switch self {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "3.0"
    case .info: "0.0"
    }
  }
}
