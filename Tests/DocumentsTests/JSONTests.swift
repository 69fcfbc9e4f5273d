import Documents
import Testing
import Text

struct JSONTests {
  @Test func everyValueAndKeyHasItsExactRange() throws {
    let marked = Marked(
      "\n ⟦{ ⟦\"a\"⟧ : ⟦[⟦1⟧, ⟦-2.5e3⟧,⟦true⟧ ,⟦null⟧]⟧,\t⟦\"é\\n\"⟧:⟦\"ü\"⟧, ⟦\"e\"⟧:⟦{}⟧ }⟧\r\n")
    let root = try marked.document().root
    var ranges = [root.range]
    for (key, value) in root.members {
      ranges += [key.range, value.range] + value.elements.map(\.range)
    }
    #expect(ranges == marked.ranges)
    #expect(shape(root) == "{\"a\":[1,-2.5e3,true,null],\"é\n\":\"ü\",\"e\":{}}")
    #expect(root.count == 3)
    #expect(root["a"]?.count == 4)
  }

  @Test func byteOrderMarkIsNotPartOfTheText() throws {
    let root = try Marked("\u{FEFF}{\"a\":⟦1⟧}").document().root
    #expect(root["a"]?.range == Marked("\u{FEFF}{\"a\":⟦1⟧}").ranges[0])
  }

