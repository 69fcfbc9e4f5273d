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
        sources: [ends.from], targets: [ends.to], maxHops: .max, needsEvidence: true))
    let (sources, targets) = (try run.nodes(ends.from), try run.nodes(ends.to))
    guard sources.count <= 1 || !Set(sources).isSubset(of: targets) else {
      throw ValidationError("everybody in `\(ends.from)` is in `\(ends.to)`: name ends besides")
    }
    let cut = run.query.smallestCut(from: sources, to: targets)
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
    let run = try query.readInputs(naming: [ends.from, ends.to])
    let graph = AskedGraph(run, query.statuses)
    let sources = try graph.nodes(ends.from)
    let targets = try graph.nodes(ends.to)
    // Not only the nearest ends: what is nearest need not be a request that can be shown.
    let nearest = graph.query.pairs(from: sources, to: targets)
    guard
      let walk = walk(nearest, run)
        ?? walk(graph.query.others(than: nearest, from: sources, to: targets), run)
    else {
      throw ValidationError(refusal(of: nearest.first, run))
    }
    let report = WalkReport(walk, redaction: run.redaction)
    try run.print { bytes in
      if query.json { report.writeJSON(to: &bytes) } else { report.writeText(to: &bytes) }
    }
  }

  private func walk(_ paths: [Path], _ run: GraphRun) -> Walk? {
    let walker = Walker(run.scan.evidence.estate, run.trust, paths: paths)
    return paths.lazy.compactMap { walker.attempt($0).walk }.first
  }

  /// Why nothing is shown, by the nearest way if there is one.
  private func refusal(of path: Path?, _ run: GraphRun) -> String {
    let attempt = path.map {
      Walker(run.scan.evidence.estate, run.trust, paths: [$0]).attempt($0)
    }
    guard let obstacle = attempt?.obstacle else {
      return "no path from `\(ends.from)` to `\(ends.to)` among the inputs"
    }
    let reason = ObstacleReport(obstacle, in: run.trust.graph, redaction: run.redaction).text
    return "no path from `\(ends.from)` to `\(ends.to)` is one of requests that can be shown: "
      + "\(reason); see query paths"
  }
}
