import Estate
import Text

/// Cuts bytes of a file into lines of pieces, with tokens where secrets stand.
struct ExcerptCutter {
  /// The lines so far; the last one may still grow.
  private(set) var lines: [[Excerpt.Piece]] = [[]]
  private let window: [UInt8]
  private let start: Int
  private let mark: Range<Int>?

  /// `start` is the offset of the window in its file; `mark` counts in the file.
  init(window: [UInt8], start: Int, mark: Range<Int>?) {
    self.window = window
    self.start = start
    self.mark = mark
  }

  /// Cuts a range of the window; the places must ascend.
  mutating func cut(_ range: Range<Int>, places: [Redaction.Place]) {
    var next = range.lowerBound
    for place in places {
      let lower = max(next, Int(place.range.lower) - start)
      let upper = min(range.upperBound, Int(place.range.upper) - start)
      guard lower < upper else { continue }
      text(next..<lower)
      secret(lower..<upper, token: place.token)
      next = upper
    }
    text(next..<range.upperBound)
    for index in lines.indices {
      guard let last = lines[index].last, last.text.utf8.last == 0x0D else { continue }
      lines[index][lines[index].count - 1].text.unicodeScalars.removeLast()
    }
  }

  private mutating func text(_ range: Range<Int>) {
    var next = range.lowerBound
    while next < range.upperBound {
      let isMarked = isMarked(next)
      let piece = window[next..<min(border(after: next), range.upperBound)]
      let end = piece.firstIndex(of: 0x0A)
      append(String(decoding: piece[..<(end ?? piece.endIndex)], as: UTF8.self), isMarked: isMarked)
      if end != nil { lines.append([]) }
      next = end.map { $0 + 1 } ?? piece.endIndex
    }
  }

  /// Where the decisive part begins or ends next.
  private func border(after index: Int) -> Int {
    guard let mark, start + index < mark.upperBound else { return window.count }
    return (start + index < mark.lowerBound ? mark.lowerBound : mark.upperBound) - start
  }

  /// Keeps the quotes, so that the line still reads as its syntax, and the number of lines.
  private mutating func secret(_ range: Range<Int>, token: String) {
    let first = window[range.lowerBound]
    let isQuoted = range.count > 1 && (first == 0x22 || first == 0x27)
    let quote = isQuoted ? String(UnicodeScalar(first)) : ""
    append(quote + token + quote, isMarked: isMarked(range.lowerBound))
    for _ in 0..<window[range].count(where: { $0 == 0x0A }) { lines.append([]) }
  }

  private mutating func append(_ text: String, isMarked: Bool) {
    guard !text.isEmpty else { return }
    if let last = lines[lines.count - 1].last, last.isMarked == isMarked {
      lines[lines.count - 1][lines[lines.count - 1].count - 1].text += text
    } else {
      lines[lines.count - 1].append(Excerpt.Piece(text: text, isMarked: isMarked))
    }
  }

  private func isMarked(_ index: Int) -> Bool { mark?.contains(start + index) ?? false }
}
