public import ArgumentParser
import Reporting
public import TrustGraph
import TrustPath

/// `trustpath edges`.
struct EdgesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edges",
    abstract: "List who can become whom, one JSON object per line, sets opened.")

  @OptionGroup var input: InputArguments
  @OptionGroup var statuses: StatusArguments

  @Option(help: "Only edges of this kind (AssumeRole, PassRole, …); repeatable.")
  var kind: [Edge.Kind] = []

  @Option(help: "Largest number of edges.")
  var limit = 1_000_000

  @Flag(help: "Print ExternalIds instead of ExternalId#n.")
  var showExternalIds = false

  func run() throws {
    let run = GraphRun(input.options, showsExternalIDs: showExternalIds)
    let guarded = statuses.chosen.contains(.guarded) ? try guarded(run) : nil
    let report: EdgeReport
    do {
      report = try EdgeReport(
        run.trust, statuses: statuses.chosen, kinds: Set(kind), limit: limit, files: run.files,
        redaction: run.redaction)
    } catch {
      throw ValidationError(error.description)
    }
    try run.print { bytes in
      report.write(to: &bytes)
      guarded?.write(to: &bytes)
    }
  }

  private func guarded(_ run: GraphRun) throws -> GuardReport {
    guard let steps = run.query().guardedSteps(limit: limit) else {
      throw ValidationError("there are more than \(limit) edges; raise --limit to print them")
    }
    return GuardReport(
      steps.filter { kind.isEmpty || kind.contains($0.hop.kind) }, files: run.files,
      redaction: run.redaction)
  }
}

extension Edge.Kind: ExpressibleByArgument {}

/// Which edges count.
struct StatusArguments: ParsableArguments {
  @Option(
    name: .customLong("status"),
    help: "Only edges of this status (proved, conditional, possible, guarded); repeatable.")
  var statuses: [Edge.Status] = []

  /// The statuses; without any, those that rest on the inputs.
  var chosen: Set<Edge.Status> {
    statuses.isEmpty ? [.proved, .conditional] : Set(statuses)
  }
}

extension Edge.Status: ExpressibleByArgument {}

extension GraphRun {
  /// Prints to standard output, remarks about inputs to standard error; ends the program with 2
  /// where something could not be read.
  func print(_ body: (inout [UInt8]) -> Void) throws {
    var bytes: [UInt8] = []
    body(&bytes)
    try StandardOutput.write(bytes)
    try finish()
  }

  /// Prints remarks about inputs to standard error; ends the program with 2 where something could
  /// not be read.
  func finish() throws {
    for line in scan.report().errorLines { FileWriting.writeToStandardError(line) }
    if scan.evidence.isIncomplete { throw ExitCode.evidence }
  }
}
