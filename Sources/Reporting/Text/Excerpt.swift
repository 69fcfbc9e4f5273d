import Estate
import Findings
import Text

/// Some lines of an input as they stand there, secrets replaced, the decisive part marked.
struct Excerpt: Sendable {
  /// Text of one look.
  struct Piece: Hashable, Sendable {
    var text: String
    /// Belongs to the decisive part.
    var isMarked: Bool
  }

  /// How much is shown; a file may be one long line.
  struct Extent: Sendable {
    /// Lines before and after the decisive part, unless a whole statement is shown.
    var context = 2
    /// Lines in all.
    var lines = 24
    /// Bytes before and after the range.
    var margin = 200
    /// Bytes of the range itself.
    var bytes = 3072

    /// The line of a diagnostic.
    static let line = Extent(context: 0, lines: 1, margin: 120, bytes: 120)
  }

  /// 1-based number of the first line.
  private(set) var firstLine: Int
  /// The lines without their line feeds and common indentation, each a sequence of pieces.
  private(set) var lines: [[Piece]]

  /// Reads the lines around `marked`, or all of `whole` if it holds `marked` and is short enough.
  ///
  /// Nil if the file is gone. One read of the file. `hidesValues` leaves only keys and punctuation.
  init?(
    of marked: SourceRange, whole: SourceRange? = nil, in report: Report, extent: Extent = Extent(),
    hidesValues: Bool = false, from reader: SourceReader = SourceReader()
  ) {
    guard let file = report.outcome.files.all[safe: Int(marked.file.rawValue)],
      let place = report.place(of: marked), Int(marked.upper) <= file.byteCount
    else { return nil }
    // An empty range points at what stands behind it, or at the end of the line.
    let end = marked.upper == marked.lower ? Int(marked.lower) + 1 : Int(marked.upper)
    let decisive = Int(marked.lower)..<max(Int(marked.lower), min(end, file.byteCount))
    var shown = decisive
    if let whole, whole.contains(marked), Int(whole.upper - whole.lower) <= extent.bytes {
      shown = Int(whole.lower)..<Int(whole.upper)
    }
    let isStatement = shown != decisive || whole == marked
    shown = shown.lowerBound..<min(shown.upperBound, shown.lowerBound + extent.bytes)
    let start = max(0, shown.lowerBound - extent.margin)
    let window = reader.bytes(
      start..<min(file.byteCount, shown.upperBound + extent.margin), of: file)
    // A zero byte is in no text.
    guard start + window.count >= shown.upperBound,
      !window.withUnsafeBufferPointer({ $0.contains(0) })
    else { return nil }
    let range = Self.lines(
      around: shown.lowerBound - start..<shown.upperBound - start, in: window,
      context: isStatement ? 0 : extent.context)
    var cutter = ExcerptCutter(
      window: window, start: start, mark: isStatement && shown == decisive ? nil : decisive)
    let known = report.redaction.places(
      in: SourceRange(
        file: marked.file, lower: UInt32(start + range.lowerBound),
        upper: UInt32(start + range.upperBound)))
    let values =
      hidesValues ? ValueMask.places(in: window, range, of: marked.file, start: start) : []
    cutter.cut(range, places: (known + values).sorted { $0.range < $1.range })
    lines = cutter.lines
    let lead = window[range.lowerBound..<max(range.lowerBound, decisive.lowerBound - start)]
    firstLine = place.start.line - lead.count { $0 == 0x0A }
    shorten(to: extent.lines)
    dedent()
  }

  /// The range widened to whole lines and some lines more, within the window.
  private static func lines(around range: Range<Int>, in window: [UInt8], context: Int) -> Range<
    Int
  > {
    var lower = range.lowerBound
    var upper = range.upperBound
    for step in 0...context {
      if step > 0, lower > 0 { lower -= 1 }
      while lower > 0, window[lower - 1] != 0x0A { lower -= 1 }
      if step > 0, upper < window.count { upper += 1 }
      while upper < window.count, window[upper] != 0x0A { upper += 1 }
    }
    while lower < range.lowerBound, window[lower] & 0xC0 == 0x80 { lower += 1 }
    return lower..<max(range.upperBound, wholeCharacters(in: window, upTo: upper))
  }

  /// The end without a last character of which bytes are missing.
  private static func wholeCharacters(in window: [UInt8], upTo end: Int) -> Int {
    guard end == window.count else { return end }
    guard let lead = window.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return end }
    let length =
      switch window[lead] {
      case 0xC0..<0xE0: 2
      case 0xE0..<0xF0: 3
      case 0xF0...0xFF: 4
      default: 1
      }
    return lead + length > end ? lead : end
  }

  /// Drops lines at the end, or at the start if the decisive part would be lost.
  private mutating func shorten(to maximum: Int) {
    guard lines.count > maximum else { return }
    let first = lines.firstIndex { $0.contains(where: \.isMarked) } ?? 0
    let start = max(0, min(first - maximum / 4, lines.count - maximum))
    lines = Array(lines[start..<start + maximum])
    firstLine += start
  }

  private mutating func dedent() {
    let indents = lines.compactMap { line -> Int? in
      var text = line.first?.text ?? ""
      let indent = text.withUTF8 { text in text.firstIndex { $0 != 0x20 } ?? text.count }
      return indent == text.utf8.count && line.count < 2 ? nil : indent
    }
    guard let common = indents.min(), common > 0 else { return }
    for index in lines.indices where !lines[index].isEmpty {
      lines[index][0].text = lines[index][0].text.withUTF8 { text in
        String(decoding: text.dropFirst(common), as: UTF8.self)
      }
    }
  }
}
