import Foundation
import Testing

/// Files of other kinds beside the inputs, which speak of the same things.
@Suite struct ProseBesideInputsTests {
  private static let prose = """
    # Notes
    - the `sts:ExternalId` condition is required: no finding does not mean that nothing could be read
      "sts:ExternalId": service control policies, resource control policies
    [not: closed

    """

  /// Words that stand near the name of a secret are no secrets.
  @Test func leaveReportsAsTheyAre() throws {
    let folder = try TemporaryFolder()
    let inputs = folder.url.appending(path: "in")
    try FileManager.default.copyItem(
      at: Program.root.appending(path: "samples/vendor-externalid/risky"), to: inputs)
    let alone = try Program.run(["scan", inputs.path, "-o", "csv", "-q"])
    try Self.prose.write(
      to: inputs.appending(path: "NOTES.md"), atomically: true, encoding: .utf8)
    let beside = try Program.run(["scan", inputs.path, "-o", "csv", "-q"])
    #expect(alone.outputText.contains("ExternalId"))
    #expect(beside.outputText == alone.outputText)
    let told = try Program.run(["scan", inputs.path])
    #expect(told.outputText.contains("service control policies, resource control policies"))
  }

  /// The first line of a file that is named shows nothing that may be secret.
  @Test(arguments: ["externalId: hush-4711\nvalues: [1]\n", "externalId: hush-4711\n[x: y\n"])
  func hideWhatMayBeSecret(_ text: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "values.yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let result = try Program.run(["scan", file.path])
    #expect(result.exitCode == 2)
    #expect(result.outputText.contains("[unrecognised]"))
    #expect(!(result.outputText + result.errorText).contains("hush-4711"))
  }
}
