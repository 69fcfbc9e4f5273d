import Estate
import Findings
import Text
import TrustGraph

/// `-o json`: everything that the run found out, as `trustpath/findings/1`.
///
/// Schema: Reports/findings.schema.json.
public struct JSONFormat: ReportFormat {
  /// `json`.
  public let name = "json"
  /// `json`.
  public let fileExtension = "json"

  /// Makes the format.
  public init() {}

  /// Appends one JSON document with a line feed at its end.
  public func write(_ report: Report, to output: inout ReportOutput) {
    let pointers = PointerTable(of: report.outcome)
    var json = JSONWriter(redaction: report.redaction, output: output.take())
    json.object { json in
      json.header("trustpath/findings/1", of: report)
      json.newline()
      json.key("inputs")
      json.inputs(of: report)
      json.newline()
      json.key("coverage")
      json.coverage(report.outcome.coverage)
      json.newline()
      json.key("checked")
      json.checks(report.outcome.checks)
      json.newline()
      json.key("summary")
      json.summary(report.tally)
      if let change = report.outcome.change {
        json.newline()
        json.key("change")
        json.change(change, of: report, pointers)
      }
      if !report.outcome.diagnostics.isEmpty {
        json.newline()
        json.key("diagnostics")
        json.lines(report.outcome.diagnostics) { $0.diagnostic($1, of: report) }
      }
      json.newline()
      json.key("findings")
      json.lines(report.outcome.findings) { $0.finding($1, of: report, pointers) }
    }
    output = json.finish()
  }
}

extension JSONWriter {
  fileprivate mutating func checks(_ checks: [RuleCheck]) {
    lines(checks) { json, check in
      json.object { json in
        json.key("rule")
        json.string(check.rule, as: .identifier)
        json.key("subjects")
        json.number(check.subjects)
        json.key("pass")
        json.number(check.pass)
        json.key("fail")
        json.number(check.fail)
        json.key("review")
        json.number(check.review)
      }
    }
  }

  fileprivate mutating func summary(_ tally: Tally) {
    object { json in
      json.key("critical")
      json.number(tally.failed[.critical, default: 0])
      json.key("high")
      json.number(tally.failed[.high, default: 0])
      json.key("medium")
      json.number(tally.failed[.medium, default: 0])
      json.key("low")
      json.number(tally.failed[.low, default: 0])
      json.key("info")
      json.number(tally.failed[.info, default: 0])
      json.key("review")
      json.number(tally.undecided)
      json.key("suppressed")
      json.number(tally.suppressed)
    }
  }

  fileprivate mutating func change(
    _ change: TrustChange, of report: Report, _ pointers: PointerTable
  ) {
    object { json in
      json.key("opened")
      json.number(change.opened)
      json.key("altered")
      json.number(change.altered)
      json.key("unchanged")
      json.number(change.unchanged)
      json.newline()
      json.key("closed")
      json.lines(change.closed) { $0.finding($1, of: report, pointers) }
      json.newline()
      json.key("settled")
      json.lines(change.settled) { $0.finding($1, of: report, pointers) }
    }
  }

  fileprivate mutating func finding(
    _ finding: Finding, of report: Report, _ pointers: PointerTable
  ) {
    object { json in
      json.key("rule")
      json.string(finding.rule, as: .identifier)
      json.key("title")
      json.string(finding.title)
      json.key("severity")
      json.string(finding.severity.rawValue, as: .identifier)
      json.key("confidence")
      json.string(finding.confidence.rawValue, as: .identifier)
      json.key("status")
      json.string(finding.status.rawValue, as: .identifier)
      json.key("subject")
      json.string(finding.subject, as: .identifier)
      json.key("account")
      json.string(finding.account, as: .identifier)
      json.key("message")
      json.string(finding.message)
      json.key("reasons")
      json.strings(finding.reasons)
      json.key("location")
      json.location(report.place(of: finding.range), pointer: pointers[finding.range])
      if !finding.notes.isEmpty {
        json.key("notes")
        json.array(finding.notes) { json, note in
          json.object { json in
            json.key("message")
            json.string(note.message)
            json.key("location")
            json.location(report.place(of: note.range), pointer: pointers[note.range])
          }
        }
      }
      json.key("path")
      json.array(finding.path) { $0.hop($1, of: report) }
      json.key("witness")
      json.witness(finding.witness, of: report)
      json.key("fix")
      json.string(finding.fix)
      json.key("references")
      json.strings(finding.references)
      json.key("compliance")
      json.map(finding.compliance) { $0.strings($1) }
      json.key("fingerprint")
      json.string(finding.fingerprint, as: .identifier)
    }
  }

  private mutating func location(_ place: Place?, pointer: String?) {
    guard let place else { return null() }
    object { json in
      json.key("file")
      json.string(place.path, as: .identifier)
      json.key("line")
      json.number(place.start.line)
      json.key("column")
      json.number(place.start.column)
      json.key("end_line")
      json.number(place.end.line)
      json.key("end_column")
      json.number(place.end.column)
      json.key("pointer")
      json.string(pointer)
    }
  }

  private mutating func hop(_ hop: Finding.Hop, of report: Report) {
    object { json in
      json.key("from")
      json.string(hop.from, as: .identifier)
      json.key("to")
      json.string(hop.to, as: .identifier)
      json.key("kind")
      json.string(hop.kind.rawValue, as: .identifier)
      json.key("verdict")
      json.string(hop.status == .proved ? "allowed" : "conditional", as: .identifier)
      json.key("residual")
      json.string(hop.residual)
      json.key("evidence")
      json.array(hop.evidence) { json, evidence in
        guard let place = report.place(of: evidence.range) else { return }
        json.evidence(at: place, evidence.role)
      }
    }
  }

  private mutating func witness(_ witness: Finding.Witness?, of report: Report) {
    guard let witness else { return null() }
    object { json in
      json.key("context")
      json.map(report.visible(witness.context)) { $0.strings($1) }
      json.key("commands")
      json.strings(witness.commands)
    }
  }
}
