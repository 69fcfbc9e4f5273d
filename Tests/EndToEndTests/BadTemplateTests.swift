import Foundation
import Testing

/// Templates with mistakes: each mistake is told with its place, and the rest is still read.
///
/// `BadTemplates/NAME.txt` holds what a scan of `BadTemplates/NAME` says and how it ends.
@Suite struct BadTemplateTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "BadTemplates")
  private static let path = "Tests/EndToEndTests/BadTemplates"

  static let fixtures = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { !$0.hasSuffix(".txt") && $0 != "README.md" && $0 != "parameters" }.sorted()

  /// What is given to a fixture beside its name; paths below `BadTemplates/`.
  static let options: [String: [String]] = [
    "parameter-file.yaml": ["--parameters", "\(path)/parameters/no-parameters.yaml"],
    "parameter-unknown.yaml": ["--parameters", "\(path)/parameters/other-name.json"],
    "rule-broken.yaml": ["--param", "Stage=test"],
  ]

  /// What each fixture must tell, whatever else it tells.
  static let codes: [String: [String]] = [
    "absent-resource.yaml": ["cfn-ref-absent"], "alias-bomb.yaml": ["alias-limit"],
    "alias.yaml": ["cfn-alias"], "attached-elsewhere.yaml": ["cfn-attached-elsewhere"],
    "bad-function.yaml": ["cfn-bad-function"],
    "bad-reference.yaml": ["cfn-bad-reference"], "bad-resource.yaml": ["cfn-bad-resource"],
    "bad-section.yaml": ["cfn-bad-section"], "byte-order-mark.yaml": [],
    "cycle.yaml": ["cfn-cycle"], "deep.yaml": ["cfn-limit"],
    "duplicate-key.json": ["cfn-duplicate-key"], "duplicate-key.yaml": ["cfn-duplicate-key"],
    "empty.yaml": ["unrecognised"], "encoding-latin-1.yaml": ["encoding"],
    "encoding-utf-16.yaml": [], "guardrail-planned.yaml": ["cfn-guardrail-planned"],
    "json-lenient.json": ["json-lenient"], "json-truncated.json": ["json-truncated"],
    "kubernetes-object.yaml": [], "list-in-text.yaml": ["cfn-list-in-text"],
    "loop-limit.yaml": ["cfn-limit"], "nested-missing.yaml": ["cfn-nested-missing"],
    "no-resources.yaml": ["cfn-bad-section"], "not-template.yaml": ["unrecognised"],
    "null.yaml": ["cfn-null"], "octal-account-id.yaml": ["cfn-octal-account-id"],
    "opaque-macro.yaml": ["cfn-opaque-macro"], "open-loop.yaml": ["cfn-open-loop"],
    "parameter-file.yaml": ["cfn-param-file"],
    "parameter-invalid.yaml": ["cfn-param-invalid", "cfn-param-pattern"],
    "parameter-unknown.yaml": ["cfn-param-unknown"], "rule-broken.yaml": ["cfn-rule-broken"],
    "secret-output.yaml": ["cfn-output-secret", "cfn-output-parameter"],
    "service-limit.yaml": ["cfn-service-limit"],
    "stack-unmatched.json": ["cfn-stack-unmatched"],
    "unknown-function.yaml": ["cfn-unknown-function"],
    "unknown-types.yaml": ["cfn-bad-resource"], "unresolved.yaml": ["cfn-unresolved"],
    "yaml-syntax.yaml": ["yaml-syntax"],
  ]

  /// Files of which nothing can be read.
  static let lost: Set = [
    "alias-bomb.yaml", "duplicate-key.json", "empty.yaml", "encoding-latin-1.yaml",
    "json-truncated.json", "kubernetes-object.yaml", "no-resources.yaml",
    "not-template.yaml", "stack-unmatched.json", "yaml-syntax.yaml",
  ]

  @Test func everyFixtureHasItsCodes() {
    #expect(Self.fixtures == Self.codes.keys.sorted())
  }

  @Test(arguments: fixtures)
  func mistakesAreToldWithTheirPlace(fixture: String) throws {
    let scan = try Scan(["\(Self.path)/\(fixture)"] + Self.options[fixture, default: []])
    let diagnostics = scan.report.inputs.flatMap(\.diagnostics)
    for code in Self.codes[fixture] ?? [] {
      let told = diagnostics.filter { $0.code == code }
      #expect(!told.isEmpty, "\(code) is not told")
      #expect(told.allSatisfy { $0.code == "unrecognised" || $0.line != nil })
    }
    let hasErrors = diagnostics.contains { $0.severity == "error" }
    #expect((scan.run.exitCode == 2) == hasErrors)
    try compareWithGolden(scan, fixture)
  }

  /// Every code of templates is told by one of the fixtures; only `resolve` is sure to be given one.
  @Test func everyCodeHasAFixture() throws {
    let text = try String(
      contentsOf: Program.root.appending(path: "docs/diagnostics.md"), encoding: .utf8)
    let documented = Set(text.matches(of: /`(cfn-[a-z-]+)`/).map { String($0.1) })
    let told = Set(Self.codes.values.joined())
    #expect(documented.subtracting(told) == ["cfn-not-template"])
    let run = try Program.run(["resolve", "\(Self.path)/not-template.yaml"])
    #expect(run.exitCode == 2)
    #expect(run.errorText.contains("not-template.yaml: error: this is not a CloudFormation"))
  }

  /// One bad resource never takes the others with it.
  @Test(arguments: fixtures.filter { !lost.contains($0) })
  func theRestIsRead(fixture: String) throws {
    let options = Self.options[fixture, default: []]
    let run = try Program.run(["resolve", "\(Self.path)/\(fixture)"] + options)
    #expect(run.outputText.contains("role/survivor"))
    #expect(!run.outputText.contains("planted-Token-7781"))
    #expect(!run.errorText.contains("planted-Token-7781"))
  }

  private func compareWithGolden(_ scan: Scan, _ fixture: String) throws {
    let lines = scan.report.inputs.flatMap { input in
      input.diagnostics.map { remark in
        "\(remark.line ?? 0):\(remark.column ?? 0): \(remark.severity): \(remark.message) "
          + "[\(remark.code)]"
      }
    }
    let text = (lines + ["exit \(scan.run.exitCode)"]).joined(separator: "\n") + "\n"
    let golden = Self.folder.appending(path: fixture + ".txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: golden)
      Issue.record("recorded \(fixture).txt")
      return
    }
    #expect(try text == String(contentsOf: golden, encoding: .utf8))
  }
}
