import ArgumentParser
import Findings
import TrustPath

/// `trustpath scan`.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Read inputs, judge every trust path, write reports.")

  @OptionGroup var input: InputArguments

  @Option(help: "Lowest severity that fails the run: critical, high, medium, low or none.")
  var failOn: FailThreshold = .high

  @Option(help: "Date that ages are counted from (YYYY-MM-DD); today if not given.")
  var asOf: String?

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
    options.asOf = asOf ?? CalendarDate.today
    let scan = Scan.run(options)
    if scan.evidence.isIncomplete { throw ExitCode.evidence }
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
