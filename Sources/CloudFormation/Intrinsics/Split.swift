import Logic
import Text

/// `Fn::Split`: a text cut at every delimiter.
enum Split: IntrinsicFunction {
  static let name = "Fn::Split"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    guard let delimiter = call.value(at: 0, in: evaluation),
      let text = call.value(at: 1, in: evaluation)
    else { return evaluation.malformed(call, "needs a delimiter and a text") }
    return TemplateValue.lifting(
      [delimiter, text], overflow: { evaluation.unsupported(name, at: call.range) }
    ) { arguments in
      guard let delimiter = arguments[0].literal, !delimiter.isEmpty,
        let text = arguments[1].text
      else { return evaluation.malformed(call, "needs a delimiter and a text") }
      guard text.holes.allSatisfy({ $0.shape.excludes(delimiter) }) else {
        let marks = text.marks
        let hole = Hole(
          "Split(\(delimiter), \(text.inner))", origin: text.holes.first?.origin ?? .unsupported,
          marks: marks)
        return .unknown(hole, at: call.range)
      }
      let parts = split(text, at: delimiter).map { TemplateValue.text($0, at: call.range) }
      return .sequence(parts, at: call.range)
    }
  }

  private static func split(_ text: SymbolicString, at delimiter: String) -> [SymbolicString] {
    var parts: [[SymbolicString.Segment]] = [[]]
    for segment in text.segments {
      guard case .literal(let literal) = segment else {
        parts[parts.count - 1].append(segment)
        continue
      }
      for (index, piece) in literal.pieces(cutAt: delimiter).enumerated() {
        if index > 0 { parts.append([]) }
        parts[parts.count - 1].append(.literal(piece))
      }
    }
    return parts.map { SymbolicString($0) }
  }
}

extension String {
  /// The parts between the occurrences of a delimiter, empty ones included.
  func pieces(cutAt delimiter: String) -> [String] {
    var pieces: [String] = []
    var current = ""
    var rest = self[...]
    while let character = rest.first {
      if rest.hasPrefix(delimiter) {
        pieces.append(current)
        current = ""
        rest = rest.dropFirst(delimiter.count)
      } else {
        current.append(character)
        rest = rest.dropFirst()
      }
    }
    return pieces + [current]
  }
}

extension SymbolicString {
  /// The name of the only hole, or the text as displayed.
  var inner: String { onlyHole?.name ?? display }
}

extension Hole.Shape {
  /// Whether no text of the set has the delimiter in it.
  func excludes(_ delimiter: String) -> Bool {
    switch self {
    case .any, .regularExpression: false
    case .accountID: delimiter.contains { !$0.isNumber }
    case .partition, .region: delimiter.contains { !$0.isLetter && !$0.isNumber && $0 != "-" }
    case .oneOf(let texts): texts.allSatisfy { $0.pieces(cutAt: delimiter).count == 1 }
    case .word: delimiter.contains { ":/*?".contains($0) || $0.isWhitespace }
    }
  }
}
