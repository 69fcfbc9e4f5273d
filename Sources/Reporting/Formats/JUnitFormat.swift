import Estate
import Findings
import Text
import TrustGraph

/// `-o junit`: one test case per rule and resource with findings, one per rule for all others, one
/// per input.
///
/// Schema: Reports/junit.xsd, a subset of what Jenkins and Ant accept.
public struct JUnitFormat: ReportFormat {
  /// `junit`.
  public let name = "junit"
  /// `xml`.
  public let fileExtension = "xml"

  /// Makes the format.
  public init() {}

  /// Appends one XML document.
  public func write(_ report: Report, to output: inout ReportOutput) {
    let xml = MarkupWriter(redaction: report.redaction, output: output.take())
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    xml.element("testsuites") {
      xml.newline()
      for (id, suite) in JUnitSuite.all(of: report).enumerated() {
        xml.suite(suite, id: id, of: report)
        xml.newline()
      }
    }
    xml.newline()
    output = xml.finish()
  }
}

extension MarkupWriter {
  fileprivate func suite(_ suite: JUnitSuite, id: Int, of report: Report) {
    element("testsuite") {
      attribute("id", "\(id)")
      attribute("package", suite.package, as: .identifier)
      attribute("name", suite.name, as: .identifier)
      if let file = suite.file { attribute("file", report.path(of: file), as: .identifier) }
      attribute("timestamp", report.outcome.asOf + "T00:00:00", as: .identifier)
      attribute("hostname", constant: "localhost")
      attribute("tests", "\(suite.cases.count)")
      attribute("failures", "\(suite.cases.count { $0.result.isFailure })")
      attribute("errors", "\(suite.cases.count { $0.result.isError })")
      attribute("skipped", "\(suite.cases.count { $0.result.isSkipped })")
      attribute("time", constant: "0.000")
      newline()
      properties(of: suite, report)
      for test in suite.cases {
        self.test(test, of: report)
        newline()
      }
      element("system-out") {
        for line in suite.output {
          text(line)
          newline()
        }
      }
      element("system-err")
    }
  }

  private func properties(of suite: JUnitSuite, _ report: Report) {
    element("properties") {
      property("trustpath.version", report.outcome.toolVersion)
      guard let file = suite.file, let source = report.outcome.files.all[safe: Int(file.rawValue)]
      else { return }
      property("sha256", source.sha256)
    }
    newline()
  }

  private func property(_ name: StaticString, _ value: String) {
    void("property") {
      attribute("name", constant: name)
      attribute("value", value, as: .identifier)
    }
  }

  private func test(_ test: JUnitCase, of report: Report) {
    element("testcase") {
      attribute("classname", test.className, as: .identifier)
      attribute("name", test.name, as: .identifier)
      attribute("time", constant: "0.000")
      switch test.result {
      case .passed: return
      case .skipped(let reason):
        element("skipped") { body(of: test, lead: reason, in: report) }
      case .failure(let rule):
        element("failure") {
          attribute("type", rule, as: .identifier)
          attribute("message", test.message(in: report))
          body(of: test, lead: nil, in: report)
        }
      case .error(let code):
        element("error") {
          attribute("type", code, as: .identifier)
          attribute("message", test.message(in: report))
          body(of: test, lead: test.message(in: report), in: report)
        }
      }
    }
  }

  private func body(of test: JUnitCase, lead: String?, in report: Report) {
    if let lead { line(lead) }
    for index in test.findings { finding(report.outcome.findings[index], of: report) }
    for diagnostic in test.diagnostics {
      let severity = diagnostic.severity.rawValue
      line("\(severity): \(diagnostic.message) [\(diagnostic.code)]")
      if let place = report.place(of: diagnostic.range) { self.place(place) }
    }
  }

  private func line(_ text: String, as usage: Redaction.Usage = .prose) {
    self.text(text, as: usage)
    newline()
  }

  /// Test reporters find a place by its leading space and the word before it.
  private func place(_ place: Place) {
    line(" at \(place.path):\(place.start.line)", as: .identifier)
  }

  private func finding(_ finding: Finding, of report: Report) {
    text(finding.severity.rawValue.uppercased() + " ", as: .identifier)
    line(finding.message)
    if let first = finding.path.first {
      line("path: " + first.from, as: .identifier)
      for hop in finding.path {
        line("  -> " + hop.kind.rawValue + ", " + hop.verdict)
        for evidence in hop.evidence {
          guard let place = report.place(of: evidence.range) else { continue }
          line("     \(evidence.role.rawValue) \(place.text)", as: .identifier)
        }
        line("  " + hop.to, as: .identifier)
      }
    }
    if !finding.reasons.isEmpty { line("because: " + finding.reasons.joined(separator: "; ")) }
    for note in finding.notes { line("value: " + note.words(in: report)) }
    if !finding.fix.isEmpty { line("fix: " + finding.fix) }
    line("fingerprint: " + finding.fingerprint, as: .identifier)
    if let place = report.place(of: finding.range) { self.place(place) }
  }
}
