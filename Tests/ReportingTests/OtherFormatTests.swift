import Findings
import Foundation
import Testing

@testable import Reporting

/// The formats for other programs: small enough to be read as goldens.
@Suite struct OtherFormatTests {
  @Test(
    "The vendor report",
    arguments: ["sarif", "csv", "markdown", "gitlab", "github"])
  func vendorReport(format name: String) throws {
    let format = try #require(ReportFormats.tested[name])
    try Golden.expect(
      format.text(Sample.vendorCase.report), is: "vendor.\(name).\(format.fileExtension)")
  }

  @Test("SARIF and GitLab reports are JSON whatever the inputs hold", arguments: Sample.allCases)
  func isJSON(sample: Sample) throws {
    let sarif = SARIFFormat().text(sample.report)
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(sarif.utf8)) as? [String: Any])
    let runs = try #require(document["runs"] as? [[String: Any]])
    let results = try #require(runs.first?["results"] as? [[String: Any]])
    let open = sample.report.outcome.findings.filter { $0.status != .suppressed }
    #expect(results.count == open.count)
    #expect(results.map { $0["ruleId"] as? String } == open.map(\.rule))
    let gitlab = GitLabFormat().text(sample.report)
    _ = try JSONSerialization.jsonObject(with: Data(gitlab.utf8))
  }

  @Test("No input can start a workflow command or a line of its own")
  func workflowCommands() {
    let lines = GitHubFormat().text(Sample.hostileCase.report).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.hasPrefix("::error file=") || $0.hasPrefix("::notice title=") })
  }

  @Test("Markup of an input is text in Markdown")
  func markdown() {
    let text = MarkdownFormat().text(Sample.hostileCase.report)
    #expect(!text.contains("<"))
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("|") }.count == 4)
  }

  /// docs/suppressions.md: what is accepted is there with the reason, the day, the ticket and the name.
  @Test(
    "What was accepted is told with its reason", arguments: ["csv", "markdown", "text", "html"])
  func acceptedFindings(format name: String) throws {
    let text = try #require(ReportFormats.tested[name]).text(Sample.vendorCase.report)
    for word in ["2027-01-31", "reviewed", "SEC-12", "approved by jane"] {
      #expect(text.contains(word))
    }
  }

  @Test("A cell that a spreadsheet would run is defused")
  func formulas() {
    var sample = Sample.vendor()
    sample.outcome.findings[0].message = "=HYPERLINK(\"http://evil\",\"x\")"
    let text = CSVFormat().text(Sample.report(sample))
    #expect(text.contains("\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\""))
    #expect(text.split(separator: "\r\n").count == 4)
  }

  @Test("Code scanning refuses an upload in which a result has no place")
  func everyResultHasAPlace() throws {
    var sample = Sample.vendor()
    for index in sample.outcome.findings.indices { sample.outcome.findings[index].range = nil }
    let text = SARIFFormat().text(Sample.report(sample))
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let runs = try #require(document["runs"] as? [[String: Any]])
    let results = try #require(runs.first?["results"] as? [[String: Any]])
    #expect(!results.isEmpty)
    for result in results {
      let place = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"]
      let artifact = (place as? [String: Any])?["artifactLocation"] as? [String: Any]
      #expect((artifact?["uri"] as? String)?.isEmpty == false)
    }
  }

  @Test(
    "Paths are those of the checkout",
    arguments: [
      ("./templates/a.yaml", "templates/a.yaml"), ("templates/./a.yaml", "templates/a.yaml"),
      ("a/../b.yaml", "b.yaml"), ("../b.yaml", "../b.yaml"), ("/tmp/./a.yaml", "/tmp/a.yaml"),
      ("..data/a.yaml", "..data/a.yaml"), ("-", "-"),
    ])
  func checkoutPaths(path: String, plain: String) {
    #expect(CheckoutPath.plain(path) == plain)
  }

  @Test("Names with open parts are no formula in Markdown")
  func noFormula() {
    var sample = Sample.vendor()
    sample.outcome.findings[0].message = "${AWS::AccountId} trusts ${Vendor}"
    let text = MarkdownFormat().text(Sample.report(sample))
    #expect(text.contains("&#36;{AWS::AccountId} trusts &#36;{Vendor}"))
  }
}
