import Estate
import Seeded
import Testing
import Text

@Suite struct RedactionTests {
  static func externalID(_ value: String, at range: SourceRange? = nil) -> Secret {
    Secret(kind: .externalID, value: value, range: range)
  }

  @Test("Values are numbered by file path, then offset, whatever the order of reading")
  func numbersByFirstAppearance() {
    var inputs = SampleInputs()
    let second = inputs.add("b.json", "one two")
    let first = inputs.add("a.json", "three one")
    let redaction = Redaction(
      [
        Self.externalID("two", at: inputs.range("two", in: second)),
        Self.externalID("one", at: inputs.range("one", in: second)),
        Self.externalID("one", at: inputs.range("one", in: first)),
        Self.externalID("three", at: inputs.range("three", in: first)),
      ], files: inputs.files)
    #expect(redaction.externalID("three") == "ExternalId#1")
    #expect(redaction.externalID("one") == "ExternalId#2")
    #expect(redaction.externalID("two") == "ExternalId#3")
    #expect(redaction.externalID("never seen") == "ExternalId")
  }

  @Test(
    "Text loses every secret and nothing else",
    arguments: [
      ("--external-id VND-1234567 --x", "--external-id ExternalId#4 --x"),
      ("VND-1234567VND-1234567", "ExternalId#4ExternalId#4"),
      ("xVND-1234567y", "xExternalId#4y"),
      ("VND-12345678", "ExternalId#5"),
      ("VND-123456", "VND-123456"),
      ("", ""),
      ("the key is swordfish, no, swordfis", "the key is ${Key}, no, swordfis"),
      ("AKIAIOSFODNN7EXAMPLE", "***"),
      (
        "say `abc`, abc. not abcd nor role/abc",
        "say `ExternalId#6`, ExternalId#6. not abcd nor role/abc"
      ),
      ("arn:aws:iam::1:role/VND-1234567-x", "arn:aws:iam::1:role/VND-1234567-x"),
      ("arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:root"),
      ("12 roles", "12 roles"), ("sts:ExternalId", "sts:ExternalId"),
    ])
  func scrubs(text: String, expected: String) {
    let redaction = Redaction(
      [
        Self.externalID("VND-1234567"), Self.externalID("VND-12345678"), Self.externalID("abc"),
        Self.externalID("111122223333"), Self.externalID("12"), Self.externalID("ExternalId"),
        Secret(kind: .noEcho("Key"), value: "swordfish", range: nil),
        Secret(kind: .credential, value: "AKIAIOSFODNN7EXAMPLE", range: nil),
      ], files: SourceFiles())
    #expect(redaction(text) == expected)
  }

  @Test("Identifiers keep names that contain an ExternalId, never other secrets")
  func identifiers() {
    let redaction = Redaction(
      [
        Self.externalID("vendor-x"), Secret(kind: .noEcho("Key"), value: "swordfish", range: nil),
      ], files: SourceFiles())
    #expect(redaction("role/vendor-x/swordfish", as: .identifier) == "role/vendor-x/${Key}")
  }

  @Test("--show-external-ids shows ExternalIds, not NoEcho values or credentials")
  func showsOnlyExternalIDs() {
    let redaction = Redaction(
      [
        Self.externalID("VND-1234567"), Self.externalID("swordfish"),
        Secret(kind: .noEcho("Key"), value: "swordfish", range: nil),
        Secret(kind: .credential, value: "AKIAIOSFODNN7EXAMPLE", range: nil),
      ], files: SourceFiles(), showsExternalIDs: true)
    #expect(redaction.externalID("VND-1234567") == "VND-1234567")
    #expect(redaction.externalID("swordfish") == "${Key}")
    #expect(redaction("VND-1234567 swordfish AKIAIOSFODNN7EXAMPLE") == "VND-1234567 ${Key} ***")
  }

  /// Marked `ExternalId#n`, whatever the lengths of the values and wherever they stand: what a search
  /// from left to right that takes the longest value finds.
  @Test(
    "Values of any length are found as a plain search finds them",
    arguments: 0..<60 as Range<UInt64>)
  func findsAsPlainSearch(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = Array("abc-".utf8)
    let word = { (length: Int, random: inout SeededGenerator) in
      (0..<length).map { _ in letters[Int.random(in: 0..<4, using: &random)] }
    }
    let shortest = Int.random(in: 6...40, using: &random)
    var values: [[UInt8]] = []
    for _ in 0..<8 {
      let value = word(shortest + Int.random(in: 0...9, using: &random), &random)
      if !values.contains(value) { values.append(value) }
    }
    let redaction = Redaction(
      values.map {
        Secret(kind: .noEcho("P"), value: String(decoding: $0, as: UTF8.self), range: nil)
      }, files: SourceFiles())
    var text: [UInt8] = []
    for _ in 0..<12 {
      text += word(Int.random(in: 0...12, using: &random), &random)
      let value = values[Int.random(in: 0..<values.count, using: &random)]
      text += Bool.random(using: &random) ? value : Array(value.dropLast())
    }
    var expected: [UInt8] = []
    var index = 0
    while index < text.count {
      let found = values.filter { text[index...].starts(with: $0) }.max { $0.count < $1.count }
      expected += found.map { _ in Array("${P}".utf8) } ?? [text[index]]
      index += found?.count ?? 1
    }
    let result = redaction(String(decoding: text, as: UTF8.self))
    #expect(result == String(decoding: expected, as: UTF8.self))
  }
}
