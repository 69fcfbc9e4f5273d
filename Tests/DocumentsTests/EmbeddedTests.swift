import Documents
import Testing
import Text

struct EmbeddedTests {
  /// Reads the document inside the scalar `key` and compares where its values are.
  private func check(
    _ text: String, as syntax: Node.EmbeddedSyntax = .json, _ expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let marked = Marked(text)
    let outer = try marked.document(sourceLocation: sourceLocation)
    var diagnostics = Diagnostics()
    let key = try #require(outer.root["key"], sourceLocation: sourceLocation)
    let inner = key.embedded(as: syntax, &diagnostics)
    #expect(diagnostics.items.isEmpty, sourceLocation: sourceLocation)
    let root = try #require(inner?.root, sourceLocation: sourceLocation)
    #expect(shape(root) == expected, sourceLocation: sourceLocation)
    #expect(scalars(root).map(\.range) == marked.ranges, sourceLocation: sourceLocation)
  }

  private func scalars(_ node: Node) -> [Node] {
    switch node.kind {
    case .mapping: node.members.flatMap { scalars($0.value) }
    case .sequence: node.elements.flatMap(scalars)
    default: [node]
    }
  }

  @Test(arguments: [
    // JSON in JSON, by escapes.
    #"{"key":"{\"a\":⟦\"b\"⟧}"}"#,
    #"{"key":"{\"a\":⟦\u0022b\u0022⟧}"}"#,
    #"{"key":"{\n\t\"a\" : ⟦\"b\"⟧\n}"}"#,
    #"{"key":"{\"\u0061\":⟦\"\u0062\"⟧}"}"#,
    // Percent-encoded.
    #"{"key":"%7B%22a%22%3A⟦%22b%22⟧%7D"}"#,
    #"{"key":"%7b%0A%20%22a%22: ⟦%22%62%22⟧%7D"}"#,
    // YAML styles.
    #"key: '{"a": ⟦"b"⟧}'"#,
    #"key: "{\"a\":⟦\"b\"⟧}""#,
    #"key: "{\x22a\":⟦\u0022b\"⟧}""#,
    "key: |\n  {\n    \"a\": ⟦\"b\"⟧\n  }\n",
    "key: |2-\n\n    {\n\n  \"a\":\n   ⟦\"b\"⟧\n  }\n",
    "key: &anchor !Sub |\r\n  {\r\n    \"a\": ⟦\"b\"⟧\r\n  }\r\n",
    "key: >\n  {\n  \"a\":\n  ⟦\"b\"⟧\n  }\n",
    "key: >-\n\n    {\n      \"a\":\n        ⟦\"b\"⟧\n\n\n    }\n",
    "key: !Sub '{\n\n  \"a\":\n\n  ⟦\"b\"⟧ }'\n",
    "key: \"{\\\n  \\\"a\\\":  \\\n   ⟦\\\"b\\\"⟧\n }\"\n",
    "key:\n  !Sub # why\n  '{\"a\": ⟦\"b\"⟧}'\n",
  ])
  func jsonKeepsItsPlace(text: String) throws {
    try check(text, "{\"a\":\"b\"}")
  }

  @Test(arguments: [
    "key: |\n    - rolearn: ⟦é⟧\n      groups: [⟦a⟧, ⟦'b'⟧]\n",
    "key: \"- rolearn: ⟦é⟧\\n  groups: [⟦a⟧, ⟦'b'⟧]\\n\"\n",
    "key: \"- rolearn: ⟦\\u00e9⟧\\n\\\n  \\  groups: [⟦a⟧, ⟦'b'⟧]\\n\"\n",
    "key: '[{rolearn: ⟦é⟧,\n\n\n    groups: [⟦a⟧, ⟦''b''⟧]}]'\n",
    #"{"key":"- rolearn: ⟦é⟧\n  groups: [⟦a⟧, ⟦'b'⟧]\n"}"#,
    #"{"key":"[{\"rolearn\":⟦\"é\"⟧,\"groups\":[⟦\"a\"⟧,⟦\"b\"⟧]}]"}"#,
  ])
  func yamlKeepsItsPlace(text: String) throws {
    try check(text, as: .yaml, "[{\"rolearn\":\"é\",\"groups\":[\"a\",\"b\"]}]")
  }

  @Test func documentsInDocumentsInDocumentsKeepTheirPlace() throws {
    let marked = Marked(
      "key: |\n  {\"p\": \"{\\\"q\\\":\\\"%7B%22r%22:⟦%22s%22⟧%7D\\\"}\"}\n")
    var diagnostics = Diagnostics()
    let one = try marked.document().root["key"]?.embedded(&diagnostics)
    let two = one?.root["p"]?.embedded(&diagnostics)
    let three = two?.root["q"]?.embedded(&diagnostics)
    #expect(three?.root["r"]?.string == "s")
    #expect(three?.root["r"]?.range == marked.ranges[0])
    #expect(diagnostics.items.isEmpty)
  }

  @Test func errorsLieInTheOuterFile() throws {
    let marked = Marked("x: 1\nkey: |\n  {\"a\": 1,\n  ⟦b⟧: 2}\n")
    var diagnostics = Diagnostics()
    #expect(try marked.document().root["key"]?.embedded(&diagnostics) == nil)
    #expect(diagnostics.items.map(\.code) == ["json-syntax"])
    #expect(diagnostics.items.first?.range == marked.ranges[0])
  }

  @Test func yamlErrorsLieInTheOuterFile() throws {
    let marked = Marked("key: |\n  a: 1\n  ⟦⟧\tb: 1\n")
    var diagnostics = Diagnostics()
    #expect(try marked.document().root["key"]?.embedded(as: .yaml, &diagnostics) == nil)
    #expect(diagnostics.items.map(\.code) == ["yaml-tab"])
    #expect(diagnostics.items.first?.range == marked.ranges[0])
  }

  @Test func onlyTheFirstYAMLDocumentIsRead() throws {
    var diagnostics = Diagnostics()
    let inner = try Marked("key: \"a: 1\\n---\\nb: [\"\n").document().root["key"]?
      .embedded(as: .yaml, &diagnostics)
    #expect(inner.map { shape($0.root) } == "{\"a\":1}")
    #expect(diagnostics.items.isEmpty)
  }

  @Test func duplicateKeysLieInTheOuterFile() throws {
    let marked = Marked(#"{"key":"{⟦\"a\"⟧:1,⟦\"\\u0061\"⟧:2}"}"#)
    var diagnostics = Diagnostics()
    let inner = try marked.document().root["key"]?.embedded(&diagnostics)
    #expect(inner?.duplicateKeys.map(\.first) == [marked.ranges[0]])
    #expect(inner?.duplicateKeys.map(\.last) == [marked.ranges[1]])
  }

  @Test func partsOfAScalarHaveTheirPlace() throws {
    let marked = Marked(#"{"key":"arn:aws:iam::⟦1234\u00356789012⟧:role/x"}"#)
    let node = try #require(try marked.document().root["key"])
    #expect(node.range(ofText: 13..<25) == marked.ranges[0])
    #expect(node.range(ofText: 13..<2000) == node.range)
  }
}
