import Text

/// Keeps apart the findings of several files whose subjects are written alike.
///
/// Two templates that both declare `Role` write one ARN with an open stack name, and are two roles
/// all the same; what has a name of its own is one thing, in however many files it is described.
struct DistinctDefects {
  private var files: [String: [FileID]] = [:]

  /// The identity of a finding among those that were asked about before it.
  mutating func fingerprint(of finding: Finding) -> String {
    guard let file = finding.range?.file, Self.isOpen(finding.subject) else {
      return finding.fingerprint
    }
    let known = files[finding.fingerprint, default: []]
    let number = known.firstIndex(of: file) ?? known.count
    if number == known.count { files[finding.fingerprint] = known + [file] }
    return number == 0
      ? finding.fingerprint : Fingerprint.another(finding.fingerprint, number: number + 1)
  }

  /// Whether a subject may be many things: a name with a hole, or a word such as `template`.
  private static func isOpen(_ subject: String) -> Bool {
    subject.contains("${") || !subject.utf8.contains(0x3A)
  }
}
