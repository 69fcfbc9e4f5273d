/// Whether an ExternalId can be guessed, and why, without telling the value.
struct ExternalIDGuess {
  /// Nil when nothing makes it guessable.
  let reason: String?

  /// Values that documents and tutorials use.
  private static let samples: Set<String> = [
    "12345", "123456", "unique-id", "example", "externalid", "external-id", "test", "changeme",
    "secret", "password", "mysecret", "unique-id-assigned-by-example-corp", "0000",
  ]

  /// Judges a value by its length, by AWS's samples, and by the names that stand around it.
  init(_ value: String, names: [String], vendor: String?) {
    let folded = value.lowercased()
    let words = names.map { $0.lowercased() }.filter { $0.count >= 4 }
    if Self.samples.contains(folded) {
      reason = "it is a value from documentation"
    } else if value.utf8.count < 8 {
      reason = "it is shorter than 8 characters"
    } else if words.contains(where: folded.contains) {
      reason = "it contains the name or account that it protects"
    } else if let vendor, vendor.count >= 4, folded.contains(vendor.lowercased()) {
      reason = "it contains the vendor's name"
    } else if value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      reason = "it is a number"
    } else {
      reason = nil
    }
  }
}
