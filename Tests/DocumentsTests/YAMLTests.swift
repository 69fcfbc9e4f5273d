import Documents
import Testing
import Text

struct YAMLTests {
  @Test(arguments: [
    // Plain scalars keep their text; the kind follows the YAML 1.2 core schema.
    ("012345678901", Node.Kind.number, "012345678901"), ("2012-10-17", .string, "2012-10-17"),
    ("yes", .string, "yes"), ("off", .string, "off"), ("1e3", .number, "1e3"),
    ("1_000", .string, "1_000"), ("0x1F", .number, "0x1F"), ("0o17", .number, "0o17"),
    ("12:30:45", .string, "12:30:45"), ("-1.5", .number, "-1.5"), (".5", .number, ".5"),
    (".", .string, "."), ("1.", .number, "1."), ("1e", .string, "1e"),
    (".inf", .number, ".inf"), ("-.INF", .number, "-.INF"), (".nan", .number, ".nan"),
    ("true", .boolean, "true"), ("FALSE", .boolean, "FALSE"), ("tRue", .string, "tRue"),
    ("null", .null, "null"), ("~", .null, "~"), ("nULL", .string, "nULL"),
    ("'012345678901'", .string, "012345678901"), ("\"true\"", .string, "true"),
    ("'it''s'", .string, "it's"), ("\"\\x41\\u00e9\"", .string, "Aé"), ("''", .string, ""),
    ("1111_2222_3333", .string, "1111_2222_3333"), ("+12", .number, "+12"),
    ("!!str 12", .string, "12"), ("! 12", .string, "12"), ("!Ref 12", .string, "12"),
  ])
  func scalarsKeepTheirText(written: String, kind: Node.Kind, text: String) throws {
    let root = try Marked("key: ⟦\(written)⟧\n").document().root
    let node = try #require(root["key"])
    #expect(node.kind == kind)
    #expect(node.rawText == text)
    #expect(node.range == Marked("key: ⟦\(written)⟧\n").ranges[0])
  }

  @Test func nothingIsNull() throws {
    let marked = Marked("a:⟦⟧\nb:\n- ⟦x⟧\n-⟦⟧\n")
    let root = try marked.document().root
    #expect(shape(root) == "{\"a\":null,\"b\":[\"x\",null]}")
    #expect(root["a"]?.range == marked.ranges[0])
    #expect(root["a"]?.rawText == "")
    #expect(root["b"]?.elements.map(\.range) == Array(marked.ranges[1...]))
  }

