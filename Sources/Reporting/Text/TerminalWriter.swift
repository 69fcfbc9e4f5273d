import Estate

/// Writes text for people in front of a terminal: nothing hidden, nothing secret, colour if wanted.
struct TerminalWriter {
  /// How a piece of text looks.
  enum Style: String {
    case plain = ""
    case bold = "1"
    case faint = "2"
    case red = "31"
    case boldRed = "1;31"
    case yellow = "33"
    case green = "32"
    case blue = "34"
  }

  /// What was written so far.
  private(set) var bytes: [UInt8] = []
  /// Columns that lines are wrapped to.
  let width: Int
  private let redaction: Redaction
  private let hasColor: Bool

  init(redaction: Redaction, hasColor: Bool, width: Int) {
    self.redaction = redaction
    self.hasColor = hasColor
    self.width = max(width, 40)
  }

  /// Hands on what was written so far.
  mutating func move(to output: inout ReportOutput) {
    output.bytes += bytes
    bytes.removeAll(keepingCapacity: true)
    output.passOn()
  }

  /// Appends text; line feeds in it become spaces, so that no input can fake a line.
  mutating func write(
    _ text: String, _ style: Style = .plain, as usage: Redaction.Usage = .prose
  ) {
    let isColored = hasColor && style != .plain
    if isColored { bytes.append(contentsOf: "\u{1B}[\(style.rawValue)m".utf8) }
    let start = bytes.count
    redaction.withRedacted(text, as: usage) { VisibleText.append($0, to: &bytes) }
    for index in start..<bytes.count where bytes[index] == 0x0A || bytes[index] == 0x09 {
      bytes[index] = 0x20
    }
    if isColored { bytes.append(contentsOf: "\u{1B}[0m".utf8) }
  }

  /// Ends the line.
  mutating func newline() { bytes.append(0x0A) }

  /// Appends a line of one style.
  mutating func line(_ text: String, _ style: Style = .plain) {
    write(text, style)
    newline()
  }

  /// Appends a labelled paragraph, wrapped, its lines aligned behind the label.
  mutating func paragraph(_ label: String, _ text: String, _ style: Style = .plain) {
    let indent = 2 + Self.labelWidth
    write("  " + label.padded(to: Self.labelWidth), .faint)
    for (index, line) in Self.wrapped(text, to: width - indent).enumerated() {
      if index > 0 { write(String(repeating: " ", count: indent)) }
      write(String(line), style)
      newline()
    }
  }

  /// Appends a labelled line that is there to be copied, and therefore not wrapped.
  mutating func verbatim(_ label: String, _ text: String, _ style: Style = .plain) {
    write("  " + label.padded(to: Self.labelWidth), .faint)
    line(text, style)
  }

  /// Room for the longest label and two spaces.
  static let labelWidth = 9

  /// The text in lines of at most `width` characters where its spaces allow.
  private static func wrapped(_ text: String, to width: Int) -> [Substring] {
    guard text.utf8.count > width else { return [text[...]] }
    let utf8 = text.utf8
    var lines: [Substring] = []
    var start = utf8.startIndex
    var space: String.Index?
    var count = 0
    var index = start
    while index != utf8.endIndex {
      let byte = utf8[index]
      if byte == 0x20 { space = index }
      if byte & 0xC0 != 0x80 { count += 1 }
      let next = utf8.index(after: index)
      if count > width, let end = space, end > start {
        lines.append(text[start..<end])
        start = utf8.index(after: end)
        count = utf8[start..<next].count { $0 & 0xC0 != 0x80 }
        space = nil
      }
      index = next
    }
    lines.append(text[start...])
    return lines
  }
}

extension String {
  /// The parts between occurrences of an ASCII character, empty ones included.
  func parts(at separator: UInt8, maxSplits: Int = .max) -> [Substring] {
    var parts: [Substring] = []
    var start = startIndex
    for offset in offsets(of: separator, limit: maxSplits) {
      let end = utf8.index(startIndex, offsetBy: offset)
      parts.append(self[start..<end])
      start = utf8.index(after: end)
    }
    return parts + [self[start...]]
  }

  /// Whether an ASCII character stands somewhere.
  func hasByte(_ character: UInt8) -> Bool {
    var text = self
    return text.withUTF8 { $0.contains(character) }
  }

  /// Where an ASCII character stands, in bytes from the start; views of texts are walked slower.
  private func offsets(of character: UInt8, limit: Int) -> [Int] {
    var text = self
    return text.withUTF8 { bytes in
      var offsets: [Int] = []
      for index in bytes.indices where bytes[index] == character && offsets.count < limit {
        offsets.append(index)
      }
      return offsets
    }
  }

  /// The first bytes of a text of ASCII characters.
  func start(_ count: Int) -> String { String(Substring(utf8.prefix(count))) }

  /// The text as it starts a line.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// The text with spaces appended up to a number of characters.
  func padded(to width: Int) -> String {
    let count = utf8.count { $0 & 0xC0 != 0x80 }
    return count < width ? self + String(repeating: " ", count: width - count) : self
  }
}
