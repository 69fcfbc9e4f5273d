import ArgumentParser
import Reporting
import TrustGraph
import TrustPath

/// `trustpath query guards`.
struct GuardsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guards",
    abstract: "What keeps steps shut: policies of the organisation, boundaries, denials.")

  @OptionGroup var query: QueryArguments

  @Option(help: "Largest number of steps that are looked at.")
  var limit = 1_000_000

  func run() throws {
    let run = try query.readInputs()
    let asked = run.query(query.statuses)
    let barriers = asked.barriers
    guard let holdings = asked.holdings(of: barriers, limit: limit) else {
      throw ValidationError("there are more than \(limit) steps; raise --limit")
    }
    let report = BarrierReport(barriers, files: run.files, redaction: run.redaction)
    let rows = zip(barriers, holdings).map {
      BarrierReport.Row($0, held: $1.held, alone: $1.alone)
    }
    try run.print { bytes in
      if query.json {
        report.writeJSON(rows, to: &bytes)
      } else {
        report.writeText(rows, to: &bytes)
      }
    }
  }
}

/// `trustpath query opens`.
struct OpensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opens", abstract: "Every step that would open if one guard were removed.")

  @Argument(
    help: """
      The guard: id or name of a service or resource control policy, ARN of a boundary, \
      FILE:LINE of a statement that denies (query guards lists them).
      """)
  var barrier: String

  @OptionGroup var query: QueryArguments

  @Option(help: "Largest number of steps that are looked at.")
  var limit = 1_000_000

  func run() throws {
    let run = try query.readInputs()
    let asked = run.query(query.statuses)
    let barriers = BarrierReport(asked.barriers, files: run.files, redaction: run.redaction)
      .named(barrier)
    guard !barriers.isEmpty else {
      throw ValidationError(
        "nothing in the inputs that keeps steps shut is called `\(barrier)`: see query guards")
    }
    let opened = asked.opened(
      without: barriers, escalations: query.trustOnly ? .none : .drawn, limit: limit)
    guard let opened else {
      throw ValidationError("there are more than \(limit) steps; raise --limit")
    }
    let report = QueryReport(
      opened.hops.map(Path.init), in: opened.trust.graph, files: run.files,
      redaction: run.redaction)
    try run.print { bytes in
      if query.json { report.writeSteps(to: &bytes) } else { report.writeText(to: &bytes) }
    }
  }
}