  @Test func rangesOfCollectionsEndWithTheirLastChild() throws {
    let marked = Marked(
      "# head\n⟦a: ⟦{ x: 1, y: [é, 2] }⟧\nb:\n  ⟦- one\n  - two⟧ # tail\n\nc:\n  ⟦d: 'e'⟧⟧\n\n# end\n"
    )
    let root = try marked.document().root
    #expect(
      [root.range] + root.members.map(\.value.range)
        == marked.ranges)
  }

  @Test func tagsAreKeptAsWritten() throws {
    let root = try Marked("a: !Ref X\nb: !GetAtt [A, B]\nc: !Sub\n  k: !!str 1\nd: x\n").document()
      .root
    #expect(
      shape(root)
        == "{\"a\":!Ref \"X\",\"b\":!GetAtt [\"A\",\"B\"],\"c\":!Sub {\"k\":!!str \"1\"},\"d\":\"x\"}"
    )
    #expect(root["d"]?.tag == nil)
  }

  @Test func stylesAreKept() throws {
    let flow = try #require(Marked("[a, 'b', \"c\"]").read(.lenientJSON).documents.first)
    #expect(flow.root.elements.map(\.style) == [.plain, .singleQuoted, .doubleQuoted])
    let block = try Marked("- |\n  x\n- >-\n  y\n").document().root
    #expect(block.elements.map(\.style) == [.literal, .folded])
    #expect(block.elements.map(\.string) == ["x\n", "y"])
    #expect(try Marked("[1]").document().root.style == .json)
  }

  @Test func duplicateKeysAreRecordedAndTheLastWins() throws {
    let marked = Marked("⟦a⟧: 1\nb: {⟦c⟧: 1, ⟦'c'⟧: 2}\n⟦\"a\"⟧: 3\n")
    let document = try marked.document()
    #expect(document.duplicateKeys.map(\.key) == ["c", "a"])
    #expect(document.duplicateKeys.map(\.first) == [marked.ranges[1], marked.ranges[0]])
    #expect(document.duplicateKeys.map(\.last) == [marked.ranges[2], marked.ranges[3]])
    #expect(document.root["a"]?.string == "3")
    #expect(document.root["b"]?["c"]?.string == "2")
  }

  @Test func keysThatDifferByCaseAreDifferent() throws {
    let document = try Marked("rolearn: 1\nroleARN: 2\n").document()
    #expect(document.duplicateKeys.isEmpty)
    #expect(document.root["roleARN"]?.string == "2")
  }

  @Test(arguments: [
    ("a: &x [1, {b: 2}]\nc: *x\n", "{\"a\":[1,{\"b\":2}],\"c\":[1,{\"b\":2}]}"),
    ("a: &x 1\nb: &x 2\nc: *x\n", "{\"a\":1,\"b\":2,\"c\":2}"),
    ("- &x foo\n- *x : 1\n", "[\"foo\",{\"foo\":1}]"),
    (
      "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3\n",
      "{\"a\":{\"k\":1,\"l\":2},\"b\":{\"l\":2,\"k\":3}}"
    ),
    ("b: {k: 3, <<: {k: 1, l: 2}}\n", "{\"b\":{\"l\":2,\"k\":3}}"),
    ("b: {<<: [{k: 1}, {k: 2, l: 2}], m: 3}\n", "{\"b\":{\"k\":1,\"l\":2,\"m\":3}}"),
    ("b: {\"<<\": {k: 1}}\n", "{\"b\":{\"<<\":{\"k\":1}}}"),
    (
      "a: {<<: &x {k: &y [1], z: 1}, z: &z {v: *y}, w: *x}\nb: [*y, *z, *x]\n",
      #"{"a":{"k":[1],"z":{"v":[1]},"w":{"k":[1],"z":1}},"b":[[1],{"v":[1]},{"k":[1],"z":1}]}"#
    ),
  ])
  func aliasesAndMergeKeysAreExpanded(text: String, expected: String) throws {
    let document = try Marked(text).document()
    #expect(shape(document.root) == expected)
    #expect(document.duplicateKeys.isEmpty)
    for member in document.root.members { #expect(member.value.range.upper <= text.utf8.count) }
  }

  @Test func aliasesAreListed() throws {
    let marked = Marked("a: &x 1\nb: ⟦*x⟧\nc: {<<: {d: ⟦*x⟧}}\n")
    #expect(try marked.document().aliases == marked.ranges)
  }

  @Test(arguments: [
    ("a: ⟦⟧*x\n", "yaml-alias"), ("a: &x [⟦⟧*x]\n", "yaml-alias"),
    ("b: {⟦⟧<<: 1}\n", "yaml-merge"), ("b: {⟦⟧<<: [{a: 1}, 2]}\n", "yaml-merge"),
    ("a:\n⟦⟧\tb: 1\n", "yaml-tab"), ("a: ⟦⟧{{ .Values.x }}\n", "yaml-template"),
    ("⟦⟧{{- if .Values.x }}\na: 1\n{{- end }}\n", "yaml-template"),
    ("⟦⟧{% if x %}\na: 1\n{% endif %}\n", "yaml-template"),
    ("a: 1\n⟦⟧{{- if .Values.x }}\nb: 1\n", "yaml-template"),
    ("a: \"\u{1}\"\n", "yaml-syntax"), ("a: [1, 2\nb: 3\n", "yaml-syntax"),
    ("a: 'x\n", "yaml-syntax"), ("a: b: c\n", "yaml-syntax"),
  ])
  func errorsHaveAPlaceAndAWayOut(text: String, code: String) throws {
    let marked = Marked(text)
    let (documents, diagnostics) = marked.read()
    #expect(documents.isEmpty)
    #expect(diagnostics.items.map(\.code) == [code])
    let error = try #require(diagnostics.items.first)
    #expect(error.range != nil && error.fix != nil)
    if let place = marked.ranges.first { #expect(error.range == place) }
  }

  @Test func aliasExpansionIsLimited() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<30 {
      let elements = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(elements)]\n"
    }
    let (documents, diagnostics) = Marked(text).read()
    #expect(documents.isEmpty)
    #expect(diagnostics.items.map(\.code) == ["alias-limit"])
  }

  @Test func nestingByAliasesIsLimited() {
    var text = "a0: &a0 [x]\n"
    for level in 1..<600 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(Marked(text).read().1.items.map(\.code) == ["nesting-limit"])
    let flow = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
    #expect(Marked("a: " + flow).read().1.items.map(\.code) == ["nesting-limit"])
  }

  @Test func badDocumentsDoNotLoseTheOthers() {
    let (documents, diagnostics) = Marked(
      "# Source: a\n---\na: 1\n---\nb: [\n---\n---\n# nothing\n---\nc: 'x\n--- \nd: 4\n...\n"
    ).read()
    #expect(documents.map { shape($0.root) } == ["{\"a\":1}", "null", "null", "{\"d\":4}"])
    #expect(diagnostics.items.map(\.code) == ["yaml-syntax", "yaml-syntax"])
  }

  @Test func badCharactersDoNotLoseTheOtherDocuments() {
    let (documents, diagnostics) = Marked("a: 1\n---\nb: \u{7}\n---\nc: 3\n").read()
    #expect(documents.map { shape($0.root) } == ["{\"a\":1}", "{\"c\":3}"])
    #expect(diagnostics.items.map(\.code) == ["yaml-syntax"])
  }

  @Test func lineEndsAndByteOrderMarkDoNotMatter() throws {
    let marked = Marked("\u{FEFF}a: ⟦é⟧\r\nb: ⟦'x'⟧\r\n")
    let root = try marked.document().root
    #expect(shape(root) == "{\"a\":\"é\",\"b\":\"x\"}")
    #expect(root.members.map(\.value.range) == marked.ranges)
  }

  @Test func rangesAreInBytesBehindManyWideCharacters() throws {
    let lines = (0..<200).map { "k\($0): \"日本語é😀\"\n" }.joined()
    let marked = Marked("# ü\n---\nx: 1\n---\n" + lines + "end: ⟦here⟧\n")
    let documents = marked.read().documents
    #expect(documents.last?.root["end"]?.range == marked.ranges[0])
  }
}
