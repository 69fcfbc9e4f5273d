import Documents
import Testing
import Text

struct PointerTests {
  @Test(arguments: [
    ("⟦{\"a\": 1}⟧", ""), ("{\"a\": ⟦1⟧}", "/a"), ("{⟦\"a\"⟧: 1}", "/a"),
    ("{\"a/b~c\": [1, {\"\": ⟦2⟧}]}", "/a~1b~0c/1/"), ("a:\n- b: ⟦x⟧\n- y\n", "/a/0/b"),
    ("{\"a\": \"x⟦y⟧z\"}", "/a"),
  ])
  func leadsToTheInnermostNode(text: String, pointer: String) throws {
    let marked = Marked(text)
    #expect(try marked.document().pointer(to: marked.ranges[0]) == pointer)
  }

  @Test(arguments: [
    (
      "⟦{\"a\": ⟦[⟦1⟧, {⟦\"b\"⟧: ⟦\"x⟦y⟧\"⟧}]⟧}⟧",
      ["", "/a", "/a/0", "/a/1/b", "/a/1/b", "/a/1/b"]
    ),
    ("⟦a⟧:\n- b: ⟦x⟧\n- ⟦y⟧\n⟦d⟧: ⟦[]⟧\n", ["/a", "/a/0/b", "/a/1", "/d", "/d"]),
  ])
  func manyAreFoundAtOnce(text: String, pointers: [String]) throws {
    let marked = Marked(text)
    let found = try marked.document().pointers(to: marked.ranges.reversed())
    #expect(marked.ranges.map { found[$0] } == pointers)
  }

  @Test func outsideThereIsNone() throws {
    let outside = SourceRange(file: Marked.file, lower: 90, upper: 91)
    #expect(try Marked("{}").document().pointer(to: outside) == nil)
  }
}
