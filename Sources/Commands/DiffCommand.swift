import ArgumentParser
import Findings
import Reporting
import TrustPath

/// `trustpath diff`.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say which findings of two scans are new, gone or still there.")

  @Argument(help: "The earlier scan: a database, or a report in JSON.")
  var old: String

  @Argument(help: "The later scan: a database, or a report in JSON.")
  var new: String

  @Option(help: "Lowest severity of a new finding that fails the run.")
  var failOnNew: FailThreshold = .high

  @Flag(help: "Print JSON, one object a line.")
  var json = false

  func run() throws {
    let change = FindingChange(from: try read(old), to: try read(new))
    var bytes: [UInt8] = []
    if json { change.writeJSON(to: &bytes) } else { change.writeText(to: &bytes) }
    try StandardOutput.write(bytes)
    if change.isIncomplete { throw ExitCode.evidence }
    if let severity = failOnNew.severity, change.isFailing(at: severity) {
      throw ExitCode.findings
    }
  }

  private func read(_ path: String) throws -> FindingList {
    do {
      return try KeptFindings.read(path)
    } catch {
      FileWriting.writeToStandardError("\(path): error: \(error)")
      throw ExitCode.evidence
    }
  }
}
