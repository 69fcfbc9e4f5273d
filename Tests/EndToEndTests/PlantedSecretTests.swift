import Foundation
import Testing

/// What is secret in inputs that are not as they should be stays inside, whatever is written.
@Suite struct PlantedSecretTests {
  private static let folder = "Tests/EndToEndTests/PlantedSecrets/"

  /// Inputs in which every text with `SECRET` in it is one.
  static let cases: [[String]] = [
    ["open-parts.yaml"], ["malformed.yaml"], ["malformed.json"], ["profiles"],
    ["noecho.yaml", "--param", "Key=SECRETBAD"],
    ["noecho.yaml", "--parameters", "shared.json"],
    ["noecho.yaml", "--parameters", "list.json"],
    ["noecho.yaml", "--parameters", "map.yaml"],
    ["noecho.yaml", "--parameters", "parameters-broken.json"],
    ["noecho.yaml", "--parameters", "parameters-wrong.json"], ["parameters-broken.json"],
    ["state.json"], ["state-truncated.json"], ["state-broken.json"], ["secret-broken.yml"],
    ["passwords.yaml"], ["cluster-objects.yml"],
  ].map { arguments in
    arguments.map { $0.hasPrefix("-") || $0.contains("=") ? $0 : folder + $0 }
  }

  @Test(arguments: cases)
  func scansKeepThem(arguments: [String]) throws {
    let reports = try TemporaryFolder()
    let run = try Program.run(
      ["scan"] + arguments + Scan.day
        + ["-v", "-o", "text", "-o", "github=\(reports.url.path)/github"]
        + ["-o", "all=\(reports.url.path)", "--database", "\(reports.url.path)/database"])
    let files = try FileManager.default.contentsOfDirectory(atPath: reports.url.path)
    #expect(files.count >= 9)
    for file in files {
      Self.expectNothing(in: try Data(contentsOf: reports.url.appending(path: file)), file)
    }
    Self.expectNothing(in: run.output + run.errors, "scan")
    #expect(run.outputText.contains("error") || run.outputText.contains("rules"))
  }

  @Test(arguments: cases, [["edges"], ["graph", "-o", "json"], ["inputs"], ["inputs", "--json"]])
  func otherCommandsKeepThem(arguments: [String], command: [String]) throws {
    let run = try Program.run(command + arguments)
    #expect(run.exitCode != 64, "\(run.errorText)")
    Self.expectNothing(in: run.output + run.errors, command.joined(separator: " "))
  }

  @Test(arguments: cases.filter { $0[0].hasSuffix(".yaml") })
  func resolvedTemplatesKeepThem(arguments: [String]) throws {
    let run = try Program.run(["resolve"] + arguments)
    #expect(run.outputText.contains("trustpath/resolve/1"))
    Self.expectNothing(in: run.output + run.errors, "resolve")
  }

  /// What is known of an ExternalId does not hide what is open in it.
  @Test func openPartsStayVisible() throws {
    let run = try Program.run(["scan", Self.folder + "open-parts.yaml", "-o", "json"] + Scan.day)
    #expect(run.outputText.contains("${Env}"))
    #expect(run.outputText.contains("ExternalId#1${Env}"))
  }

  private static func expectNothing(in bytes: Data, _ name: String) {
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\n") where line.contains("SECRET") {
      let start = line.range(of: "SECRET").map { line[$0.lowerBound...].prefix(20) } ?? ""
      Issue.record("\(name) holds \(start)")
    }
  }
}
