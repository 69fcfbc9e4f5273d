import CLibXML2
import Estate

/// Writes XML, or HTML in XML's syntax, through libxml2: well-formed by construction.
///
/// Confined to the function that made it. Attributes are written before content.
final class MarkupWriter {
  private let buffer: xmlBufferPtr?
  private let writer: xmlTextWriterPtr?
  private let redaction: Redaction
  private var scratch: [UInt8] = []

  /// libxml2 asks for this before threads use it.
  private static let isReady: Void = xmlInitParser()

  init(redaction: Redaction) {
    self.redaction = redaction
    Self.isReady
    buffer = xmlBufferCreateSize(1 << 16)
    xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT)
    writer = xmlNewTextWriterMemory(buffer, 0)
  }

  deinit {
    xmlFreeTextWriter(writer)
    xmlBufferFree(buffer)
  }

  /// Closes all open elements and appends the document.
  func finish(into bytes: inout [UInt8]) {
    xmlTextWriterEndDocument(writer)
    xmlTextWriterFlush(writer)
    guard let content = xmlBufferContent(buffer) else { return }
    let count = Int(xmlBufferLength(buffer))
    bytes.append(contentsOf: UnsafeBufferPointer(start: content, count: count))
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
    text(value, as: usage)
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
    if Self.isPlain(text) {
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

  private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in 0..<text.count {
      switch text[index] {
      case 0..<0x20, 0x22, 0x26, 0x3C, 0x3E, 0x7F: return false
      case 0xC2, 0xE2, 0xEF:
        if VisibleText.hidden(at: index, in: text) != nil { return false }
      default: continue
      }
    }
    return true
  }
}
