import Documents
import Logic
import Testing
import Text

struct DocumentBuilderTests {
  private let hole = Hole("VendorAccountId", origin: .parameter, shape: .accountID)
  private let precondition = Precondition(
    "IsProd", Residual(Proposition("IsProd"), kind: .templateParameter))

  private func range(_ lower: UInt32, _ upper: UInt32) -> SourceRange {
    SourceRange(file: Marked.file, lower: lower, upper: upper)
  }

  @Test func builtDocumentsAreWalkedLikeReadOnes() throws {
    let read = try Marked("{\"x\": [1, true, null, \"s\"]}").document()
    var builder = DocumentBuilder(file: Marked.file)
    builder.beginMapping(at: range(0, 100))
    builder.string("Principal", at: range(1, 5))
    builder.beginSequence(at: range(6, 50))
    builder.string(
      SymbolicString([.literal("arn:aws:iam::"), .hole(hole), .literal(":root")]),
      at: range(7, 20), guards: [precondition])
    builder.hole(Hole("Macro", origin: .unsupported), at: range(21, 30))
    builder.endSequence()
    builder.string("copy", at: range(51, 55))
    builder.copy(read.root)
    builder.endMapping()
    let document = try #require(builder.finish())
    let root = document.root
    #expect(document.syntax == .built)
    #expect(
      shape(root)
        == #"{"Principal":["arn:aws:iam::${VendorAccountId}:root",<Macro>],"copy":{"x":[1,true,null,"s"]}}"#
    )
    let elements = Array(try #require(root["Principal"]).elements)
    #expect(elements[0].kind == .string && elements[0].string == nil)
    #expect(elements[0].text?.holes == [hole])
    #expect(elements[0].guards == [precondition])
    #expect(elements[0].range == range(7, 20))
    #expect(elements[0].withUTF8 { _ in true } == nil)
    #expect(!elements[0].equals(""))
    #expect(elements[1].kind == .hole && elements[1].hole?.name == "Macro")
    #expect(elements[1].text == nil && elements[1].string == nil)
    #expect(elements[1].guards.isEmpty)
    #expect(root["copy"]?["x"]?.range == read.root["x"]?.range)
    #expect(root.style == .built)
    #expect(document.pointer(to: range(21, 30)) == "/Principal/1")
  }

  @Test func unfinishedDocumentsAreNone() {
    #expect(DocumentBuilder(file: Marked.file).finish() == nil)
    var open = DocumentBuilder(file: Marked.file)
    open.beginSequence(at: range(0, 1))
    #expect(open.finish() == nil)
    var two = DocumentBuilder(file: Marked.file)
    two.null(at: range(0, 1))
    two.null(at: range(0, 1))
    #expect(two.finish() == nil)
  }
}
