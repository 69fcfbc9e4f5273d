import Text

/// Where the values of templates came from, found by the place of a finding.
struct ValueNotes: Sendable {
  /// Most notes that one finding carries.
  private static let limit = 6

  private let byFile: [FileID: [(use: SourceRange, notes: [Diagnostic.Note])]]

  init(_ notes: [SourceRange: [Diagnostic.Note]]) {
    byFile = Dictionary(grouping: notes.map { (use: $0.key, notes: $0.value) }, by: \.use.file)
      .mapValues { $0.sorted { $0.use < $1.use } }
  }

  /// The notes on what stands at a place, and on what led there; in the order of the uses.
  func notes(about range: SourceRange) -> [Diagnostic.Note] {
    guard let entries = byFile[range.file] else { return [] }
    var found: [Diagnostic.Note] = []
    for entry in entries where range.contains(entry.use) || entry.use.contains(range) {
      for note in entry.notes where !found.contains(note) && found.count < Self.limit {
        found.append(note)
      }
    }
    return found
  }
}
