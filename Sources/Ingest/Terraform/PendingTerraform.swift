import Documents
import Estate
import Text

/// A Terraform document that waits until it is known whether it is a change.
struct PendingTerraform: Sendable {
  let root: Node
  /// Path of its file, as reported.
  let path: String
}

extension Ingestion {
  /// Adds one document, its counts and its remarks.
  ///
  /// - Returns: what it deletes.
  mutating func add(
    _ pending: PendingTerraform, isChange: Bool = false
  ) -> [(account: String?, resource: ChangeSet.Removed)] {
    reading.begin(path: pending.path)
    let removed = reading.addTerraform(pending.root, isChange: isChange)
    let file = Int(pending.root.range.file.rawValue)
    for (name, number) in reading.counts { readings[file].counts[name, default: 0] += number }
    if readings[file].account == nil { readings[file].account = reading.account }
    readings[file].diagnostics += reading.diagnostics.items
    return removed
  }
}
