import Documents
import Foundation
import Testing
import Text

/// https://github.com/nst/JSONTestSuite: every `y_` is read, every `n_` refused.
struct JSONTestSuiteTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "JSONTestSuite")
  static let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    .filter { $0.hasSuffix(".json") }.sorted()

  @Test func isComplete() {
    #expect(Self.names?.count == 318)
  }

  @Test(arguments: names ?? [])
  func conforms(name: String) throws {
    let bytes = try SourceBytes(contentsOf: Self.folder.appending(path: name).path)
    var diagnostics = Diagnostics()
    let document = DocumentReader.readJSON(
      bytes, file: FileID(rawValue: 0), diagnostics: &diagnostics)
    switch name.prefix(2) {
    case "y_":
      #expect(document != nil)
      #expect(diagnostics.items.isEmpty)
    case "n_":
      #expect(document == nil)
      let error = try #require(diagnostics.items.first)
      #expect(error.severity == .error)
      let range = try #require(error.range)
      #expect(range.lower <= range.upper && range.upper <= bytes.count)
    default:
      #expect((document == nil) == diagnostics.hasErrors)
    }
  }
}
