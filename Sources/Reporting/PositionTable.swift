import Findings
import Text
import TrustGraph

/// Lines and columns of every place that an outcome mentions, resolved in one pass over each file.
struct PositionTable: Sendable {
  private struct Column: Sendable {
    var offsets: [UInt32] = []
    var positions: [Position] = []
  }

  private var columns: [Column]

  /// Collects the places of findings, hops and diagnostics.
  init(of outcome: Outcome) {
    columns = Array(repeating: Column(), count: outcome.files.all.count)
    for finding in outcome.findings { add(finding) }
    for finding in outcome.intendedPaths { add(finding) }
    for finding in (outcome.change?.closed ?? []) + (outcome.change?.settled ?? []) { add(finding) }
    for input in outcome.inputs { add(input.diagnostics) }
    add(outcome.diagnostics)
    resolve(in: outcome.files)
  }

  /// Collects the places of steps.
  init(of ranges: some Sequence<SourceRange>, in files: SourceFiles) {
    columns = Array(repeating: Column(), count: files.all.count)
    for range in ranges { add(range) }
    resolve(in: files)
  }

  private mutating func resolve(in files: SourceFiles) {
    for (index, file) in files.all.enumerated() where !columns[index].offsets.isEmpty {
      let offsets = Self.distinct(columns[index].offsets)
      columns[index] = Column(offsets: offsets, positions: file.positions(of: offsets))
    }
  }

  private mutating func add(_ finding: Finding) {
    add(finding.range)
    for note in finding.notes { add(note.range) }
    for hop in finding.path {
      for evidence in hop.evidence { add(evidence.range) }
    }
  }

  private mutating func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      add(diagnostic.range)
      for note in diagnostic.notes { add(note.range) }
    }
  }

  private mutating func add(_ range: SourceRange?) {
    guard let range, columns.indices.contains(Int(range.file.rawValue)) else { return }
    columns[Int(range.file.rawValue)].offsets.append(range.lower)
    columns[Int(range.file.rawValue)].offsets.append(range.upper)
  }

  private static func distinct(_ offsets: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    for offset in offsets.sorted() where offset != result.last { result.append(offset) }
    return result
  }

  /// The position of an offset; the start of the file for one that was not collected.
  ///
  /// - Complexity: logarithmic in the number of places in the file.
  subscript(file: FileID, offset: UInt32) -> Position {
    guard let column = columns[safe: Int(file.rawValue)] else {
      return Position(line: 1, column: 1)
    }
    let index = column.offsets.partitioningIndex { $0 >= offset }
    guard column.offsets[safe: index] == offset else { return Position(line: 1, column: 1) }
    return column.positions[index]
  }
}
