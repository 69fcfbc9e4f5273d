import Documents
import Logic
import Testing
import Text

/// A text with places marked by `⟦` and `⟧`, which are not part of it.
struct Marked {
  /// The text without the marks.
  let text: String
  /// The marked places, in order of their starts.
  let ranges: [SourceRange]

  static let file = FileID(rawValue: 7)

  init(_ marked: String) {
    var text = ""
    var open: [Int] = []
    var ranges: [SourceRange?] = []
    for character in marked {
      switch character {
      case "⟦":
        open.append(ranges.count)
        let offset = UInt32(text.utf8.count)
        ranges.append(SourceRange(file: Self.file, lower: offset, upper: offset))
      case "⟧":
        guard let index = open.popLast(), let start = ranges[index] else { continue }
        ranges[index] = SourceRange(
          file: Self.file, lower: start.lower, upper: UInt32(text.utf8.count))
      default: text.append(character)
      }
    }
    self.text = text
    self.ranges = ranges.compactMap { $0 }
  }

  /// The documents of the text and what was said about it.
  func read(_ options: DocumentReader.Options = []) -> (documents: [Document], Diagnostics) {
    var diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      SourceBytes(text.utf8), file: Self.file, options: options, diagnostics: &diagnostics)
    return (documents, diagnostics)
  }

  /// The only document; the test fails if there are more, or diagnostics.
  func document(sourceLocation: SourceLocation = #_sourceLocation) throws -> Document {
    let (documents, diagnostics) = read()
    #expect(diagnostics.items.isEmpty, sourceLocation: sourceLocation)
    #expect(documents.count == 1, sourceLocation: sourceLocation)
    return try #require(documents.first, sourceLocation: sourceLocation)
  }
}

/// A node as text: strings in quotes, other scalars bare, with tags.
func shape(_ node: Node) -> String {
  let tag = node.tag.map { $0 + " " } ?? ""
  switch node.kind {
  case .null: return tag + "null"
  case .boolean, .number: return tag + (node.string ?? "?")
  case .string: return tag + "\"" + (node.text?.display ?? "?") + "\""
  case .hole: return "<\(node.hole?.name ?? "?")>"
  case .sequence: return tag + "[" + node.elements.map(shape).joined(separator: ",") + "]"
  case .mapping:
    let members = node.members.map { shape($0.key) + ":" + shape($0.value) }
    return tag + "{" + members.joined(separator: ",") + "}"
  }
}
