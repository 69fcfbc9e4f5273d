import CLibXML2
import Estate

/// Writes XML, or HTML in XML's syntax, through libxml2: well-formed by construction.
///
/// Confined to the function that made it. Attributes are written before content.
final class MarkupWriter {
  private let sink: Sink
  private let writer: xmlTextWriterPtr?
  private let redaction: Redaction
  private var scratch: [UInt8] = []
  private var isInAttribute = false

  /// Where libxml2 leaves what it has written.
  private final class Sink {
    var output: ReportOutput

    init(_ output: ReportOutput) { self.output = output }
  }

  /// libxml2 asks for this before threads use it.
  private static let isReady: Void = xmlInitParser()

  /// Marks in texts and in values of attributes.
  private static let plain = PlainBytes(escaping: 0x22, 0x26, 0x3C, 0x3E)

  /// Writes to an output that `finish` gives back.
  init(redaction: Redaction, output: ReportOutput = ReportOutput()) {
    self.redaction = redaction
    Self.isReady
    sink = Sink(output)
    let buffer = xmlOutputBufferCreateIO(
      { context, text, count in
        guard let context, let text else { return -1 }
        let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
        let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
        sink.output.bytes.append(contentsOf: bytes)
        sink.output.passOn()
        return count
      }, nil, Unmanaged.passUnretained(sink).toOpaque(), nil)
    writer = xmlNewTextWriter(buffer)
  }

  deinit {
    xmlFreeTextWriter(writer)
  }

  /// Closes all open elements and gives the output back.
  func finish() -> ReportOutput {
    xmlTextWriterEndDocument(writer)
    xmlTextWriterFlush(writer)
    return sink.output.take()
  }

  /// Writes an element with a start and an end tag; the body writes attributes, then content.
  func element(_ name: StaticString, _ body: () -> Void = {}) {
    xmlTextWriterStartElement(writer, name.utf8Start)
    body()
    xmlTextWriterFullEndElement(writer)
  }

  /// Writes an element without content: `<name …/>`.
  func void(_ name: StaticString, _ attributes: () -> Void = {}) {
    xmlTextWriterStartElement(writer, name.utf8Start)
    attributes()
    xmlTextWriterEndElement(writer)
  }

  /// Writes an attribute.
  func attribute(_ name: StaticString, _ value: String, as usage: Redaction.Usage = .prose) {
    xmlTextWriterStartAttribute(writer, name.utf8Start)
    isInAttribute = true
    text(value, as: usage)
    isInAttribute = false
    xmlTextWriterEndAttribute(writer)
  }

  /// Writes an attribute whose value is part of the program and needs no escaping.
  func attribute(_ name: StaticString, constant value: StaticString) {
    xmlTextWriterStartAttribute(writer, name.utf8Start)
    raw(value)
    xmlTextWriterEndAttribute(writer)
  }

  /// Writes content: secrets replaced, hidden characters visible, markup escaped.
  func text(_ text: String, as usage: Redaction.Usage = .prose) {
    redaction.withRedacted(text, as: usage, content)
  }

  /// Writes a line feed between lines of content.
  func newline() { raw("\n") }

  /// Writes markup, style or script that is part of the program.
  func raw(_ constant: StaticString) {
    xmlTextWriterWriteRawLen(writer, constant.utf8Start, Int32(constant.utf8CodeUnitCount))
  }

  /// Most text needs no escaping and is handed over as it is; the rest is escaped by libxml2.
  private func content(_ text: UnsafeBufferPointer<UInt8>) {
    if isPlain(text) {
      if let start = text.baseAddress, !text.isEmpty, let count = Int32(exactly: text.count) {
        xmlTextWriterWriteRawLen(writer, start, count)
      }
      return
    }
    scratch.removeAll(keepingCapacity: true)
    VisibleText.append(text, to: &scratch)
    scratch.append(0)
    xmlTextWriterWriteString(writer, scratch)
  }

  private func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while true {
      index = Self.plain.end(in: text, from: index)
      guard index < text.count else { return true }
      // A line feed is content as it is, and is escaped in an attribute.
      let isLineFeed = text[index] == 0x0A && !isInAttribute
      guard isLineFeed || text[index] >= 0x80, VisibleText.hidden(at: index, in: text) == nil
      else { return false }
      index += 1
    }
  }
}
