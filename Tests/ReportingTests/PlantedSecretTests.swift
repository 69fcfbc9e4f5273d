import Findings
import Testing

@testable import Reporting

@Suite struct PlantedSecretTests {
  @Test("No format prints a planted secret", arguments: ReportFormats.tested.all.map(\.name))
  func secretsStayIn(format name: String) throws {
    let format = try #require(ReportFormats.tested[name])
    let text = format.text(Sample.report(Sample.vendor()))
    for secret in [Sample.externalID, Sample.noEcho, Sample.accessKey] {
      #expect(!text.contains(secret), "\(name) prints \(secret)")
    }
  }

  @Test func secretsStayInInputsReports() {
    let report = Sample.report(Sample.vendor())
    var bytes: [UInt8] = []
    InputsReport.writeText(report, to: &bytes)
    InputsReport.writeJSON(report, to: &bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains(Sample.accessKey))
    #expect(text.contains("***"))
  }

  @Test("Formats are registered under distinct names and extensions")
  func formats() {
    let formats = ReportFormats.tested.all
    #expect(Set(formats.map(\.name)).count == formats.count)
    #expect(Set(formats.map(\.fileExtension)).count == formats.count)
  }
}
