import Documents
import Findings
import Text

/// JSON pointers of the places that findings are about, in files that are documents.
struct PointerTable: Sendable {
  private var pointers: [SourceRange: String] = [:]

  /// Reads every file again that a finding is about, one after the other.
  init(of outcome: Outcome) {
    let change = (outcome.change?.closed ?? []) + (outcome.change?.settled ?? [])
    var ranges: [FileID: Set<SourceRange>] = [:]
    for finding in outcome.findings + change {
      for range in [finding.range] + finding.notes.map(\.range) {
        if let range { ranges[range.file, default: []].insert(range) }
      }
    }
    let reader = SourceReader()
    for (file, places) in ranges {
      guard let source = outcome.files.all[safe: Int(file.rawValue)] else { continue }
      add(Array(places), in: reader.whole(source), of: file)
    }
    SourceBytes.releaseSpareMemory()
  }

  private mutating func add(_ places: [SourceRange], in source: SourceBytes, of file: FileID) {
    var diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      source, file: file, options: .lenientJSON, diagnostics: &diagnostics)
    for document in documents {
      pointers.merge(document.pointers(to: places)) { first, _ in first }
    }
  }

  /// The pointer of a place; nil where its file is no document, or is gone.
  subscript(range: SourceRange?) -> String? { range.flatMap { pointers[$0] } }
}
