import Estate
import Findings
import Testing
import Text

/// Suppressions and baselines: what they accept, and what they refuse to mean.
@Suite struct AcceptanceTests {
  static let role = "arn:aws:iam::111122223333:role/vendor-a"
  static let entry = """
    suppressions:
      - rule: TRUST-001
        resource: arn:aws:iam::111122223333:role/vendor-*
        reason: reviewed by the board
        expires: 2026-11-22
    """

  private func file(_ text: String) -> SuppressionFile {
    SuppressionFile(path: "accepted.yaml", bytes: SourceBytes(Array(text.utf8)))
  }

  @Test(arguments: [("*", "`*` alone"), ("", "`resource`, `path` or `account`")])
  func whatIsMissingForEverythingIsSaid(resource: String, words: String) throws {
    let text = Self.entry.replacing(
      "arn:aws:iam::111122223333:role/vendor-*", with: "\"\(resource)\"")
    let problem = try #require(file(text).diagnostics.items.first)
    #expect(problem.code == "suppression-malformed")
    #expect(problem.message.contains(words))
    #expect(problem.message.contains("`scope: global`"))
  }

  private func outcome(asOf date: String = "2026-11-22", rule: String = "TRUST-001") -> Outcome {
    let finding = Finding(
      rule: rule, title: "t", severity: .high, confidence: .certain, status: .fail,
      subject: Self.role, account: "111122223333", message: "m", range: nil, fix: "f",
      fingerprint: String(repeating: "a", count: 64))
    return Outcome(
      inputs: [], files: SourceFiles(), coverage: Coverage(), checks: [], findings: [finding],
      asOf: date, toolVersion: "0", failOn: .high)
  }

  private func apply(
    _ text: String? = nil, baseline: String? = nil, to outcome: Outcome
  ) -> Outcome {
    var outcome = outcome
    let earlier = baseline.map {
      EarlierFindings(path: "old.json", bytes: SourceBytes(Array($0.utf8)))
    }
    Acceptance(suppressions: text.map(file), baseline: earlier).apply(to: &outcome)
    return outcome
  }

  @Test func countsOnItsLastDay() {
    let result = apply(Self.entry, to: outcome())
    #expect(result.findings.map(\.status) == [.suppressed])
    #expect(result.findings[0].reasons == ["suppressed until 2026-11-22: reviewed by the board"])
    #expect(result.diagnostics.isEmpty)
  }

  @Test func isBackAfterThat() {
    let result = apply(Self.entry, to: outcome(asOf: "2026-11-23"))
    #expect(result.findings.map(\.status) == [.fail])
    #expect(result.diagnostics.map(\.code) == ["suppression-expired"])
  }

  @Test func anotherRuleStays() {
    let result = apply(Self.entry, to: outcome(rule: "TRUST-002"))
    #expect(result.findings.map(\.status) == [.fail])
    #expect(result.diagnostics.map(\.code) == ["suppression-unused"])
  }

  @Test(arguments: [
    "suppressions:\n  - {rule: A-1, resource: x, reason: long enough, expires: 2026-02-30}",
    "suppressions:\n  - {rule: A-1, resource: x, reason: long enough, expires: soon}",
    "suppressions:\n  - {rule: A-1, resource: x, reason: long enough}",
    "suppressions:\n  - {rule: A-1, resource: x, reason: short, permanent: true}",
    "suppressions:\n  - {rule: A-1, reason: long enough, permanent: true}",
    "suppressions:\n  - {rule: '*', resource: x, reason: long enough, permanent: true}",
    "suppressions:\n  - {rule: A-1, ressource: x, reason: long enough, permanent: true}",
    "accepted: []",
    "[]",
    // A list, a blank or a second value of a selector would accept more than was meant.
    "suppressions:\n  - {rule: A-1, account: '1', resource: [x], reason: long enough, permanent: true}",
    "suppressions:\n  - {rule: A-1, account: '1', resource: , reason: long enough, permanent: true}",
    "suppressions:\n  - {rule: [A-1], scope: global, reason: long enough, permanent: true}",
    "suppressions:\n  - {rule: A-1, path: x, path: '*', reason: long enough, permanent: true}",
    "suppressions:\n  - {rule: A-1, resource: '**', reason: long enough, permanent: true}",
    "suppressions:\n  - {rule: A-1, path: x, scope: globl, reason: long enough, permanent: true}",
    "suppressions:\n  - {rule: A-1, path: x, reason: '            ', permanent: true}",
  ])
  func whatIsNotUnderstoodStopsTheRun(_ text: String) {
    #expect(file(text).diagnostics.hasErrors)
    #expect(file(text).suppressions.isEmpty)
  }

  @Test func remarksMayBeLeftBlank() {
    let text = Self.entry + "\n    ticket:\n    approved_by:"
    #expect(apply(text, to: outcome()).findings.map(\.status) == [.suppressed])
  }

  @Test func entriesAreToldByTheirLine() {
    let result = apply(Self.entry, to: outcome(rule: "TRUST-002"))
    #expect(result.diagnostics.map(\.message).first?.contains("TRUST-001 in line 2") == true)
  }

  @Test(arguments: [
    ("high", "fail", true), ("critical", "fail", true), ("medium", "fail", false),
    ("high", "review", false),
  ])
  func theBaselineCoversNothingWorse(severity: String, status: String, isCovered: Bool) {
    let report = """
      {"schema": "trustpath/findings/1", "as_of": "2026-01-31", "findings": [
        {"fingerprint": "\(String(repeating: "a", count: 64))", "severity": "\(severity)",
         "status": "\(status)"}]}
      """
    let finding = apply(baseline: report, to: outcome()).findings[0]
    #expect(finding.status == (isCovered ? .suppressed : .fail))
    if !isCovered { #expect(finding.reasons.first?.hasPrefix("in the baseline it was") == true) }
  }

  @Test func globalIsSaid() {
    let text = "suppressions:\n  - {scope: global, reason: frozen for the audit, permanent: true}"
    #expect(apply(text, to: outcome()).findings.map(\.status) == [.suppressed])
  }

  @Test func baselineKnowsWhatWasOpen() {
    let print = String(repeating: "a", count: 64)
    let report = """
      {"schema": "trustpath/findings/1", "as_of": "2026-01-31", "findings": [
        {"fingerprint": "\(print)", "status": "fail"}]}
      """
    let known = apply(baseline: report, to: outcome())
    #expect(known.findings[0].status == .suppressed)
    #expect(known.findings[0].reasons == ["baseline since 2026-01-31"])
    let suppressed = report.replacing("\"fail\"", with: "\"suppressed\"")
    #expect(apply(baseline: suppressed, to: outcome()).findings[0].status == .fail)
    let line = "{\"fingerprint\": \"\(print)\"}"
    #expect(apply(baseline: line, to: outcome()).findings[0].status == .suppressed)
  }

  @Test func aBaselineWithoutFingerprintsIsNone() {
    let earlier = EarlierFindings(
      path: "old.json", bytes: SourceBytes(Array("{\"rule\": \"A-1\"}".utf8)))
    #expect(earlier.diagnostics.hasErrors)
  }
}
