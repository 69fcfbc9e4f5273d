import Estate
import Findings
import RuleBook
import Text
import TrustGraph

/// What judging an estate by rules gave: an outcome, or what is wrong with a rule.
struct Judging {
  let outcome: Outcome
  /// What is wrong with rule files, one line each; nothing was judged when there is any.
  let problemLines: [String]

  init(_ evidence: InputEvidence, _ options: ScanOptions) {
    var pack = RulePack(
      rules: RuleBook.rules, issuers: RuleBook.issuers, knownAccounts: RuleBook.knownAccounts)
    let unreadable = Self.addFiles(in: options.ruleFolders, to: &pack)
    var outcome = evidence.outcome(options)
    var problems = pack.diagnostics.items
    if !pack.diagnostics.hasErrors, unreadable.isEmpty {
      do {
        let result = try Self.result(evidence, options, pack)
        outcome.change = result.change
        outcome.checks = result.checks
        outcome.findings = result.findings
        outcome.intendedPaths = result.intendedPaths
      } catch let failure as RuleRun.Failure {
        problems.append(failure.diagnostic)
      } catch {
        problems.append(Diagnostic(.error, "rules-not-run", "the rules could not be run: \(error)"))
      }
    }
    self.outcome = outcome
    problemLines = unreadable + problems.map { Self.line($0, in: pack.files) }
  }

  private static func result(
    _ evidence: InputEvidence, _ options: ScanOptions, _ pack: RulePack
  ) throws -> RuleRun.Result {
    let baseline = evidence.before.map {
      Baseline(
        estate: $0, trust: TrustGraph($0, escalations: .told, by: options.parallelism),
        touched: evidence.touched)
    }
    var result = try Judge.judge(
      evidence.estate,
      TrustGraph(evidence.estate, escalations: .told, by: options.parallelism),
      files: evidence.files, by: pack,
      remarks: evidence.inputs.flatMap(\.diagnostics), asOf: options.asOf, since: baseline,
      threads: options.parallelism)
    guard let baseline else { return result }
    let before = try Judge.judge(
      baseline.estate, baseline.trust, files: evidence.files, by: pack, asOf: options.asOf,
      threads: options.parallelism)
    result.keepChanges(since: before.findings)
    return result
  }

  static func line(_ problem: Diagnostic, in files: SourceFiles) -> String {
    let place = problem.range.map { range in
      let start = files.start(of: range)
      return "\(files[range.file].path):\(start.line):\(start.column): "
    }
    return "\(place ?? "")\(problem.severity): \(problem.message) [\(problem.code)]"
  }

  /// Adds the rule files below folders in the order of their paths; what could not be read is told.
  private static func addFiles(in folders: [String], to pack: inout RulePack) -> [String] {
    guard !folders.isEmpty else { return [] }
    var problems: [String] = []
    let files = InputDiscovery.inputs(at: folders).filter {
      $0.isNamed || $0.path.hasSuffix(".yaml") || $0.path.hasSuffix(".yml")
    }
    for folder in folders where !files.contains(where: { $0.path.hasPrefix(folder) }) {
      problems.append("\(folder): error: no rule file (.yaml) is in it [rule-unreadable]")
    }
    for file in files {
      do throws(FileError) {
        let bytes = try SourceBytes(contentsOf: file.path)
        pack.add(
          path: file.path, text: bytes.withBytes { String(decoding: $0, as: UTF8.self) })
      } catch {
        problems.append("\(file.path): error: cannot read: \(error.reason) [rule-unreadable]")
      }
    }
    return problems
  }
}
