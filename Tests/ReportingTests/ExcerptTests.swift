import Estate
import Findings
import Testing
import Text

@testable import Reporting

@Suite struct ExcerptTests {
  /// The excerpt around `marked` in `text`, with `[` and `]` around what is marked.
  static func excerpt(
    _ text: String, marked: String, whole: String? = nil, secrets: [String] = [],
    extent: Excerpt.Extent = Excerpt.Extent()
  ) -> String? {
    var inputs = SampleInputs()
    let file = inputs.add("f", text)
    let redaction = Redaction(
      secrets.map { Secret(kind: .externalID, value: "v", range: inputs.range($0, in: file)) },
      files: inputs.files)
    var sample = Sample.clean()
    let range = inputs.range(marked, in: file)
    sample.outcome.files = inputs.files
    sample.outcome.diagnostics = [Diagnostic(.note, "c", "m", at: range)]
    let report = Report(sample.outcome, redaction: redaction)
    let excerpt = Excerpt(
      of: range, whole: whole.map { inputs.range($0, in: file) }, in: report, extent: extent)
    return excerpt.map { excerpt in
      excerpt.lines.enumerated().map { index, line in
        "\(excerpt.firstLine + index):"
          + line.map { $0.isMarked ? "[\($0.text)]" : $0.text }.joined()
      }.joined(separator: "\n")
    }
  }

  @Test("Two lines around the decisive part, common indentation dropped")
  func context() {
    let text = "one\n  two\n  three\n    four\n  five\n  six\nseven\n"
    #expect(
      Self.excerpt(text, marked: "four") == "2:two\n3:three\n4:  [four]\n5:five\n6:six")
  }

  @Test("A statement is shown whole and nothing around it")
  func statement() {
    let text = "x\n{\r\n a: b,\r\n c\r\n}\ny\n"
    #expect(
      Self.excerpt(text, marked: "b", whole: "{\r\n a: b,\r\n c\r\n}")
        == "2:{\n3: a: [b],\n4: c\n5:}")
  }

  @Test("A statement that is decisive as a whole is not marked")
  func wholeStatement() {
    #expect(Self.excerpt("x\n{a}\ny", marked: "{a}", whole: "{a}") == "2:{a}")
  }

  @Test("Secrets are replaced by place, quotes and line numbers stay")
  func secrets() {
    #expect(
      Self.excerpt("a: \"v w\"\nb: v\nc", marked: "c", secrets: ["\"v w\""])
        == "1:a: \"ExternalId#1\"\n2:b: v\n3:[c]")
    #expect(
      Self.excerpt("a: |\n v\n v\nc", marked: "c", secrets: ["|\n v\n v"])
        == "2:ExternalId#1\n3:\n4:[c]")
  }

  @Test("A long line is cut around the decisive part, between characters")
  func longLine() {
    let text = String(repeating: "é", count: 500) + "HERE" + String(repeating: "漢", count: 500)
    let excerpt = Self.excerpt(text, marked: "HERE")
    #expect(excerpt?.contains("[HERE]") == true)
    #expect(excerpt?.contains("\u{FFFD}") == false)
    #expect((excerpt?.utf8.count ?? 0) < 420)
  }

  @Test("A place at the end of a line or file points behind it")
  func emptyRange() {
    #expect(Self.excerpt("ab", marked: "zz", extent: .line) == "1:ab")
  }
}
