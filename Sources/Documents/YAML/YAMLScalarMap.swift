/// Where each byte of a decoded YAML scalar is written.
///
/// libyaml tells only where a scalar starts and ends, so its text is walked beside the source once
/// more, by the rules of its style. If the two do not fit, all bytes are placed at the start.
struct YAMLScalarMap {
  private let source: UnsafeRawBufferPointer
  private let text: UnsafeRawBufferPointer
  private let start: Int
  private let end: Int
  private var pieces: [OffsetMap.Piece] = []

  /// The pieces for a scalar that lies in a range of the source, tag and anchor included.
  static func pieces(
    of text: UnsafeRawBufferPointer, style: ScalarStyle, in source: UnsafeRawBufferPointer,
    _ range: Range<Int>
  ) -> [OffsetMap.Piece] {
    var map = YAMLScalarMap(text, source, range)
    let fits =
      switch style {
      case .literal: map.walkLiteral()
      case .folded: map.walkFolded()
      default: map.walkFlow(style)
      }
    return fits ? map.pieces : [OffsetMap.Piece(inner: 0, outer: UInt32(map.start))]
  }

  private init(
    _ text: UnsafeRawBufferPointer, _ source: UnsafeRawBufferPointer, _ range: Range<Int>
  ) {
    self.text = text
    self.source = source
    start = Self.content(of: source, range)
    end = range.upperBound
  }

  /// Skips tag, anchor and what may stand between them and the scalar.
  private static func content(of source: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      switch source[index] {
      case UInt8(ascii: "!"), UInt8(ascii: "&"):
        while index < range.upperBound, source[index] > 0x20 { index += 1 }
      case UInt8(ascii: "#"):
        while index < range.upperBound, !isBreak(source[index]) { index += 1 }
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return index
      }
    }
    return range.lowerBound
  }

  private mutating func add(_ inner: Int, _ outer: Int) {
    pieces.append(OffsetMap.Piece(inner: UInt32(inner), outer: UInt32(outer)))
  }

  // MARK: Block scalars

  /// Line by line: the text of `|` has the lines of the source without their indentation.
  private mutating func walkLiteral() -> Bool {
    guard let indentation else { return false }
    var line = nextLine(start)
    var inner = 0
    while inner < text.count, line <= end {
      let spaces = source[line...].prefix(indentation) { $0 == 0x20 }
      add(inner, line + spaces)
      inner = (text[inner...].firstIndex(of: 0x0A) ?? text.count - 1) + 1
      line = nextLine(line)
    }
    return inner == text.count
  }

  /// The text of `>` has what stands on each line as it is, with other white space between.
  private mutating func walkFolded() -> Bool {
    guard let indentation else { return false }
    var line = nextLine(start)
    var inner = 0
    while inner < text.count, line < end {
      let lower = line + source[line...].prefix(indentation) { $0 == 0x20 }
      let upper = source[lower...].firstIndex(where: Self.isBreak) ?? source.count
      line = nextLine(line)
      if lower == upper { continue }
      let content = source[lower..<upper]
      while inner < text.count, text[inner] == 0x0A { inner += 1 }
      if inner < text.count, text[inner] == 0x20, !text[inner...].starts(with: content) {
        inner += 1
      }
      guard text[inner...].starts(with: content) else { return false }
      add(inner, lower)
      inner += content.count
    }
    return !pieces.isEmpty && text[inner...].allSatisfy { $0 == 0x0A }
  }

  /// Spaces before every line: those of the first line that is not blank, without those that are
  /// in the text.
  private var indentation: Int? {
    guard let first = text.firstIndex(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 }) else {
      return text.isEmpty ? 0 : nil
    }
    let lineStart = text[..<first].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    var line = nextLine(start)
    while line < source.count {
      let spaces = source[line...].prefix(Int.max) { $0 == 0x20 }
      let rest = line + spaces
      guard rest < source.count else { return nil }
      if !Self.isBreak(source[rest]), source[rest] != 0x09 {
        return max(0, spaces - text[lineStart..<first].prefix(Int.max) { $0 == 0x20 })
      }
      line = nextLine(line)
    }
    return nil
  }

  private func nextLine(_ offset: Int) -> Int {
    guard let lineBreak = source[offset...].firstIndex(where: Self.isBreak) else {
      return source.count
    }
    let isPair =
      source[lineBreak] == 0x0D && lineBreak + 1 < source.count && source[lineBreak + 1] == 0x0A
    return lineBreak + (isPair ? 2 : 1)
  }

  static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension Slice where Base == UnsafeRawBufferPointer {
  /// Length of the longest prefix, of at most `limit` bytes, that meets a condition.
  fileprivate func prefix(_ limit: Int, while condition: (UInt8) -> Bool) -> Int {
    var length = 0
    for byte in self {
      guard length < limit, condition(byte) else { break }
      length += 1
    }
    return length
  }
}

// MARK: Plain and quoted scalars

extension YAMLScalarMap {
  private mutating func walkFlow(_ style: ScalarStyle) -> Bool {
    var outer = style == .plain ? start : start + 1
    var inner = 0
    add(inner, outer)
    while inner < text.count, outer < end {
      switch source[outer] {
      case 0x20, 0x09, 0x0A, 0x0D:
        walkSpace(&inner, &outer)
      case UInt8(ascii: "\\") where style == .doubleQuoted:
        guard walkEscape(&inner, &outer) else { return false }
      case UInt8(ascii: "'") where style == .singleQuoted:
        outer += 2
        inner += 1
        add(inner, outer)
      case let byte:
        guard text[inner] == byte else { return false }
        outer += 1
        inner += 1
      }
    }
    return inner == text.count
  }

  /// White space within a line stays; one line break becomes a space, n become n - 1.
  private mutating func walkSpace(_ inner: inout Int, _ outer: inout Int) {
    let (next, breaks) = skipSpace(outer)
    if breaks == 0 {
      inner += next - outer
    } else {
      add(inner, outer)
      inner += max(1, breaks - 1)
      add(inner, next)
    }
    outer = next
  }

  private func skipSpace(_ offset: Int) -> (next: Int, breaks: Int) {
    var next = offset
    var breaks = 0
    while next < end, source[next] <= 0x20 {
      let isPair = source[next] == 0x0D && next + 1 < end && source[next + 1] == 0x0A
      if Self.isBreak(source[next]), !isPair { breaks += 1 }
      next += 1
    }
    return (next, breaks)
  }

  /// An escape in `"`, an escaped line break included.
  private mutating func walkEscape(_ inner: inout Int, _ outer: inout Int) -> Bool {
    guard outer + 1 < end else { return false }
    add(inner, outer)
    let letter = source[outer + 1]
    if Self.isBreak(letter) {
      let (next, breaks) = skipSpace(outer + 1)
      inner += breaks - 1
      outer = next
    } else {
      let digits =
        switch letter {
        case UInt8(ascii: "x"): 2
        case UInt8(ascii: "u"): 4
        case UInt8(ascii: "U"): 8
        default: 0
        }
      outer += 2 + digits
      // The text tells how long the decoded scalar is.
      inner += 1
      while inner < text.count, text[inner] & 0xC0 == 0x80 { inner += 1 }
    }
    add(inner, outer)
    return true
  }
}
