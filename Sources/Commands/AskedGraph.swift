import ArgumentParser
import Findings
import Reporting
import TrustGraph
import TrustPath

/// The graph that a question is about: of freshly read inputs, or of a scan that was kept.
struct AskedGraph {
  private enum Origin {
    case inputs(GraphRun)
    case kept(SavedScan, SavedGraph, isIncomplete: Bool)
  }

  let query: GraphQuery
  private let trust: TrustGraph
  private let origin: Origin

  /// Reads inputs.
  init(_ run: GraphRun, _ statuses: Set<Edge.Status>) {
    trust = run.trust
    query = run.query(statuses)
    origin = .inputs(run)
  }

  /// Opens the part of a database that a question is about.
  init(database path: String, _ question: GraphQuestion, _ statuses: Set<Edge.Status>) throws {
    do {
      let scan = try SavedScan(path: path)
      let graph = try scan.part(
        from: question.sources, to: question.targets, upTo: question.maxHops,
        by: statuses, naming: question.others, isProved: question.needsEvidence,
        isShortest: question.isShortest)
      trust = graph.trust
      origin = .kept(scan, graph, isIncomplete: try scan.isIncomplete())
    } catch {
      FileWriting.writeToStandardError("\(path): error: not a database of a scan: \(error)")
      throw ExitCode.evidence
    }
    query = GraphQuery(trust, statuses: statuses)
  }

  /// The nodes of an identifier.
  ///
  /// - Throws: `ValidationError` when there are none: no answer must not look like "nobody".
  func nodes(_ identifier: String) throws -> [NodeIndex] {
    let nodes = query.nodes(identifier)
    guard nodes.isEmpty, !NodeClass.mayBeEmpty(identifier) else { return nodes }
    // It may stand in what could not be read: then that is told, and not a name that is wrong.
    if case .inputs(let run) = origin { try run.finish() }
    throw ValidationError(
      UnknownName(
        identifier, isMember: query.isMember(identifier), likely: query.names(like: identifier),
        redaction: redaction
      ).text)
  }

  /// What must not be printed; nothing that was kept is secret.
  private var redaction: SecretRedaction? {
    if case .inputs(let run) = origin { run.redaction } else { nil }
  }

  /// Prints paths, or their steps; `otherwise` is said of an answer without any for whom it starts
  /// with.
  func print(
    _ paths: [Path], as arguments: QueryArguments, isSteps: Bool = false, from source: String = "",
    otherwise: String
  ) throws {
    if paths.isEmpty {
      let otherwise = otherwise + Self.otherSide(of: source)
      let hint = arguments.possible ? "" : "; --possible counts steps that need further inventory"
      FileWriting.writeToStandardError("trustpath: \(otherwise)\(hint)")
    }
    let report = try report(paths)
    try print { bytes in
      if !arguments.json {
        report.writeText(to: &bytes)
      } else if isSteps {
        report.writeSteps(to: &bytes)
      } else {
        report.writeJSON(to: &bytes)
      }
    }
  }

  /// What AWS knows a service account by, where its other side was asked about.
  static func otherSide(of source: String) -> String {
    guard source.hasPrefix("sa:") else { return "" }
    return " (towards AWS a service account is its token, `sa-token:\(source.dropFirst(3))`)"
  }

  private func report(_ paths: [Path]) throws -> QueryReport {
    switch origin {
    case .inputs(let run):
      return QueryReport(paths, in: trust.graph, files: run.files, redaction: run.redaction)
    case .kept(let scan, let graph, _):
      do {
        let proved = try scan.proved(paths, in: graph)
        return QueryReport(proved.paths, in: trust.graph, saved: proved.places)
      } catch {
        FileWriting.writeToStandardError("error: the database cannot be read: \(error)")
        throw ExitCode.evidence
      }
    }
  }

  /// A report on a cut.
  func report(_ cut: SmallestCut) -> CutReport {
    switch origin {
    case .inputs(let run):
      CutReport(cut, in: trust.graph, files: run.files, redaction: run.redaction)
    case .kept(_, let graph, _): CutReport(cut, in: trust.graph, saved: graph.places)
    }
  }

  /// Prints to standard output, and what went wrong with the inputs to standard error.
  func print(_ body: (inout [UInt8]) -> Void) throws {
    switch origin {
    case .inputs(let run): try run.print(body)
    case .kept(_, _, let isIncomplete):
      var bytes: [UInt8] = []
      body(&bytes)
      try StandardOutput.write(bytes)
      guard isIncomplete else { return }
      FileWriting.writeToStandardError(
        "trustpath: the scan that was kept could not read all inputs")
      throw ExitCode.evidence
    }
  }
}
