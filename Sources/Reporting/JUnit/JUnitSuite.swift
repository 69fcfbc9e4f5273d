import Findings
import Text

/// Test cases about one template, account, cluster, about the rules, or about the inputs.
struct JUnitSuite {
  /// `cfn`, `account`, `eks`, `graph`, `change`, `rules` or `inputs`.
  var package: String
  /// Path, account or cluster.
  var name: String
  /// The file that relative places count from.
  var file: FileID?
  var cases: [JUnitCase]
  /// Lines of the suite's output.
  var output: [String] = []

  /// All suites of a report, in a stable order.
  static func all(of report: Report) -> [JUnitSuite] {
    scopes(of: report) + change(of: report) + [rules(of: report), inputs(of: report)]
  }

  private struct Scope: Hashable, Comparable {
    var package: String
    var name: String

    static func < (left: Self, right: Self) -> Bool {
      (left.package, left.name) < (right.package, right.name)
    }
  }

  private struct Test: Hashable {
    var rule: String
    var name: String
  }

  private static func scopes(of report: Report) -> [JUnitSuite] {
    let findings = report.outcome.findings
    let templates = Set(
      report.outcome.inputs.filter { $0.kinds.contains { $0.hasPrefix("cloudformation") } }
        .map(\.file))
    var scopes: [Scope: [Test: [Int]]] = [:]
    for (index, finding) in findings.enumerated() {
      let scope = scope(of: finding, templates: templates, in: report)
      let name = finding.rule + " " + JUnitName.resource(of: finding)
      scopes[scope, default: [:]][Test(rule: finding.rule, name: name), default: []].append(index)
    }
    return scopes.sorted { $0.key < $1.key }.map { scope, tests in
      let level = "\(scope.package).\(JUnitName.level(scope.name))."
      let cases = tests.sorted { $0.key.name < $1.key.name }.map { test, indexes in
        JUnitCase(
          className: level + JUnitName.category(of: test.rule),
          name: JUnitName.shortened(test.name),
          result: result(of: indexes, in: report.outcome), findings: indexes)
      }
      let files = Set(tests.values.joined().compactMap { findings[$0].range?.file })
      let file = files.min { report.path(of: $0) < report.path(of: $1) }
      return JUnitSuite(package: scope.package, name: scope.name, file: file, cases: cases)
    }
  }

  private static let clusterPrefixes = ["k8s-user:", "k8s-group:", "sa:", "sa-token:"]

  private static func scope(
    of finding: Finding, templates: Set<FileID>, in report: Report
  ) -> Scope {
    if let file = finding.range?.file, templates.contains(file) {
      return Scope(package: "cfn", name: report.path(of: file))
    }
    let isARN = finding.subject.hasPrefix("arn:")
    for prefix in clusterPrefixes where !isARN && finding.subject.hasPrefix(prefix) {
      let rest = finding.subject.dropFirst(prefix.count)
      let depth = prefix.hasPrefix("sa") ? 2 : 1
      let cluster = String(rest).parts(at: 0x2F).dropLast(depth)
      return Scope(package: "eks", name: cluster.joined(separator: "/"))
    }
    if let account = finding.account { return Scope(package: "account", name: account) }
    return Scope(package: "graph", name: "graph")
  }

  private static func result(of indexes: [Int], in outcome: Outcome) -> JUnitCase.Result {
    if let failOn = outcome.failOn,
      let failed = indexes.first(where: {
        outcome.findings[$0].status == .fail && outcome.findings[$0].severity >= failOn
      })
    {
      return .failure(outcome.findings[failed].rule)
    }
    switch indexes.first.map({ outcome.findings[$0].status }) {
    case .review: return .skipped("undecided:")
    case .suppressed: return .skipped("suppressed:")
    default: return .skipped("below --fail-on=\(outcome.failOn?.rawValue ?? "none"):")
    }
  }

  /// What a change closes and settles: passed, for the numbers and for whoever asks.
  private static func change(of report: Report) -> [JUnitSuite] {
    guard let change = report.outcome.change else { return [] }
    var suite = JUnitSuite(package: "change", name: "change", cases: [])
    // Findings at one resource are one test case, as they are where they fail.
    var names: Set<String> = []
    for finding in change.closed + change.settled {
      let what = finding.rule.isEmpty ? finding.title : finding.rule + " settled"
      let name = JUnitName.shortened(what + " " + JUnitName.resource(of: finding))
      guard names.insert(name).inserted else { continue }
      suite.cases.append(
        JUnitCase(
          className: "change.\(JUnitName.category(of: finding.rule))", name: name,
          result: .passed))
    }
    suite.output = [change.sentence]
    return [suite]
  }

  private static func rules(of report: Report) -> JUnitSuite {
    var suite = JUnitSuite(package: "rules", name: "rules", cases: [])
    for check in report.outcome.checks {
      suite.cases.append(
        JUnitCase(
          className: "rules.\(JUnitName.category(of: check.rule))",
          name: check.rule + " all other subjects",
          result: check.pass > 0 ? .passed : .skipped("no other subject in the inputs")))
      suite.output.append(
        "\(check.rule): \(check.subjects) subjects, \(check.pass) passed, \(check.fail) violated, "
          + "\(check.review) undecided")
    }
    return suite
  }

  private static func inputs(of report: Report) -> JUnitSuite {
    var suite = JUnitSuite(package: "inputs", name: "inputs", cases: [])
    for input in report.outcome.inputs {
      var test = JUnitCase(
        className: "inputs." + JUnitName.level(input.kinds.first ?? "unrecognised"),
        name: JUnitName.shortened(report.path(of: input.file)), result: .passed,
        diagnostics: input.diagnostics)
      let code = input.diagnostics.max { $0.severity < $1.severity }?.code
      switch input.status {
      case .read: break
      case .partial, .failed: test.result = .error(code ?? "not-read")
      case .unrecognised:
        test.result = input.isNamed ? .error(code ?? "not-recognised") : .skipped("not recognised")
      }
      suite.cases.append(test)
    }
    for diagnostic in report.outcome.diagnostics where diagnostic.severity == .error {
      suite.cases.append(
        JUnitCase(
          className: "inputs.run", name: diagnostic.path ?? diagnostic.code,
          result: .error(diagnostic.code), diagnostics: [diagnostic]))
    }
    if report.tally.read == 0, report.tally.incomplete == 0 {
      suite.cases.append(
        JUnitCase(
          className: "inputs.run", name: "something to scan", result: .error("nothing-recognised")))
    }
    return suite
  }
}
