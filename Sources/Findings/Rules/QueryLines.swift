import Text

/// Where the lines of a rule's query start in the rule's file.
///
/// SQLite counts in the text as parsed, which has lost its indentation.
struct QueryLines: Hashable, Sendable {
  private let starts: [UInt32]
  private let range: SourceRange

  /// Finds the lines of a scalar: after the header line of a block, or in a scalar of one line.
  init(_ range: SourceRange, in bytes: ArraySlice<UInt8>) {
    self.range = range
    let bytes = bytes.dropFirst(Int(range.lower))
    guard let header = bytes.first, header == 0x7C || header == 0x3E else {
      let quote: UInt32 = bytes.first == 0x22 || bytes.first == 0x27 ? 1 : 0
      starts = [range.lower + quote]
      return
    }
    var starts: [UInt32] = []
    var indentation: Int?
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropFirst() {
      let blanks = line.prefix { $0 == 0x20 }.count
      indentation = indentation ?? (blanks == line.count ? nil : blanks)
      starts.append(UInt32(clamping: line.startIndex + min(blanks, indentation ?? blanks)))
    }
    self.starts = starts
  }

  /// The place of a byte offset of the query; the whole query when there is no offset.
  func place(of offset: Int?, in query: String) -> SourceRange {
    guard let offset else { return range }
    let before = Array(query.utf8.prefix(offset))
    let line = before.count { $0 == 0x0A }
    let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
    guard starts.indices.contains(line) else { return range }
    let start = starts[line] + UInt32(clamping: column)
    return SourceRange(file: range.file, lower: start, upper: start)
  }
}
