import Estate
import Findings
import Foundation
import Text
import TrustGraph
import TrustPath

/// Inputs judged as a scan judges them.
struct TestRun {
  let evidence: InputEvidence
  let facts: Facts
  let store: FactStore

  init(_ input: RuleExample.Input) throws {
    var options = ScanOptions()
    options.asOf = "2026-11-22"
    switch input {
    case .texts(let texts):
      // What lies below `onto/` is what the rest is a change to.
      let named = texts.map { NamedText(path: $0.key, text: $0.value) }
      let base = named.filter { $0.path.hasPrefix("onto/") }
      evidence = InputEvidence.read(
        named.filter { !$0.path.hasPrefix("onto/") }, onto: base.isEmpty ? nil : base, options)
    case .sample(let path):
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      options.paths = [root.appending(path: path).path()]
      evidence = InputEvidence.read(options)
    }
    let pack = TestRules.pack
    let touched = evidence.touched
    facts = Facts(
      estate: evidence.estate, trust: TrustGraph(evidence.estate, escalations: .told),
      issuers: pack.issuers,
      knownAccounts: pack.knownAccounts, asOf: options.asOf,
      redaction: SecretRedaction(evidence.estate.secrets, files: evidence.files),
      remarks: evidence.inputs.flatMap(\.diagnostics),
      since: evidence.before.map {
        Baseline(estate: $0, trust: TrustGraph($0, escalations: .told), touched: touched)
      })
    store = try FactStore(facts)
  }

  func findings(of rule: Rule) throws -> (RuleCheck, [Finding]) {
    let result = try RuleRun(store, facts).run(rule)
    return (result.check, result.findings)
  }

  func position(of finding: Finding) -> String {
    finding.range.map { TestRules.position($0, evidence.files) } ?? "nowhere"
  }
}
