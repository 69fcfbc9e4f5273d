import Foundation
import Testing

/// A misspelt command is told as one, not read as a path.
@Suite struct CommandSpellingTests {
  private static let inputs = "samples/irsa-cross-account/repaired"

  @Test(arguments: [
    (["scna", inputs], "there is no command `scna`; did you mean `scan`?"),
    (["Scan", inputs], "there is no command `Scan`; did you mean `scan`?"),
    (["querry", "why", "a", "b", inputs], "there is no command `querry`; did you mean `query`?"),
    (["dif", "a.json", "b.json"], "there is no command `dif`; did you mean `diff`?"),
    (["help", "edgse"], "there is no command `edgse`; did you mean `edges`?"),
    (["help", "everything"], "there is no command `everything`; there are scan, inputs,"),
    (
      ["query", "who-can-asume", "a", inputs],
      "there is no question `who-can-asume`; did you mean `who-can-assume`?"
    ),
    (["query", "everything", "a"], "there is no question `everything`; there are who-can-assume,"),
  ])
  func misspeltNameIsTold(arguments: [String], words: String) throws {
    let run = try Program.run(arguments)
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.errorText.hasPrefix("Error: " + words), "\(run.errorText)")
  }

  /// Without a command the arguments are paths: what exists is scanned whatever it is called.
  @Test func pathsAreScannedByDefault() throws {
    let scan = try Program.run([Self.inputs] + Scan.day)
    #expect(scan.exitCode == 0)
    #expect(scan.outputText.contains("rules"))
    let folder = try TemporaryFolder()
    let file = try folder.write("{}", to: "scna")
    #expect(try Program.run([file]).exitCode == 2)
    #expect(try Program.run(["no-such-folder"]).exitCode == 2)
    #expect(try Program.run(["help", "scan"]).exitCode == 0)
    #expect(try Program.run(["help", "query", "why"]).exitCode == 0)
  }
}
