import Foundation
import Testing

/// The findings of every sample, byte for byte; `UPDATE_GOLDEN=1` records them and fails the run.
@Suite struct GoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  static let samples = [
    "irsa-cross-account/risky", "irsa-cross-account/repaired",
    "vendor-externalid/repaired/account", "vendor-externalid/repaired/template",
    "vendor-externalid/risky/forgotten-externalid",
    "vendor-externalid/risky/placeholder",
    "vendor-externalid/risky/template-forgotten-externalid", "organisation/risky",
    "organisation/repaired", "bad-input/unknown-operator", "eks-full-chain/risky",
    "eks-full-chain/repaired",
  ]

  @Test(arguments: samples)
  func findingsAreAsRecorded(sample: String) throws {
    let run = try Program.run(["scan", "samples/\(sample)"] + Scan.day + ["-o", "json"])
    let name = sample.replacing("/", with: ".") + ".json"
    let file = Self.folder.appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try run.output.write(to: file)
      Issue.record("recorded \(name)")
      return
    }
    #expect(try run.output == Data(contentsOf: file), "\(name) differs; see CONTRIBUTING.md")
  }

  /// Whoever scans a form of a scenario as a whole gets one world, in which nothing contradicts itself.
  @Test(arguments: [
    "irsa-cross-account", "vendor-externalid", "organisation", "eks-full-chain",
  ])
  func formScansAsOne(scenario: String) throws {
    let risky = try Program.run(["scan", "samples/\(scenario)/risky", "-q"] + Scan.day)
    #expect(risky.exitCode == 1, "\(risky.errorText)")
    let repaired = try Program.run(["scan", "samples/\(scenario)/repaired", "-q"] + Scan.day)
    #expect(repaired.exitCode == 0, "\(repaired.errorText)")
  }
}
