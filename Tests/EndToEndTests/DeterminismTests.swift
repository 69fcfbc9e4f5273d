import Foundation
import Testing

/// The same inputs give the same bytes, whatever the order of the arguments.
@Suite struct DeterminismTests {
  @Test func twoRunsAreIdentical() throws {
    let folder = ["samples/organisation/risky"]
    #expect(try reports(of: folder) == reports(of: folder))
  }

  @Test func orderOfArgumentsDoesNotMatter() throws {
    let folder = "samples/vendor-externalid/risky/forgotten-externalid"
    let files = [
      "authorization-details.json", "aws-auth.yaml", "describe-cluster.json", "rbac.yaml",
    ]
    .map { "\(folder)/\($0)" }
    #expect(try reports(of: files) == reports(of: files.reversed()))
  }

  @Test(arguments: [
    ["samples/organisation/risky"], ["samples/eks-full-chain/risky"], ["samples/bad-input"],
    ["samples/vendor-externalid/risky/forgotten-externalid"],
  ])
  func numberOfThreadsDoesNotMatter(inputs: [String]) throws {
    let alone = try reports(of: inputs, ["--jobs", "1"])
    #expect(try reports(of: inputs, ["--jobs", "2"]) == alone)
    #expect(try reports(of: inputs, ["--jobs", "7"]) == alone)
    #expect(try reports(of: inputs, ["--jobs", "\(Int.max)"]) == alone)
  }

  /// Two reports for one file: the later request wins, however many threads write.
  @Test(arguments: ["1", "7"])
  func lastReportForAFileStays(jobs: String) throws {
    let target = try TemporaryFolder()
    let outputs = ["json", "html", "csv"].flatMap { ["-o", "\($0)=\(target.url.path)/report"] }
    let run = try Program.run(
      ["scan", "samples/organisation/risky", "--jobs", jobs] + Scan.day + outputs)
    #expect(run.exitCode == 1)
    let report = try String(contentsOf: target.url.appending(path: "report"), encoding: .utf8)
    #expect(report.hasPrefix("rule,title,"))
  }

  /// `/dev/stdout` is a link: it is written through, and stays.
  @Test func linkIsWrittenThrough() throws {
    let target = try TemporaryFolder()
    let file = target.url.appending(path: "file").path
    let link = target.url.appending(path: "link").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    _ = try Program.run(["scan", "samples/organisation/risky", "-q", "-o", "csv=\(link)"])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("rule,title,"))
  }

  private func reports(
    of inputs: [String], _ options: [String] = []
  ) throws -> [String: Data] {
    let target = try TemporaryFolder()
    let run = try Program.run(
      ["scan"] + inputs + options + Scan.day + ["-o", "text", "-o", "all=\(target.url.path)"])
    let files = try FileManager.default.contentsOfDirectory(atPath: target.url.path)
    #expect(files.count >= 3)
    #expect(!files.contains { $0.hasSuffix(".tmp") })
    return try files.reduce(into: ["text": run.output]) {
      $0[$1] = try Data(contentsOf: target.url.appending(path: $1))
    }
  }
}
