import Documents
import IAM
import Testing
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A case of a file of simulate lines, with what it expects.
struct EvaluationCase: CustomTestStringConvertible, Sendable {
  let line: String
  let name: String
  let expected: String

  var testDescription: String { name }

  /// The cases of a file beside the tests.
  static func load(_ name: String) -> [EvaluationCase] {
    var path = String(#filePath)
    path.removeLast("EvaluationCases.swift".utf8.count)
    return lines(of: path + "Cases/" + name).map { line in
      var diagnostics = Diagnostics()
      let root = DocumentReader.readJSON(
        SourceBytes(line.utf8), file: FileID(rawValue: 0), diagnostics: &diagnostics)?.root
      return EvaluationCase(
        line: line,
        name: "\(root?["CaseId"]?.string ?? "?") \(root?["CaseName"]?.string ?? "?")",
        expected: root?["Expected"]?.string ?? "?")
    }
  }

  private static func lines(of path: String) -> [String] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The answer of `simulate` to a line.
  static func answer(_ line: String, _ shape: Simulator.Shape = .plain) -> String {
    var output: [UInt8] = []
    _ = Simulator(shape: shape).answer(SourceBytes(line.utf8), into: &output)
    return String(decoding: output, as: UTF8.self)
  }
}

@Suite struct EvaluationCaseTests {
  static let cases = EvaluationCase.load("evaluation.jsonl")

  @Test func allCasesAreThere() { #expect(Self.cases.count == 171) }

  @Test(arguments: cases)
  func decidesAsDocumented(_ item: EvaluationCase) {
    let answer = EvaluationCase.answer(item.line)
    #expect(answer.contains("\"EvalDecision\":\"\(item.expected)\""), "\(answer)")
  }
}
