internal import Text

/// Leads from byte offsets in a decoded text to the place in the file that each byte came from.
///
/// Pieces are linear: within a piece, one byte of text is one byte of file.
final class OffsetMap: Sendable {
  struct Piece: Sendable {
    /// First byte of the piece in the decoded text.
    let inner: UInt32
    /// Where that byte is written.
    let outer: UInt32
  }

  private let pieces: [Piece]
  /// One past the last byte of the text in the file; no offset leads beyond it.
  private let limit: UInt32
  /// Leads on when the text was itself decoded out of another.
  private let next: OffsetMap?

  init(pieces: [Piece], limit: UInt32, next: OffsetMap? = nil) {
    self.pieces = pieces
    self.limit = limit
    self.next = next
  }

  /// The place of a decoded byte.
  ///
  /// - Complexity: logarithmic in the number of pieces.
  func outer(_ inner: UInt32) -> UInt32 {
    let index = pieces.partitioningIndex { $0.inner > inner }
    guard index > 0 else { return next?.outer(limit) ?? limit }
    let piece = pieces[index - 1]
    let bound = index < pieces.count ? min(pieces[index].outer, limit) : limit
    let offset = min(
      UInt64(piece.outer) + UInt64(inner - piece.inner), UInt64(max(bound, piece.outer)))
    let place = UInt32(offset)
    return next?.outer(place) ?? place
  }

  /// The place of a decoded range.
  func outer(_ range: SourceRange) -> SourceRange {
    let lower = outer(range.lower)
    return SourceRange(file: range.file, lower: lower, upper: max(lower, outer(range.upper)))
  }
}
