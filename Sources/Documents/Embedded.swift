public import Text

extension Node {
  /// The syntax that a string is expected to hold.
  public enum EmbeddedSyntax: Hashable, Sendable {
    /// JSON, percent-encoded if it begins with `%7B` or `%5B` (the raw IAM API).
    case json
    /// YAML, of which JSON is a part; only the first document is read.
    case yaml
  }

  /// The document inside this string; nil, with diagnostics, if there is none.
  ///
  /// All ranges of the document and of the diagnostics lie in the outer file.
  public func embedded(
    as syntax: EmbeddedSyntax = .json, _ diagnostics: inout Diagnostics
  ) -> Document? {
    guard let bytes = withUTF8({ SourceBytes($0) }) else { return nil }
    let limit = tape.map == nil ? range.upper : token.offset + token.length
    let map = OffsetMap(
      pieces: [OffsetMap.Piece(inner: 0, outer: token.offset)], limit: limit, next: tape.map)
    let outcome = JSONReader.readOne(bytes, file: tape.file, map: map)
    if let error = outcome.error {
      diagnostics.append(error.diagnostic(file: tape.file, map: map))
      return nil
    }
    return outcome.documents.first
  }
}
