import Text

/// What was accepted: by suppressions, and by being in the baseline.
public struct Acceptance: Sendable {
  private let suppressions: SuppressionFile?
  private let baseline: EarlierFindings?

  /// Makes an acceptance; nil for what was not given.
  public init(suppressions: SuppressionFile?, baseline: EarlierFindings?) {
    self.suppressions = suppressions
    self.baseline = baseline
  }

  /// Marks the findings that are accepted on the day of the outcome; tells of suppressions that
  /// have expired or that nothing matches.
  public func apply(to outcome: inout Outcome) {
    let entries = suppressions?.suppressions ?? []
    var isUsed = Array(repeating: false, count: entries.count)
    for index in outcome.findings.indices {
      let finding = outcome.findings[index]
      let file = finding.range.map { outcome.files[$0.file].path }
      for (number, entry) in entries.enumerated() where entry.matches(finding, in: file) {
        isUsed[number] = true
        if let expires = entry.expires, expires < outcome.asOf { continue }
        outcome.findings[index].accept(entry.words)
      }
      if outcome.findings[index].status != .suppressed,
        let known = baseline?.findings[finding.fingerprint]
      {
        if known.covers(finding) {
          outcome.findings[index].accept(known.words)
        } else {
          outcome.findings[index].reasons.append(known.worse)
        }
      }
    }
    for (number, entry) in entries.enumerated() {
      let rule = "\(entry.rule ?? "every rule") in line \(entry.line)"
      if let expires = entry.expires, expires < outcome.asOf {
        warn("suppression-expired", "the suppression of \(rule) expired on \(expires)", &outcome)
      } else if !isUsed[number] {
        warn("suppression-unused", "the suppression of \(rule) matches no finding", &outcome)
      }
    }
  }

  private func warn(_ code: String, _ message: String, _ outcome: inout Outcome) {
    let path = suppressions?.files.all.first?.path
    outcome.diagnostics.append(Diagnostic(.warning, code, message, path: path))
  }
}

extension Finding {
  fileprivate mutating func accept(_ words: String) {
    if status != .suppressed { reasons.append(words) }
    status = .suppressed
  }
}
