import ArgumentParser
import Findings
import Reporting
import TrustPath

/// `trustpath scan`.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    // Named below the program, the parser does not ask first whether it is to write completions.
    commandName: "scan", _superCommandName: "trustpath",
    abstract: "Read inputs, judge every trust path, write reports.")

  @OptionGroup var input: InputArguments
  @OptionGroup var output: OutputArguments

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Exports that the paths are a change to: report only what deploying them opens, closes or alters.",
      valueName: "dump"))
  var onto: [String] = []

  @Option(help: "Lowest severity that fails the run: critical, high, medium, low or none.")
  var failOn: FailThreshold = .high

  @Option(help: "Date that ages are counted from (YYYY-MM-DD); today if not given.")
  var asOf: String?

  @Option(help: "Folder with further rules, or one rule file; repeatable.")
  var rules: [String] = []

  @Option(help: "YAML file of findings that were accepted, until a day.")
  var suppressions: String?

  @Option(help: "JSON report of an earlier run: what it found does not fail this one.")
  var baseline: String?

  @Option(help: "YAML file of the trust that is intended; anything else is a finding.")
  var intent: String?

  @Option(help: "SQLite file that keeps graph, findings and reports for query, report and diff.")
  var database: String?

  @Flag(help: "Exit 0 in spite of findings (evidence problems still exit 2).")
  var exitZero = false

  func validate() throws {
    if let asOf, !CalendarDate.isDate(asOf) {
      throw ValidationError("--as-of takes a date of the form YYYY-MM-DD, not `\(asOf)`")
    }
  }

  func run() throws {
    var options = input.options
    options.failOn = failOn.severity
    options.onto = onto
    options.ruleFolders = rules
    if let intent { options.paths.append(intent) }
    options.asOf = asOf ?? CalendarDate.today
    let accepted = AcceptanceFiles(suppressions: suppressions, baseline: baseline)
    let problems = accepted.problems + (intent.map { IntentFile.problems(at: $0) } ?? [])
    if !problems.isEmpty {
      for line in problems { FileWriting.writeToStandardError(line) }
      throw ExitCode.configuration
    }
    var scan = Scan.run(options)
    if !scan.ruleProblems.isEmpty {
      for line in scan.ruleProblems { FileWriting.writeToStandardError(line) }
      throw ExitCode.configuration
    }
    for line in scan.accept(accepted) { FileWriting.writeToStandardError(line) }
    let report = scan.report(showsExternalIDs: output.showExternalIds)
    if output.verbose {
      for line in scan.inputLines { FileWriting.writeToStandardError(line) }
    }
    let requests = try output.requests()
    try output.write(report, as: requests, by: options.parallelism)
    if let database {
      do {
        try scan.keep(
          in: database, showsExternalIDs: output.showExternalIds, by: options.parallelism)
      } catch {
        FileWriting.writeToStandardError("trustpath: cannot write \(database): \(error)")
        throw ExitCode.cannotWrite
      }
    }
    if !requests.contains(where: \.isTextOnStandardOutput) {
      for line in report.errorLines { FileWriting.writeToStandardError(line) }
    }
    let code = exitCode(scan)
    if !output.quiet, let change = scan.outcome.change {
      FileWriting.writeToStandardError("trustpath: \(change.sentence)")
    }
    if !output.quiet {
      FileWriting.writeToStandardError(
        "trustpath: \(report.tally.sentence) → exit \(code.rawValue)")
    }
    // The program ends here: taking a large estate apart piece by piece would only cost time.
    withExtendedLifetime((scan, report)) { code.leave() }
  }

  private func exitCode(_ scan: Scan) -> ExitCode {
    if scan.evidence.isIncomplete { return .evidence }
    return scan.outcome.isFailing && !exitZero ? .findings : .success
  }
}

/// Value of `--fail-on`.
enum FailThreshold: String, ExpressibleByArgument, CaseIterable {
  case critical
  case high
  case medium
  case low
  case none

  /// The severity; nil for `none`.
  var severity: FindingSeverity? { FindingSeverity(rawValue: rawValue) }
}
