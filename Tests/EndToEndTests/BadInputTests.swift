import Foundation
import Testing
import TrustGraph

/// What cannot be read is told with its place, and never passes for a clean result.
@Suite struct BadInputTests {
  struct Case: CustomTestStringConvertible {
    var file: String
    /// Lines where the error may be told; nil where the file has none.
    var lines: ClosedRange<Int>?
    var testDescription: String { file }
  }

  static let cases = [
    Case(file: "truncated-json/authorization-details.json", lines: 22...22),
    Case(file: "yaml-syntax-error/vendor-roles.yaml", lines: 30...31),
    Case(file: "empty-file/authorization-details.json"),
    Case(file: "binary-file/authorization-details.json"),
  ]

  @Test(arguments: cases)
  func restIsScanned(bad: Case) throws {
    let path = "samples/bad-input/\(bad.file)"
    let scan = try Scan(path, "samples/irsa-cross-account/risky")
    #expect(scan.run.exitCode == 2)
    let input = try #require(scan.report.inputs.first { $0.path == path })
    #expect(["failed", "partial"].contains(input.status))
    let errors = input.diagnostics.filter { $0.severity == "error" }
    #expect(!errors.isEmpty)
    if let lines = bad.lines {
      #expect(errors.contains { lines.contains($0.line ?? 0) && $0.column != nil }, "\(errors)")
    }
    #expect(scan.report.findings.contains { $0.rule == "IRSA-001" })
    #expect(scan.run.errorText.contains(path))
  }

  @Test func nothingRecognisableIsSaid() throws {
    let scan = try Scan("samples/bad-input/nothing-recognisable")
    #expect(scan.run.exitCode == 2)
    #expect(scan.report.inputs.allSatisfy { $0.status == "unrecognised" })
    #expect(scan.run.errorText.contains("recognised"))
  }

  @Test(arguments: [
    "samples/vendor-externalid/repaired/account/rbac.yaml", "samples/no-such-file.yaml",
  ])
  func intentThatIsNoneStopsTheRun(path: String) throws {
    let run = try Program.run([
      "scan", "samples/irsa-cross-account/repaired", "--intent", path,
    ])
    #expect(run.exitCode == 4)
    #expect(run.errorText.contains("\(path):"))
    #expect(run.outputText.isEmpty)
  }

  @Test func missingFileIsSaid() throws {
    let run = try Program.run(["scan", "samples/no-such-file.json"])
    #expect(run.exitCode == 2)
    #expect(run.outputText.contains("samples/no-such-file.json: error:"))
  }

  @Test func unknownOperatorIsAFindingAndADepends() throws {
    let scan = try Scan("samples/bad-input/unknown-operator")
    #expect([0, 1].contains(scan.run.exitCode))
    let role = "arn:aws:iam::111122223333:role/partner-upload"
    #expect(scan.report.findings(on: role).contains { $0.rule == "DATA-002" })
    let caller = "arn:aws:iam::444455556666:role/uploader"
    let path = DrawnEstate("samples/bad-input/unknown-operator").paths(from: caller, to: role).first
    #expect(path?.status == .conditional)
  }

  @Test func unbuiltOptionIsRefused() throws {
    let run = try Program.run(["scan", "samples/organisation/risky", "--no-such-option"])
    #expect(run.exitCode == 64)
  }

  @Test(arguments: ["0", "-1", "-3", "two", "1.5", "", "99999999999999999999"])
  func threadsAreAWholeNumber(jobs: String) throws {
    for command in ["scan", "inputs", "edges"] {
      let run = try Program.run([command, "samples/organisation/risky", "--jobs", jobs])
      #expect(run.exitCode == 64)
      #expect(run.errorText.contains("--jobs takes a whole number from 1, not `\(jobs)`"))
    }
  }

  @Test(arguments: [
    ["inputs", "samples/organisation/risky"], ["edges", "samples/organisation/risky"],
    ["identities", "samples/eks-full-chain/risky"],
  ])
  func fullStandardOutputIsTold(arguments: [String]) throws {
    let run = try Program.launch(arguments, into: "/dev/full")
    #expect(run.exitCode == 74)
    #expect(run.errorText.contains("cannot write standard output: No space left on device"))
  }

  /// Each report that cannot be written is told, in the order of the request; the others are written.
  @Test(arguments: ["1", "4"])
  func unwritableReportsAreTold(jobs: String) throws {
    let target = try TemporaryFolder()
    let file = try target.write("", to: "file")
    let last = target.url.appending(path: "last.csv")
    let run = try Program.run([
      "scan", "samples/organisation/risky", "--jobs", jobs, "-o", "json=\(file)/a", "-o",
      "html=\(file)/b", "-o", "csv=\(last.path)",
    ])
    #expect(run.exitCode == 74)
    #expect(
      run.errorText == """
        trustpath: cannot write \(file)/a: Not a directory
        trustpath: cannot write \(file)/b: Not a directory

        """)
    #expect(try !Data(contentsOf: last).isEmpty)
  }
}
