import RuleBook
import Testing
import Text

@testable import Findings

/// What the program carries of its rules is what the reader of rules makes of their files.
@Suite struct RuleBookTests {
  @Test func carriedRulesAreThoseOfTheFiles() {
    var reader = RuleReader()
    for file in TestRules.files where !file.path.hasPrefix("data/") {
      reader.read(path: file.path, text: file.text)
    }
    #expect(reader.diagnostics.items.isEmpty)
    let read = reader.rules.map { rule in
      var rule = rule
      rule.range = nil
      rule.queryLines = nil
      return rule
    }
    #expect(RuleBook.rules.map(\.id) == read.map(\.id))
    for (carried, read) in zip(RuleBook.rules, read) { #expect(carried == read) }
  }

  @Test func carriedTablesAreThoseOfTheFiles() throws {
    let text = { name in try #require(TestRules.files.first { $0.path == name }).text }
    #expect(RuleBook.issuers == TokenIssuers(yaml: try text("data/issuers.yaml")))
    #expect(RuleBook.knownAccounts == KnownAccounts(yaml: try text("data/known-accounts.yaml")))
    #expect(RuleBook.issuers != TokenIssuers() && RuleBook.knownAccounts != KnownAccounts())
  }

  /// A rule that the reader takes may have a message that the carried form would take as well.
  @Test(arguments: [
    ("a {b} c", ["a ", "b", " c"]), ("{a}{b}", ["", "a", "", "b", ""]), ("é {x}", ["é ", "x", ""]),
    ("plain", ["plain"]), ("", [""]),
  ])
  func messageHasParts(template: String, parts: [String]) throws {
    let segments = try #require(RuleMessage(template)).segments
    #expect(
      segments.map { segment in
        switch segment {
        case .text(let text): text
        case .column(let name): name
        }
      } == parts)
  }

  @Test(arguments: ["{", "}", "a { b", "a } b {", "{a}}", "{{a}}"])
  func messageWithABraceAloneIsRefused(template: String) {
    #expect(RuleMessage(template) == nil)
  }
}
