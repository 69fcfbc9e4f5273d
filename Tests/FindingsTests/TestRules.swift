import Documents
import Findings
import Foundation
import RuleBook
import Testing
import Text

/// The built-in rules with their examples.
enum TestRules {
  static let pack = RulePack(
    rules: RuleBook.rules, issuers: RuleBook.issuers, knownAccounts: RuleBook.knownAccounts)

  /// The files that the rules are made from, by their paths in the folder of rules.
  static let files: [(path: String, text: String)] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Rules")
    let paths = FileManager.default.enumerator(atPath: root.path())
    let names = (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".yaml") }
    return names.sorted().map { name in
      (name, (try? String(contentsOf: root.appending(path: name), encoding: .utf8)) ?? "")
    }
  }()

  static let examples: [RuleExample] = files.flatMap { file -> [RuleExample] in
    guard !file.path.hasPrefix("data/") else { return [] }
    var diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      SourceBytes(Array(file.text.utf8)), file: FileID(rawValue: 0),
      diagnostics: &diagnostics)
    guard documents.count == 2, let id = documents[0].root["id"]?.string else { return [] }
    return documents[1].root.elements.enumerated().map { index, node in
      RuleExample(node, rule: id, number: index + 1)
    }
  }

  static func position(_ range: SourceRange, _ files: SourceFiles) -> String {
    let start = files.start(of: range)
    return "\(files[range.file].path):\(start.line):\(start.column)"
  }
}

/// One example of a rule.
struct RuleExample: Sendable, CustomTestStringConvertible {
  enum Input: Sendable {
    case texts([String: String])
    case sample(String)
  }
  let rule: String
  let number: Int
  let input: Input
  let expect: String
  let at: String?
  let severity: String?

  init(_ node: Node, rule: String, number: Int) {
    self.rule = rule
    self.number = number
    if let sample = node["input"]?.string {
      input = .sample(sample)
    } else {
      var texts: [String: String] = [:]
      if let members = node["input"]?.members {
        for member in members {
          texts[member.key.string ?? "?"] = member.value.string ?? ""
        }
      }
      input = .texts(texts)
    }
    expect = node["expect"]?.string ?? "?"
    at = node["at"]?.string
    severity = node["severity"]?.string
  }

  var testDescription: String { "\(rule) example \(number)" }
}
