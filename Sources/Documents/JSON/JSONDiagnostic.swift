internal import Text

extension JSONError {
  /// The error as users see it, with a way out.
  func diagnostic(file: FileID, map: OffsetMap? = nil) -> Diagnostic {
    let (code, message, fix) = words
    func range(_ lower: Int, _ upper: Int) -> SourceRange {
      let lower = UInt32(clamping: lower)
      let upper = UInt32(clamping: max(upper, Int(lower)))
      return SourceRange(
        file: file, lower: map?.outer(lower) ?? lower, upper: map?.outer(upper) ?? upper)
    }
    let notes = opened.map { [Diagnostic.Note("opened here", at: range($0, $0 + 1))] } ?? []
    return Diagnostic(.error, code, message, at: range(lower, upper), notes: notes, fix: fix)
  }

  private var words: (code: String, message: String, fix: String?) {
    switch kind {
    case .expected(let what):
      ("json-syntax", "expected \(what)", "correct the JSON, or export it again")
    case .truncated(let what):
      (
        "json-truncated", "the file ends where \(what) is expected",
        "export the file again: its end is missing"
      )
    case .control(let byte):
      (
        "json-syntax", "raw control character \(Self.name(byte)) in a string",
        "write it as an escape, such as `\\n` or `\\t`, or close the string with `\"`"
      )
    case .escape:
      (
        "json-syntax", "unknown escape in a string",
        "write a backslash itself as `\\\\`; JSON knows `\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX`"
      )
    case .encoding:
      ("encoding", "this is not UTF-8", "convert the file to UTF-8, for example with `iconv`")
    case .nesting:
      (
        "nesting-limit", "collections are nested deeper than \(Limits.nesting)",
        "leave this document out: no export is nested so deeply"
      )
    case .string:
      (
        "string-limit", "this string is longer than \(Limits.string) bytes",
        "leave this document out, or shorten the string"
      )
    case .tokens:
      (
        "value-limit", "this document has more than \(Limits.tokens) values",
        "export the accounts one by one"
      )
    case .trailing:
      ("json-trailing", "text after the end of the document", "remove what follows the document")
    }
  }

  private static func name(_ byte: UInt8) -> String {
    switch byte {
    case 0x0A: "line feed"
    case 0x0D: "carriage return"
    case 0x09: "tab"
    default: "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }
}
