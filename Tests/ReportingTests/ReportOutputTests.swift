import Findings
import Testing

@testable import Reporting

/// A report that leaves in pieces is the report that is made in memory.
@Suite struct ReportOutputTests {
  /// Enough findings for several pieces in every format that holds all of them.
  private static func large() -> Report {
    var sample = Sample.vendor()
    let finding = sample.outcome.findings[0]
    sample.outcome.findings = (0..<2_500).map { number in
      var finding = finding
      finding.subject += "-\(number)"
      return finding
    }
    return Sample.report(sample)
  }

  @Test("Pieces join to the same bytes", arguments: ReportFormats.tested.all.map(\.name))
  func pieces(name: String) throws {
    let format = try #require(ReportFormats.tested[name])
    let report = Self.large()
    var whole: [UInt8] = []
    format.write(report, to: &whole)
    var pieces: [[UInt8]] = []
    var output = ReportOutput { pieces.append($0) }
    format.write(report, to: &output)
    output.finish()
    #expect(output.bytes.isEmpty)
    #expect(Array(pieces.joined()) == whole)
    let isWritten = ["json", "junit", "html", "sarif", "csv", "gitlab"].contains(name)
    if isWritten {
      #expect(whole.count > 200_000)
      #expect(pieces.allSatisfy { $0.count < 100_000 })
    }
  }

  @Test("Nothing is handed on before there is enough for a piece")
  func small() {
    var pieces: [[UInt8]] = []
    var output = ReportOutput { pieces.append($0) }
    output.bytes += [1, 2, 3]
    output.passOn()
    #expect(pieces.isEmpty)
    output.finish()
    #expect(pieces == [[1, 2, 3]])
  }
}
