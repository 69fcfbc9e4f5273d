extension RuleRun.Result {
  /// Leaves only what a change brings about: findings that are the same before it are counted, and
  /// findings that are there before it only are settled.
  ///
  /// - Parameter before: What the same rules find without the change.
  public mutating func keepChanges(since before: [Finding]) {
    guard change != nil else { return }
    let known = Dictionary(
      before.map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
    let remaining = Set(findings.map(\.fingerprint))
    change?.settled = before.filter { finding in
      finding.status == .fail && !remaining.contains(finding.fingerprint)
    }
    let count = findings.count
    findings = findings.compactMap { finding in
      guard let old = known[finding.fingerprint] else { return finding }
      return finding.worsened(since: old)
    }
    change?.unchanged = count - findings.count
    let intended = Set(findings.map(\.fingerprint))
    intendedPaths.removeAll { known[$0.fingerprint] != nil || intended.contains($0.fingerprint) }
  }
}

extension Finding {
  /// The finding with what it was before; nil when it was as bad.
  fileprivate func worsened(since old: Finding) -> Finding? {
    var finding = self
    if old.status == .review, status == .fail {
      finding.reasons.append("was not decided before the change")
      return finding
    }
    guard old.status == status, old.severity < severity else { return nil }
    finding.reasons.append("was \(old.severity.rawValue) before the change")
    return finding
  }
}
