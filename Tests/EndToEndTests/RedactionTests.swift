import Foundation
import Testing

/// No ExternalId and no NoEcho value leaves the program, whatever it writes.
@Suite struct RedactionTests {
  static let externalId = "VND-7cZ4mXq1P0wR8tKs2LbN5vGhY3dF6jQe"
  static let secret = "planted-Zk81-noecho-Qw77"

  @Test(arguments: [
    "samples/vendor-externalid/repaired/account",
    "samples/vendor-externalid/risky/forgotten-externalid",
    "samples/bad-input/truncated-json",
  ])
  func externalIdStaysInside(folder: String) throws {
    // The truncated export ends within the value: a prefix must not leak either.
    try search([folder], for: String(Self.externalId.prefix(16)))
  }

  @Test func noEchoParameterStaysInside() throws {
    let folder = try TemporaryFolder()
    let template = "samples/vendor-externalid/repaired/template/vendor-roles.yaml"
    let parameters = try folder.write(
      """
      [{"ParameterKey": "VendorAccountId", "ParameterValue": "777788889999"},
       {"ParameterKey": "ExternalId", "ParameterValue": "\(Self.secret)"},
       {"ParameterKey": "EKSClusterName", "ParameterValue": "portal-dev"}]
      """, to: "parameters.json")
    try search([template, "--parameters", parameters], for: Self.secret)
  }

  @Test func noEchoDefaultStaysInside() throws {
    let folder = try TemporaryFolder()
    let original = try String(
      contentsOf: Program.root.appending(
        path: "samples/vendor-externalid/repaired/template/vendor-roles.yaml"), encoding: .utf8)
    let defaulted = original.replacing(
      "    NoEcho: true\n", with: "    NoEcho: true\n    Default: \(Self.secret)\n")
    #expect(defaulted != original)
    try search([try folder.write(defaulted, to: "template.yaml")], for: Self.secret)
  }

  @Test func malformedPolicyDoesNotQuoteTheExternalId() throws {
    let folder = try TemporaryFolder()
    let path = "samples/vendor-externalid/repaired/account/authorization-details.json"
    let original = try String(contentsOf: Program.root.appending(path: path), encoding: .utf8)
    let broken = original.replacing("\"StringEquals\"", with: "\"StringEqualz\"")
    #expect(broken != original)
    try search([try folder.write(broken, to: "export.json")], for: Self.externalId)
  }

  /// Scans with every format, verbosely, and looks for the text in all that comes out.
  private func search(_ arguments: [String], for text: String) throws {
    let reports = try TemporaryFolder()
    let run = try Program.run(
      ["scan"] + arguments + Scan.day
        + ["-v", "-o", "text", "-o", "all=\(reports.url.path)"])
    let files = try FileManager.default.contentsOfDirectory(atPath: reports.url.path)
    #expect(files.count >= 3)
    for file in files {
      let bytes = try Data(contentsOf: reports.url.appending(path: file))
      #expect(bytes.range(of: Data(text.utf8)) == nil, "\(file) holds the secret")
    }
    let inputs = try Program.run(["inputs"] + arguments.prefix(1))
    for (name, bytes) in [
      ("stdout", run.output), ("stderr", run.errors), ("inputs", inputs.output + inputs.errors),
    ] {
      #expect(bytes.range(of: Data(text.utf8)) == nil, "\(name) holds the secret")
    }
  }
}
