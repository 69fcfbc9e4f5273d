import Foundation
import Testing

/// `scan --database`, and what opens the file.
@Suite struct DatabaseTests {
  static let sample = "samples/organisation/risky"
  static let alice = "arn:aws:iam::567890123456:user/alice"
  static let admin = "arn:aws:iam::456789012345:role/production-admin"

  private let folder: TemporaryFolder
  private var database: String { folder.url.appending(path: "trust.db").path }

  init() throws {
    folder = try TemporaryFolder()
    let run = try Program.run([
      "scan", Self.sample, "--as-of", "2026-11-22", "-o",
      "json=\(folder.url.path)/trust.json", "--database",
      folder.url.appending(path: "trust.db").path,
    ])
    #expect(run.exitCode == 1, "\(run.errorText)")
  }

  @Test(arguments: [["paths", alice, admin], ["who-can-assume", admin], ["why", alice, admin]])
  func questionsAreAnsweredAsOverInputs(_ question: [String]) throws {
    let kept = try Program.run(["query"] + question + ["--json", "--database", database])
    let fresh = try Program.run(["query"] + question + ["--json", Self.sample])
    #expect(kept.exitCode == 0, "\(kept.errorText)")
    #expect(kept.outputText == fresh.outputText)
  }

  @Test func reachIsTheSame() throws {
    func ends(_ source: [String]) throws -> Set<String> {
      let run = try Program.run(["query", "can-reach", Self.alice, "--json"] + source)
      let lines = try run.outputText.split(separator: "\n").map {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
      return Set(lines.compactMap { $0?["to"] as? String })
    }
    let kept = try ends(["--database", database])
    #expect(try kept == ends([Self.sample]))
    #expect(kept.contains(Self.admin))
  }

  @Test func reportsAreKept() throws {
    let run = try Program.run(["report", database, "-o", "json"])
    let written = try Data(contentsOf: folder.url.appending(path: "trust.json"))
    #expect(run.exitCode == 0)
    #expect(run.output == written)
  }

  /// Another threshold is another exit code; reports that tell the threshold are refused.
  @Test func thresholdsAreAskedAnew() throws {
    #expect(try Program.run(["report", database, "-o", "json", "--fail-on", "low"]).exitCode == 1)
    #expect(try Program.run(["report", database, "-o", "json", "--fail-on", "none"]).exitCode == 0)
    #expect(
      try Program.run(["report", database, "-o", "junit", "--fail-on", "high"]).exitCode == 1)
    let refused = try Program.run(["report", database, "-o", "junit", "--fail-on", "low"])
    #expect(refused.exitCode == 64)
    #expect(refused.output.isEmpty)
  }

  @Test func nothingHasChanged() throws {
    let run = try Program.run(["diff", database, "\(folder.url.path)/trust.json", "--json"])
    #expect(run.exitCode == 0)
    #expect(!run.outputText.isEmpty)
    #expect(
      run.outputText.split(separator: "\n").allSatisfy { $0.contains("\"state\":\"unchanged\"") })
  }

  @Test func whatIsNewFails() throws {
    let repaired = "\(folder.url.path)/repaired.json"
    _ = try Program.run(["scan", "samples/organisation/repaired", "-q", "-o", "json=\(repaired)"])
    #expect(try Program.run(["diff", repaired, database]).exitCode == 1)
    #expect(try Program.run(["diff", database, repaired]).exitCode == 0)
  }

  @Test func anEqualScanIsAnEqualFile() throws {
    let again = "\(folder.url.path)/again.db"
    _ = try Program.run([
      "scan", Self.sample, "--as-of", "2026-11-22", "-q", "-o", "json=\(again).json", "--database",
      again,
    ])
    #expect(
      try Data(contentsOf: URL(filePath: again)) == Data(contentsOf: URL(filePath: database)))
  }

  @Test func anotherFileIsRefused() throws {
    let wrong = try folder.write("no database", to: "wrong.db")
    let run = try Program.run(["query", "paths", Self.alice, Self.admin, "--database", wrong])
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    let both = try Program.run([
      "query", "paths", Self.alice, Self.admin, Self.sample, "--database", database,
    ])
    #expect(both.exitCode == 64)
  }

  @Test func acceptedFindingsDoNotFail() throws {
    let baseline = "\(folder.url.path)/trust.json"
    let run = try Program.run(["scan", Self.sample, "--baseline", baseline, "-o", "json"])
    #expect(run.exitCode == 0, "\(run.errorText)")
    let broken = try folder.write("suppressions: [{rule: A}]", to: "broken.yaml")
    let stopped = try Program.run(["scan", Self.sample, "--suppressions", broken])
    #expect(stopped.exitCode == 4)
    #expect(stopped.output.isEmpty)
    #expect(stopped.errorText.contains("suppression-malformed"))
  }
}
