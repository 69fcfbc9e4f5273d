import CLibXML2
import Foundation

/// An XML schema, as libxml2 applies it.
final class XMLSchema {
  struct Unreadable: Error {}

  static let reports = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Reports")

  private let schema: xmlSchemaPtr

  init(path: String) throws {
    let parser = xmlSchemaNewParserCtxt(path)
    defer { xmlSchemaFreeParserCtxt(parser) }
    guard let schema = xmlSchemaParse(parser) else { throw Unreadable() }
    self.schema = schema
  }

  deinit { xmlSchemaFree(schema) }

  /// Why a text is not a valid document; empty when it is.
  func problems(in text: String) -> [String] {
    var bytes = Array(text.utf8CString)
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue)
    guard let document = xmlReadMemory(&bytes, Int32(bytes.count - 1), nil, "UTF-8", options) else {
      return ["not well-formed"]
    }
    defer { xmlFreeDoc(document) }
    let context = xmlSchemaNewValidCtxt(schema)
    defer { xmlSchemaFreeValidCtxt(context) }
    let box = Box()
    xmlSchemaSetValidStructuredErrors(
      context,
      { context, error in
        guard let context, let message = error?.pointee.message else { return }
        Unmanaged<Box>.fromOpaque(context).takeUnretainedValue().lines.append(
          String(cString: message))
      }, Unmanaged.passUnretained(box).toOpaque())
    return xmlSchemaValidateDoc(context, document) == 0 ? [] : box.lines + ["invalid"]
  }

  private final class Box {
    var lines: [String] = []
  }
}
