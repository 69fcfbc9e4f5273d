internal import Text

/// What is wrong with bytes before any syntax is.
enum Encoding {
  /// Problems that size and first bytes show: too many, none at all, or another encoding.
  static func problem(of bytes: SourceBytes, file: FileID) -> Diagnostic? {
    if bytes.count > Limits.bytes {
      return Diagnostic(
        .error, "file-limit", "the file is longer than \(Limits.bytes) bytes",
        at: SourceRange(file: file, lower: 0, upper: 0), fix: "export the accounts one by one")
    }
    if start(of: bytes) == nil { return empty(bytes, file: file, "the file is empty") }
    let base = bytes.base
    let isWide =
      base[0] == 0xFF && base[1] == 0xFE || base[0] == 0xFE && base[1] == 0xFF
      || bytes.count > 1 && (base[0] == 0) != (base[1] == 0)
    return isWide ? wrongEncoding("this is UTF-16 or UTF-32", 0, file) : nil
  }

  /// What to do about a file that is no text, by how it begins.
  private static func wayOut(_ begins: ([UInt8]) -> Bool) -> String {
    if begins(Array("SQLite format 3".utf8)) {
      return "the database of an earlier scan is asked with `trustpath query … --database FILE`"
    }
    if begins([0x1F, 0x8B]) { return "it is compressed: `gunzip` it first" }
    let archives: [[UInt8]] = [
      Array("PK".utf8), Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A],
      [0x28, 0xB5, 0x2F, 0xFD],
    ]
    return archives.contains(where: begins)
      ? "it is compressed: unpack it first" : "leave it out, or export it again as JSON or YAML"
  }

  /// Problems that only looking at all bytes shows: NUL, and what is not UTF-8.
  static func deepProblem(of bytes: SourceBytes, file: FileID) -> Diagnostic? {
    let all = bytes.bytes
    if let offset = all.firstIndex(of: 0) {
      let place = SourceRange(file: file, lower: UInt32(offset), upper: UInt32(offset))
      return Diagnostic(
        .error, "binary", "this is not a text file", at: place,
        fix: wayOut(all.starts(with:)))
    }
    do throws(UTF8.ValidationError) {
      let text = UnsafeBufferPointer(start: bytes.base, count: bytes.count)
      _ = try UTF8Span(validating: text.span)
      return nil
    } catch {
      return wrongEncoding("this is not UTF-8", error.byteOffsets.lowerBound, file)
    }
  }

  /// Whether the first byte that is not white space opens a JSON object or array; `{{` and
  /// `{%` begin templates.
  static func looksLikeJSON(_ bytes: SourceBytes) -> Bool {
    guard let start = start(of: bytes) else { return false }
    switch bytes.base[start] {
    case UInt8(ascii: "{"): return !"{%".utf8.contains(bytes.base[start + 1])
    case UInt8(ascii: "["): return true
    default: return false
    }
  }

  static func empty(_ bytes: SourceBytes, file: FileID, _ message: String) -> Diagnostic {
    Diagnostic(
      .error, "empty", message, at: SourceRange(file: file, lower: 0, upper: 0),
      fix: "export it again")
  }

  private static func wrongEncoding(_ message: String, _ offset: Int, _ file: FileID) -> Diagnostic
  {
    Diagnostic(
      .error, "encoding", message,
      at: SourceRange(file: file, lower: UInt32(offset), upper: UInt32(offset)),
      fix: "convert the file to UTF-8, for example with `iconv`")
  }

  /// Offset of the first byte that is not white space.
  private static func start(of bytes: SourceBytes) -> Int? {
    let text = bytes.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.bytes[3...] : bytes.bytes[...]
    return text.firstIndex { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
  }
}
