import CLibXML2

/// Text as libxml2 reads it.
enum XMLText {
  /// Why a text is not well-formed; nil when it is.
  static func problem(in text: String) -> String? {
    let context = xmlNewParserCtxt()
    defer { xmlFreeParserCtxt(context) }
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_HUGE.rawValue)
    let bytes = Array(text.utf8CString)
    let document = xmlCtxtReadMemory(context, bytes, Int32(bytes.count - 1), nil, "UTF-8", options)
    defer { if let document { xmlFreeDoc(document) } }
    if document != nil { return nil }
    guard let error = xmlCtxtGetLastError(context) else { return "not well-formed" }
    return "line \(error.pointee.line): \(error.pointee.message.map { String(cString: $0) } ?? "")"
  }
}
