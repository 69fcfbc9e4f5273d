import CloudFormation
import Documents
import Foundation
import Logic
import Testing
import Text

/// A template on disk with what it creates, as independent engines found it.
struct ExpectedCase: CustomTestStringConvertible {
  let folder: String
  let name: String

  var testDescription: String { name }

  /// All cases of a folder beside this file.
  static func all(in folder: String) -> [ExpectedCase] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path(of: folder))) ?? []
    return names.filter { $0.hasSuffix(".expected.json") }.sorted().map {
      ExpectedCase(folder: folder, name: String($0.dropLast(".expected.json".count)))
    }
  }

  private static func path(of folder: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: folder).path
  }

  func expected() throws -> Node { try #require(try documents("expected.json").first) }

  func resolved(_ expected: Node) throws -> ResolvedTemplate {
    let roots = try documents("yaml") + documents("json")
    let template = try #require(roots.lazy.compactMap { Template($0) }.first)
    var values = ParameterValues()
    for (name, value) in try #require(expected["parameters"]).members {
      values.set(try #require(name.string), to: SymbolicString(value.string ?? ""))
    }
    return template.resolved(
      parameters: values,
      context: StackContext(account: "111122223333", region: "us-east-1", stackName: "corpus"))
  }

  private func documents(_ ending: String) throws -> [Node] {
    let path = "\(Self.path(of: folder))/\(name).\(ending)"
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    var diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      try SourceBytes(contentsOf: path), file: FileID(rawValue: 0), options: .lenientJSON,
      diagnostics: &diagnostics)
    try #require(!diagnostics.hasErrors, "\(diagnostics.items)")
    return documents.map(\.root)
  }
}

/// Comparison of what was found with what is expected, up to the tokens of the expectation.
enum Expectation {
  /// Why a resolved node is not the expected one; nil when it is.
  ///
  /// A list of one element and the element alone are the same, as in policies.
  static func difference(_ expected: Node, _ actual: Node, at path: String) -> String? {
    let expectedList = expected.kind == .sequence ? Array(expected.elements) : [expected]
    let actualList = actual.kind == .sequence ? Array(actual.elements) : [actual]
    if expected.kind == .sequence || actual.kind == .sequence {
      guard expectedList.count == actualList.count else {
        return "\(path): \(actualList.count) elements instead of \(expectedList.count)"
      }
      return zip(expectedList, actualList).enumerated().lazy.compactMap { index, pair in
        difference(pair.0, pair.1, at: "\(path)/\(index)")
      }.first
    }
    if expected.kind == .mapping || actual.kind == .mapping {
      return differenceOfMaps(expected, actual, at: path)
    }
    guard let text = expected.string,
      let found = actual.text ?? actual.hole.map({ SymbolicString($0) }),
      matches(text, found)
    else { return "\(path): \(actual.text?.display ?? "?") instead of \(expected.string ?? "?")" }
    return nil
  }

  private static func differenceOfMaps(_ expected: Node, _ actual: Node, at path: String) -> String?
  {
    guard expected.kind == .mapping, actual.kind == .mapping, expected.count == actual.count else {
      return "\(path): members differ"
    }
    for (key, value) in expected.members {
      let name = key.string ?? ""
      let found = actual.members.first { member in
        member.key.text.map { matches(name, $0) } ?? false
      }
      guard let found else { return "\(path): no \(name)" }
      if let difference = difference(value, found.value, at: "\(path)/\(name)") {
        return difference
      }
    }
    return nil
  }

  /// Whether a text is the expected one, tokens of the expectation standing for holes.
  static func matches(_ expected: String, _ actual: SymbolicString) -> Bool {
    var rest = expected[...]
    var isOpen = false
    for segment in actual.segments {
      switch segment {
      case .hole: isOpen = true
      case .literal(let text):
        guard let range = isOpen ? rest.firstRange(of: text) : rest.prefixRange(of: text) else {
          return false
        }
        rest = rest[range.upperBound...]
        isOpen = false
      }
    }
    return isOpen || rest.isEmpty
  }
}

extension Substring {
  fileprivate func prefixRange(of text: String) -> Range<Substring.Index>? {
    hasPrefix(text) ? startIndex..<index(startIndex, offsetBy: text.count) : nil
  }
}
