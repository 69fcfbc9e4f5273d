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

  private func reports(of arguments: [String]) throws -> [String: Data] {
    let target = try TemporaryFolder()
    let run = try Program.run(
      ["scan"] + arguments + Scan.day + ["-o", "text", "-o", "all=\(target.url.path)"])
    let files = try FileManager.default.contentsOfDirectory(atPath: target.url.path)
    #expect(files.count >= 3)
    return try files.reduce(into: ["text": run.output]) {
      $0[$1] = try Data(contentsOf: target.url.appending(path: $1))
    }
  }
}
