import Documents
import Logic
import Text

/// JSON inside a text that may have holes.
enum EmbeddedValue {
  /// Stands for holes while the text is parsed: a plane of Unicode that nobody writes.
  private static let firstPlaceholder: UInt32 = 0xF0000

  /// The value that a text holds; nil when the text is not JSON.
  ///
  /// A hole where a whole value should stand gives an unknown value. Places are those inside the
  /// text where the source shows them, else the place of the text.
  static func read(_ value: TemplateValue) -> TemplateValue? {
    guard let text = value.text, let range = value.range else { return nil }
    let holes = text.holes
    var index: UInt32 = 0
    var json = ""
    for segment in text.segments {
      switch segment {
      case .literal(let literal):
        json += literal
      case .hole:
        guard let scalar = Unicode.Scalar(firstPlaceholder + index), index < 0xFFFD else {
          return nil
        }
        json.unicodeScalars.append(scalar)
        index += 1
      }
    }
    var ignored = Diagnostics()
    guard
      let document = DocumentReader.readJSON(
        SourceBytes(Array(json.utf8)), file: range.file, diagnostics: &ignored)
    else { return nil }
    let written = value.source?.embedded(&ignored)?.root
    return convert(document.root, written, holes, range)
  }

  private static func convert(
    _ node: Node, _ written: Node?, _ holes: [Hole], _ outer: SourceRange
  ) -> TemplateValue {
    let written = written?.kind == node.kind ? written : nil
    let range = written?.range ?? outer
    switch node.kind {
    case .null, .hole:
      return .absent(at: range)
    case .boolean:
      return .text(SymbolicString(node.string ?? ""), .boolean, at: range)
    case .number:
      return .text(SymbolicString(node.string ?? ""), .number, at: range)
    case .string:
      return .text(filled(node.string ?? "", holes), at: range)
    case .sequence:
      var others = written?.count == node.count ? written?.elements.makeIterator() : nil
      let elements = node.elements.map { convert($0, others?.next(), holes, outer) }
      return .sequence(elements.filter { !$0.isAbsent }, at: range)
    case .mapping:
      var others = written?.count == node.count ? written?.members.makeIterator() : nil
      let members = node.members.map { key, value in
        let other = others?.next()
        return TemplateValue.Member(
          key: filled(key.string ?? "", holes), keyRange: other?.key.range ?? outer,
          value: convert(value, other?.value, holes, outer))
      }
      return TemplateValue(.mapping(members), at: range)
    }
  }

  private static func filled(_ text: String, _ holes: [Hole]) -> SymbolicString {
    guard !holes.isEmpty else { return SymbolicString(text) }
    var segments: [SymbolicString.Segment] = []
    for scalar in text.unicodeScalars {
      let index = Int(scalar.value) - Int(firstPlaceholder)
      segments.append(
        holes.indices.contains(index) ? .hole(holes[index]) : .literal(String(scalar)))
    }
    return SymbolicString(segments)
  }
}
