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
    guard let text = withUTF8({ SourceBytes($0) }) else { return nil }
    let (bytes, map) = PercentEncoding.decoded(text, map: textMap)
    if syntax == .json || Encoding.looksLikeJSON(bytes) {
      let outcome = JSONReader.readOne(bytes, file: tape.file, map: map)
      if let document = outcome.documents.first, outcome.error == nil { return document }
      if let error = outcome.error, syntax == .json {
        diagnostics.append(error.diagnostic(file: tape.file, map: map))
        return nil
      }
    }
    let outcome = YAMLReader.read(bytes, file: tape.file, map: map, onlyFirst: true)
    for error in outcome.errors {
      diagnostics.append(error.diagnostic(file: tape.file, map: map))
    }
    return outcome.documents.first
  }

  /// Where a range of the decoded UTF-8 text of this scalar is written.
  ///
  /// Exact within lines; what spans escapes, folded lines or indentation is covered as a whole. For
  /// built scalars, and for ranges outside the text, the whole scalar.
  public func range(ofText part: Range<Int>) -> SourceRange {
    guard part.lowerBound >= 0, part.upperBound <= token.length else { return range }
    return textMap.outer(
      SourceRange(
        file: tape.file, lower: UInt32(part.lowerBound), upper: UInt32(part.upperBound)))
  }

  /// Leads from the decoded text of this scalar to the file.
  var textMap: OffsetMap {
    let local = tape.localRange(at: index)
    guard tape.details != nil else {
      let pieces = withText { JSONText.pieces(of: $0, at: token.offset) }
      return OffsetMap(pieces: pieces, limit: token.offset + token.length, next: tape.map)
    }
    guard let source = tape.source else {
      return OffsetMap(
        pieces: [OffsetMap.Piece(inner: 0, outer: local.lower)], limit: local.upper)
    }
    let pieces = withText { text in
      source.withBytes { bytes in
        YAMLScalarMap.pieces(
          of: text, style: style, in: bytes, Int(local.lower)..<Int(local.upper))
      }
    }
    return OffsetMap(pieces: pieces, limit: local.upper, next: tape.map)
  }
}
