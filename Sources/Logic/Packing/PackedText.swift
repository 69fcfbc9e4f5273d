import Text

extension PackedWriter {
  mutating func symbolic(_ text: SymbolicString) {
    list(text.segments) { writer, segment in
      switch segment {
      case .literal(let text):
        writer.number(UInt8(0))
        writer.text(text)
      case .hole(let hole):
        writer.number(UInt8(1))
        writer.hole(hole)
      }
    }
  }

  mutating func hole(_ hole: Hole) {
    text(hole.name)
    text(hole.origin.rawValue)
    number(hole.marks.rawValue)
    switch hole.shape {
    case .any: number(UInt8(0))
    case .accountID: number(UInt8(1))
    case .partition: number(UInt8(2))
    case .region: number(UInt8(3))
    case .word: number(UInt8(4))
    case .oneOf(let values):
      number(UInt8(5))
      list(values) { $0.text($1) }
    case .regularExpression(let expression):
      number(UInt8(6))
      text(expression)
    }
  }

  mutating func pattern(_ pattern: Pattern) {
    symbolic(pattern.text)
    number(pattern.grammar.number)
    flag(pattern.isGuarded)
    list(pattern.parts) { writer, part in
      switch part {
      case .live(let text):
        writer.number(UInt8(0))
        writer.text(text)
      case .verbatim(let text):
        writer.number(UInt8(1))
        writer.text(text)
      case .hole(let hole):
        writer.number(UInt8(2))
        writer.hole(hole)
      }
    }
    list(pattern.isSymbolic ? [] : pattern.tokens) { $0.token($1) }
  }

  private mutating func token(_ token: Pattern.Token) {
    switch token {
    case .scalar(let scalar):
      number(UInt8(0))
      number(scalar.value)
    case .folded(let scalar):
      number(UInt8(1))
      number(scalar.value)
    case .one: number(UInt8(2))
    case .many: number(UInt8(3))
    case .oneExceptColon: number(UInt8(4))
    case .manyExceptColon: number(UInt8(5))
    case .digit: number(UInt8(6))
    case .manyWord: number(UInt8(7))
    }
  }

  mutating func range(_ range: SourceRange) {
    number(range.file.rawValue)
    number(range.lower)
    number(range.upper)
  }
}

extension PackedReader {
  mutating func symbolic() throws(Damaged) -> SymbolicString {
    SymbolicString(
      try list { reader throws(Damaged) in
        switch try reader.byte() {
        case 0: .literal(try reader.text())
        case 1: .hole(try reader.hole())
        default: throw Damaged()
        }
      })
  }

  mutating func hole() throws(Damaged) -> Hole {
    let name = try text()
    guard let origin = Hole.Origin(rawValue: try text()) else { throw Damaged() }
    let marks = Hole.Marks(rawValue: try number())
    let shape: Hole.Shape =
      switch try byte() {
      case 0: .any
      case 1: .accountID
      case 2: .partition
      case 3: .region
      case 4: .word
      case 5: .oneOf(try list { reader throws(Damaged) in try reader.text() })
      case 6: .regularExpression(try text())
      default: throw Damaged()
      }
    return Hole(name, origin: origin, shape: shape, marks: marks)
  }

  mutating func pattern() throws(Damaged) -> Pattern {
    let text = try symbolic()
    guard let grammar = Pattern.Grammar(number: try byte()) else { throw Damaged() }
    let isGuarded = try flag()
    let parts = try list { reader throws(Damaged) in try reader.part() }
    let tokens = try list { reader throws(Damaged) in try reader.token() }
    return parts.isEmpty && !isGuarded
      ? Pattern(text, grammar, tokens: tokens)
      : Pattern(parts: parts, text: text, grammar, isGuarded: isGuarded)
  }

  private mutating func part() throws(Damaged) -> Pattern.Part {
    switch try byte() {
    case 0: .live(try text())
    case 1: .verbatim(try text())
    case 2: .hole(try hole())
    default: throw Damaged()
    }
  }

  private mutating func token() throws(Damaged) -> Pattern.Token {
    let kind = try byte()
    switch kind {
    case 0, 1:
      guard let scalar = Unicode.Scalar(try number(UInt32.self)) else { throw Damaged() }
      return kind == 0 ? .scalar(scalar) : .folded(scalar)
    case 2: return .one
    case 3: return .many
    case 4: return .oneExceptColon
    case 5: return .manyExceptColon
    case 6: return .digit
    case 7: return .manyWord
    default: throw Damaged()
    }
  }

  mutating func range() throws(Damaged) -> SourceRange {
    let file = FileID(rawValue: try number())
    let lower = try number(UInt32.self)
    let upper = try number(UInt32.self)
    guard lower <= upper else { throw Damaged() }
    return SourceRange(file: file, lower: lower, upper: upper)
  }
}

extension Pattern.Grammar {
  fileprivate var number: UInt8 {
    switch self {
    case .exact: 0
    case .ignoringCase: 1
    case .glob: 2
    case .arn: 3
    }
  }

  fileprivate init?(number: UInt8) {
    switch number {
    case 0: self = .exact
    case 1: self = .ignoringCase
    case 2: self = .glob
    case 3: self = .arn
    default: return nil
    }
  }
}
