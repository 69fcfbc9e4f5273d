import CloudFormation
import Documents
import Foundation
import Logic
import Testing
import Text

/// A template on disk with what it creates, as independent engines found it.
struct ExpectedCase: CustomTestStringConvertible, Sendable {
  let folder: String
  let template: String
  let expected: Node

  var testDescription: String { template }

  /// All cases of a folder beside this file, from its `expected.jsonl`.
  static func all(in folder: String) -> [ExpectedCase] {
    let documents = (try? documents(at: "\(path(of: folder))/expected.jsonl")) ?? []
    return documents.compactMap { root in
      root["template"]?.string.map { ExpectedCase(folder: folder, template: $0, expected: root) }
    }
  }

  /// Why a case differs from what is expected, by the difference, as `differences.tsv` tells.
  static func explanations(in folder: String) -> [String: [String: String]] {
    let text = try? String(contentsOfFile: "\(path(of: folder))/differences.tsv", encoding: .utf8)
    var explanations: [String: [String: String]] = [:]
    for line in (text ?? "").split(separator: "\n").dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if fields.count == 3 { explanations[fields[0], default: [:]][fields[1]] = fields[2] }
    }
    return explanations
  }

  private static func path(of folder: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: folder).path
  }

  static func documents(at path: String) throws -> [Node] {
    var diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      try SourceBytes(contentsOf: path), file: FileID(rawValue: 0), options: .lenientJSON,
      diagnostics: &diagnostics)
    try #require(!diagnostics.hasErrors, "\(diagnostics.items)")
    return documents.map(\.root)
  }

  /// The template evaluated with the values that the expectation was made with.
  func resolved() throws -> ResolvedTemplate {
    let roots = try Self.documents(at: "\(Self.path(of: folder))/Templates/\(template)")
    let found = try #require(roots.lazy.compactMap { Template($0) }.first)
    return found.resolved(
      parameters: try values(),
      context: StackContext(account: "111122223333", region: "us-east-1", stackName: "corpus"))
  }

  private func values() throws -> ParameterValues {
    var values = ParameterValues()
    for (name, value) in try #require(expected["parameters"]).members {
      values.set(try #require(name.string), to: SymbolicString(value.string ?? ""))
    }
    return values
  }

  /// The literal texts of a list or the keys of a map of the expectation.
  func texts(_ key: String) -> [String] {
    let node = expected[key]
    return (node?.elements.compactMap(\.string) ?? [])
      + (node?.members.compactMap { $0.key.string } ?? [])
  }
}
