import ArgumentParser
import Reporting
import TrustPath

/// `trustpath report`.
struct KeptReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the reports that a database of a scan keeps.")

  @Argument(help: "Database of an earlier scan (scan --database).")
  var database: String

  @OptionGroup var output: OutputArguments

  @Option(
    help: "Exit 1 for findings at this severity or above: critical, high, medium, low or none.")
  var failOn: FailThreshold?

  /// Reports that tell which severity failed the scan.
  private static let judging: Set = ["html", "junit"]

  func run() throws {
    let requests = try output.requests()
    do {
      let saved = try SavedScan(path: database)
      try check(requests, saved)
      for request in requests {
        guard let bytes = try saved.report(request.format.name) else {
          let names = try saved.formats().joined(separator: ", ")
          throw ValidationError(
            "the scan kept no report `\(request.format.name)`; it kept \(names)")
        }
        switch request.destination {
        case .standardOutput: try FileWriting.writeToStandardOutput(bytes)
        case .file(let path): try FileWriting.write(bytes, to: path)
        }
      }
      guard let failOn else { return }
      if try saved.isIncomplete() { throw ExitCode.evidence }
      if let severity = failOn.severity, try saved.findings().isFailing(at: severity) {
        throw ExitCode.findings
      }
    } catch let error as SavedScan.NotAScan {
      FileWriting.writeToStandardError("\(database): error: not a database of a scan: \(error)")
      throw ExitCode.evidence
    } catch let error as FileWriting.WriteError {
      FileWriting.writeToStandardError("trustpath: \(error)")
      throw ExitCode.cannotWrite
    }
  }

  /// Refuses to write a report that would tell another threshold than the one that is asked for.
  private func check(_ requests: [ReportRequest], _ saved: SavedScan) throws {
    guard let failOn, let kept = try saved.failThreshold(), kept != failOn.rawValue,
      let request = requests.first(where: { Self.judging.contains($0.format.name) })
    else { return }
    throw ValidationError(
      "the report `\(request.format.name)` tells what failed at \(kept): scan again with --fail-on "
        + failOn.rawValue)
  }
}
