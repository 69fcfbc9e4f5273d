import Documents
import Text

/// A document that waits until everything else is read, because what it says depends on that.
struct PendingDocument: Sendable {
  let root: Node
  /// Path of its file, as reported.
  let path: String
}

extension Ingestion {
  /// Adds one such document, its counts and its remarks.
  mutating func add<Result>(
    _ pending: PendingDocument, by body: (inout Reading, Node) -> Result
  ) -> Result {
    reading.begin(path: pending.path)
    let result = body(&reading, pending.root)
    let file = Int(pending.root.range.file.rawValue)
    for (name, number) in reading.counts { readings[file].counts[name, default: 0] += number }
    if readings[file].account == nil { readings[file].account = reading.account }
    readings[file].diagnostics += reading.diagnostics.items
    return result
  }
}
