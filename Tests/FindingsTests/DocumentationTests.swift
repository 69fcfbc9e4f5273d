import Findings
import Foundation
import Testing

/// docs/facts.md and docs/rules are written from the tables and the rules, and kept current.
///
/// `UPDATE_GOLDEN=1` writes them anew; the run that does so fails, so that it cannot go unnoticed.
@Suite struct DocumentationTests {
  static let docs = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs")

  @Test func factsAreDocumented() throws {
    try check(FactsPage.text, against: Self.docs.appending(path: "facts.md"))
  }

  @Test(arguments: TestRules.pack.rules.map(\.id))
  func rulesAreDocumented(_ id: String) throws {
    let rule = try #require(TestRules.pack.rules.first { $0.id == id })
    try check(
      RulePage.text(rule), against: Self.docs.appending(path: "rules/\(id.lowercased()).md"))
  }

  @Test func theListOfRulesIsCurrent() throws {
    try check(
      RulePage.index(TestRules.pack.rules), against: Self.docs.appending(path: "rules/README.md"))
  }

  @Test func noPageIsLeftOver() throws {
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: Self.docs.appending(path: "rules").path())
    let expected = TestRules.pack.rules.map { "\($0.id.lowercased()).md" } + ["README.md"]
    #expect(Set(pages) == Set(expected))
  }

  private func check(_ text: String, against file: URL) throws {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(file.lastPathComponent) was written")
    }
    let current = try? String(contentsOf: file, encoding: .utf8)
    #expect(current == text, "run UPDATE_GOLDEN=1 swift test --filter DocumentationTests")
  }
}
