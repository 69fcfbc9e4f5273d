import Estate

/// Writes JSON text: members in the order of the calls, nothing printed that is secret.
struct JSONWriter {
  private var output: ReportOutput
  private let redaction: Redaction
  private var needsComma = false

  private static let plain = PlainBytes(escaping: 0x22, 0x5C, 0, 0)

  /// Writes to an output that `finish` gives back.
  init(redaction: Redaction, output: ReportOutput = ReportOutput()) {
    self.redaction = redaction
    self.output = output
  }

  /// What was written so far, without what the output handed on.
  var bytes: [UInt8] { output.bytes }

  /// Ends a document with a line feed and gives the output back.
  consuming func finish() -> ReportOutput {
    output.bytes.append(0x0A)
    return output
  }

  /// Writes an object whose members the body writes.
  mutating func object(_ body: (inout JSONWriter) -> Void) {
    open(0x7B)
    body(&self)
    close(0x7D)
  }

  /// Writes an array with one element per element of a sequence.
  mutating func array<Element>(
    _ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
  ) {
    open(0x5B)
    for element in elements { body(&self, element) }
    close(0x5D)
  }

  /// Writes an array with each element on a line of its own, so that reports can be compared.
  mutating func lines<Element>(
    _ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
  ) {
    open(0x5B)
    for element in elements {
      separate()
      output.bytes.append(contentsOf: "\n  ".utf8)
      needsComma = false
      body(&self, element)
      output.passOn()
    }
    close(0x5D)
  }

  /// Writes the name of a member.
  mutating func key(_ name: StaticString) {
    separate()
    output.bytes.append(0x22)
    name.withUTF8Buffer { output.bytes.append(contentsOf: $0) }
    output.bytes.append(0x22)
    output.bytes.append(0x3A)
    needsComma = false
  }

  /// Writes the name of a member of a map.
  mutating func key(text name: String) {
    string(name)
    output.bytes.append(0x3A)
    needsComma = false
  }

  /// Starts a new line before the next member.
  mutating func newline() {
    separate()
    output.bytes.append(contentsOf: "\n ".utf8)
    needsComma = false
  }

  /// Writes a text, or null.
  mutating func string(_ text: String?, as usage: Redaction.Usage = .prose) {
    guard let text else { return null() }
    separate()
    output.bytes.append(0x22)
    redaction.withRedacted(text, as: usage) { escape($0) }
    output.bytes.append(0x22)
    needsComma = true
  }

  /// Writes an array of texts.
  mutating func strings(_ texts: some Sequence<String>) {
    array(texts) { $0.string($1) }
  }

  /// Writes a whole number, or null.
  mutating func number(_ value: Int?) {
    guard let value else { return null() }
    separate()
    output.bytes.append(contentsOf: String(value).utf8)
    needsComma = true
  }

  /// Writes true or false.
  mutating func boolean(_ value: Bool) {
    separate()
    output.bytes.append(contentsOf: (value ? "true" : "false").utf8)
    needsComma = true
  }

  /// Writes null.
  mutating func null() {
    separate()
    output.bytes.append(contentsOf: "null".utf8)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { output.bytes.append(0x2C) }
  }

  /// Opens an object or array that `close` ends, for writers that keep state of their own.
  mutating func open(_ bracket: UInt8) {
    separate()
    output.bytes.append(bracket)
    needsComma = false
  }

  /// Ends what `open` began.
  mutating func close(_ bracket: UInt8) {
    output.bytes.append(bracket)
    needsComma = true
  }

  /// Appends text inside quotes; hidden characters are escaped although JSON would allow some.
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var index = 0
    while true {
      index = Self.plain.end(in: text, from: index)
      guard index < text.count else { break }
      guard let (escaped, length) = Self.escaped(at: index, in: text) else {
        index += 1
        continue
      }
      output.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      output.bytes.append(contentsOf: escaped.utf8)
      index += length
      start = index
    }
    output.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  private static func escaped(
    at index: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> (String, Int)? {
    switch text[index] {
    case 0x22: return ("\\\"", 1)
    case 0x5C: return ("\\\\", 1)
    case 0x0A: return ("\\n", 1)
    case 0x0D: return ("\\r", 1)
    case 0x09: return ("\\t", 1)
    default:
      guard let (scalar, length) = VisibleText.hidden(at: index, in: text) else { return nil }
      let digits = String(scalar, radix: 16)
      return ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits, length)
    }
  }
}
