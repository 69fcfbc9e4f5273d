import ArgumentParser
import Reporting
import TrustGraph
import TrustPath

/// `trustpath query cut`.
struct CutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cut",
    abstract: "The fewest statements to change so that no way from one to another remains.")

  @OptionGroup var ends: EndArguments
  @OptionGroup var query: QueryArguments

  func run() throws {
    let run = try query.read(
      GraphQuestion(
        sources: [ends.from], maxHops: .max, others: [ends.to], needsEvidence: true))
    let cut = run.query.smallestCut(from: try run.nodes(ends.from), to: try run.nodes(ends.to))
    let report = run.report(cut)
    try run.print { bytes in
      if query.json { report.writeJSON(to: &bytes) } else { report.writeText(to: &bytes) }
    }
  }
}

/// `trustpath query walk`.
struct WalkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "walk",
    abstract: "The commands and the profile file that walk a path, checked by the evaluator.")

  @OptionGroup var ends: EndArguments
  @OptionGroup var query: QueryArguments

  func run() throws {
    let run = try query.readInputs()
    let graph = AskedGraph(run, query.statuses)
    let paths = try graph.pairs(ends).flatMap { graph.query.shortest(from: $0, to: $1) }
    let walker = Walker(run.scan.evidence.estate, run.trust, paths: paths)
    guard let walk = paths.lazy.compactMap(walker.walk).first else {
      throw ValidationError("no path between these is one of requests that can be shown")
    }
    let report = WalkReport(walk, redaction: run.redaction)
    try run.print { bytes in
      if query.json { report.writeJSON(to: &bytes) } else { report.writeText(to: &bytes) }
    }
  }
}