  @Test(arguments: [
    (#""A""#, "A"), (#""\u0041ction""#, "Action"), (#""\ud83d\ude00""#, "😀"),
    (#""\ud83d""#, "\u{FFFD}"), (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
    (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u0000x""#, "\0x"), (#""""#, ""), (#""12345678""#, "12345678"),
    (#""\u00e9\u20AC""#, "é€"),
  ])
  func stringsAreDecoded(written: String, decoded: String) throws {
    let root = try Marked("[\(written)]").document().root
    let node = try #require(Array(root.elements).first)
    #expect(node.string == decoded)
    #expect(node.equals(decoded))
    #expect(!node.equals(decoded + "x"))
    #expect(node.withUTF8 { Array($0) } == Array(decoded.utf8))
  }

  @Test func keysAreFoundByTheirDecodedText() throws {
    let root = try Marked(#"{"\u0041ction":1,"Resource":2,"":3,"NotResource1":4}"#).document().root
    #expect(root["Action"]?.string == "1")
    #expect(root["Resource"]?.equals("2") == true)
    #expect(root[""]?.string == "3")
    #expect(root["NotResource1"]?.string == "4")
    #expect(root["NotResource2"] == nil)
    #expect(root["Resource" as String]?.string == "2")
    #expect(root["Resources"] == nil)
    #expect(root["Action"]?["x"] == nil)
  }

  @Test func nullHasNoText() throws {
    let root = try Marked("[null]").document().root
    let null = try #require(Array(root.elements).first)
    #expect(null.string == nil)
    #expect(null.text == nil)
    #expect(!null.equals("null"))
    #expect(null.rawText == "null")
  }

  @Test func duplicateKeysAreRecordedAndTheLastWins() throws {
    let marked = Marked(
      #"{⟦"Action"⟧:1,"b":{⟦"x"⟧:1,"y":2,⟦"x"⟧:3},"\u0041ction":2,⟦"Action"⟧:"last"}"#)
    let document = try marked.document()
    #expect(document.duplicateKeys.map(\.key) == ["x", "Action"])
    #expect(document.duplicateKeys.map(\.first) == [marked.ranges[1], marked.ranges[0]])
    #expect(document.duplicateKeys.map(\.last) == [marked.ranges[2], marked.ranges[3]])
    #expect(document.root["Action"]?.string == "last")
    #expect(document.root["b"]?["x"]?.string == "3")
    #expect(document.root.members.map(\.value.kind).count == 4)
  }

  @Test(arguments: [2, 8, 9, 40, 1000])
  func duplicateKeysAreFoundInMappingsOfEverySize(size: Int) throws {
    let keys = (0..<size).map { "\"key number \($0)\":0" }
    let unique = try Marked("{" + keys.joined(separator: ",") + "}").document()
    #expect(unique.duplicateKeys.isEmpty)
    let more = keys + [keys[size / 2]]
    let repeated = try Marked("{" + more.joined(separator: ",") + "}").document()
    #expect(repeated.duplicateKeys.map(\.key) == ["key number \(size / 2)"])
  }

  @Test func severalDocumentsMayFollowEachOther() throws {
    let (documents, diagnostics) = Marked("{\"a\":1}\n[2]\n\n{\"a\":1,\"a\":3}{}").read()
    #expect(diagnostics.items.isEmpty)
    #expect(documents.map { shape($0.root) } == ["{\"a\":1}", "[2]", "{\"a\":1,\"a\":3}", "{}"])
    #expect(documents.map(\.duplicateKeys.count) == [0, 0, 1, 0])
  }

  @Test func documentsBeforeAnErrorAreKept() throws {
    let marked = Marked("{\"a\":1}\n{\"b\":2}\n⟦{⟧\"c\": [1, \"x⟦⟧")
    let (documents, diagnostics) = marked.read()
    #expect(documents.map { shape($0.root) } == ["{\"a\":1}", "{\"b\":2}"])
    let error = try #require(diagnostics.items.first)
    #expect(diagnostics.items.count == 1)
    #expect(error.code == "json-truncated")
    #expect(error.range == marked.ranges[1])
  }

  @Test func theCollectionThatIsNotClosedIsNamed() throws {
    let marked = Marked("{\"a\": ⟦[⟧1, 2⟦⟧")
    let error = try #require(marked.read().1.items.first)
    #expect(error.code == "json-truncated")
    #expect(error.range == marked.ranges[1])
    #expect(error.notes.map(\.range) == [marked.ranges[0]])
    #expect(error.fix != nil)
  }

  @Test(arguments: [
    ("{\"a\": 1,⟦}⟧", "json-syntax"), ("[1 ⟦2⟧]", "json-syntax"), ("{\"a\" ⟦1⟧}", "json-syntax"),
    ("{⟦a⟧: 1}", "json-syntax"), ("[true⟦1⟧]", "json-syntax"), ("[⟦trU⟧e]", "json-syntax"),
    ("[0⟦1⟧]", "json-syntax"),
    ("[\"a⟦\n⟧\"]", "json-syntax"), ("[\"⟦\\x⟧\"]", "json-syntax"), ("{} ⟦1⟧", "json-syntax"),
  ])
  func syntaxErrorsHaveAPlaceAndAWayOut(text: String, code: String) throws {
    let marked = Marked(text)
    let (documents, diagnostics) = marked.read()
    #expect(documents.count == (text.hasPrefix("{}") ? 1 : 0))
    let error = try #require(diagnostics.items.first)
    #expect(error.code == code)
    #expect(error.fix != nil)
    #expect(error.range == marked.ranges[0])
  }

  @Test func nestingIsLimited() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(Marked(nested(Limits.nesting)).read().documents.count == 1)
    let diagnostics = Marked(nested(Limits.nesting + 1)).read().1
    #expect(diagnostics.items.map(\.code) == ["nesting-limit"])
    #expect(diagnostics.items.first?.range?.lower == UInt32(Limits.nesting))
  }

  @Test(arguments: [
    ("", "empty"), (" \n\t", "empty"), ("\u{FEFF}", "empty"), ("# nothing\n", "empty"),
    ("{\"a\": \"\0\"}", "binary"), ("GIF89a\0\0", "binary"),
  ])
  func whatIsNoTextIsToldBeforeSyntax(text: String, code: String) {
    let (documents, diagnostics) = Marked(text).read()
    #expect(documents.isEmpty)
    #expect(diagnostics.items.map(\.code) == [code])
    #expect(diagnostics.items.allSatisfy { $0.range != nil && $0.fix != nil })
  }

  @Test(arguments: [
    [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], [0xFE, 0xFF, 0, 0x7B, 0, 0x7D], [0x7B, 0, 0x7D, 0],
    [0, 0x7B, 0, 0x7D], Array("{\"a\":\"".utf8) + [0xE9] + Array("\"}".utf8),
    Array("a: caf".utf8) + [0xE9, 0x0A],
  ])
  func otherEncodingsAreNamed(bytes: [UInt8]) {
    var diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      SourceBytes(bytes), file: Marked.file, diagnostics: &diagnostics)
    #expect(documents.isEmpty)
    #expect(diagnostics.items.map(\.code) == ["encoding"])
  }

  @Test func compressedFilesAreToBeUnpacked() {
    var diagnostics = Diagnostics()
    _ = DocumentReader.read(
      SourceBytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0]), file: Marked.file, diagnostics: &diagnostics)
    #expect(diagnostics.items.compactMap(\.fix) == ["it is compressed: `gunzip` it first"])
  }

  @Test func jsonWithCommentsIsYAMLOnlyIfAskedFor() {
    let marked = Marked("{ # note\n \"a\": [1, 2,],\n}")
    let strict = marked.read()
    #expect(strict.documents.isEmpty)
    #expect(strict.1.items.map(\.code) == ["json-syntax"])
    let lenient = marked.read(.lenientJSON)
    #expect(lenient.documents.map { shape($0.root) } == ["{\"a\":[1,2]}"])
    #expect(lenient.1.items.map(\.code) == ["json-lenient"])
    #expect(lenient.1.items.map(\.severity) == [.note])
  }

  @Test(arguments: [
    "{\n  // note\n \"a\": [1, 2], // \"b\"\n \"u\": \"s3://x /* y */\"}",
    "{/* two\n lines */ \"a\": [1, 2], \"u\": \"s3://x /* y */\" // last\n}",
  ])
  func commentsOfJavaScriptAreLeftOutOfLenientJSON(text: String) throws {
    let marked = Marked(text)
    #expect(marked.read().1.items.map(\.code) == ["json-syntax"])
    let lenient = marked.read(.lenientJSON)
    #expect(
      lenient.documents.map { shape($0.root) } == ["{\"a\":[1,2],\"u\":\"s3://x /* y */\"}"])
    #expect(lenient.1.items.map(\.code) == ["json-lenient"])
    let number = try #require(lenient.documents.first?.root["a"]?.elements.first { _ in true })
    let place = try #require(text.utf8.firstIndex(of: UInt8(ascii: "1")))
    #expect(Int(number.range.lower) == text.utf8.distance(from: text.startIndex, to: place))
  }
}
